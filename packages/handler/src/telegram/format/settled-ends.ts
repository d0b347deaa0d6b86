// Where a text that grows is settled: behind a blank line that lies outside of code, lists and HTML tables. What stands
// before such a place is rendered as it will be in the whole text, whatever follows.

/** Where a line of a block that may go on behind a blank line begins. */
type Block = 'none' | 'flowing' | 'list' | 'indented';

interface Reading {
  block: Block;
  /** The mark that opened the code, with its indent, while it is open. */
  fence?: { mark: string; indent: number } | undefined;
  /** Within `<table>`. */
  isHtmlTable: boolean;
  /** Behind a blank line that ends the block, if the next line does not go on with it. */
  isOpen: boolean;
}

const FENCE = /^(\s*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}(?=[^`]*$)|~{3,})/;
const ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
/** A line that is still being written, and may become an item or a continuation. */
const MAYBE_ITEM = /^(?:\s|[-*+]?$|\d{1,9}[.)]?$)/;
/** Not a sentence about the tag. */
const HTML_TABLE = /^ {0,3}<table\b[^>]*>\s*(?:<|$)/i;
/** What nobody wants to read at the end of a message: it stays with what follows. */
const INTRODUCES = /^ {0,3}#{1,6}[ \t]|:[*_]{0,3}[ \t]*$/;
const INDENTED = /^(?: {4}|\t)/;

/** Offsets right behind settled blocks, from `start`, which is one or 0. A line without its end settles nothing itself. */
export const settledEnds = (source: string, start: number): number[] => {
  const ends: number[] = [];
  let lastLine = '';
  let reading: Reading = { block: 'none', isHtmlTable: false, isOpen: false };
  for (let at = start; at < source.length; ) {
    const newline = source.indexOf('\n', at);
    const line = source.slice(at, newline < 0 ? source.length : newline);
    if (reading.isOpen && endsOpen(line, newline >= 0)) {
      if (!INTRODUCES.test(lastLine)) ends.push(at);
      reading = { ...reading, block: 'none', isOpen: false };
    }
    if (newline < 0) break;
    at = newline + 1;
    if (line.trim() !== '') lastLine = line;
    const isWithin = reading.fence !== undefined || reading.isHtmlTable;
    if (line.trim() !== '' || isWithin) reading = afterLine(reading, line);
    else if (reading.block === 'list' || reading.block === 'indented') reading.isOpen = true;
    else {
      if (reading.block === 'flowing' && !INTRODUCES.test(lastLine)) ends.push(at);
      reading.block = 'none';
    }
  }
  return ends;
};

/** Whether a line behind a blank one begins something else than more of a list or of indented code. */
const endsOpen = (line: string, isWhole: boolean): boolean => {
  if (line.trim() === '' || /^\s/.test(line) || ITEM.test(line)) return false;
  return isWhole || !MAYBE_ITEM.test(line);
};

const afterLine = (before: Reading, line: string): Reading => {
  if (before.fence) return { ...before, fence: isClosed(before.fence, line) ? undefined : before.fence };
  if (before.isHtmlTable) return { ...before, isHtmlTable: !/<\/table>/i.test(line) };
  const isFresh = before.block === 'none' || before.block === 'flowing';
  const block = blockOf(line, before.block);
  const [, indent = '', mark] = FENCE.exec(line) ?? [];
  if (mark !== undefined && !(isFresh && INDENTED.test(line)))
    return {
      block: indent === '' ? 'flowing' : block,
      fence: { mark, indent: indent.length },
      isHtmlTable: false,
      isOpen: false,
    };
  const isHtmlTable = HTML_TABLE.test(line) && !/<\/table>/i.test(line);
  return { block, isHtmlTable, isOpen: false };
};

const blockOf = (line: string, before: Block): Block => {
  if (before === 'list' || ITEM.test(line)) return 'list';
  if (before === 'flowing') return before;
  return INDENTED.test(line) ? 'indented' : 'flowing';
};

const isClosed = ({ mark, indent }: { mark: string; indent: number }, line: string): boolean => {
  const closing = line.trim();
  return (
    closing.length >= mark.length &&
    closing === (mark[0] as string).repeat(closing.length) &&
    line.length - line.trimStart().length <= indent + 3
  );
};

// The end of Markdown that is still being written, or was cut off: the code that is open, or else the paragraph, item or
// heading that it ends in.

/** Quotes, list markers and indentation at the start of a line. */
const PREFIX = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*/;
const FENCE = /^(?:`{3,}(?=[^`]*$)|~{3,})/;
const ITEM = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/;
const DELIMITER = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** What stands in a line, behind the marks that begin it. */
export const bodyOf = (line: string): string => line.replace(PREFIX, '');

export const beginsFence = (body: string): boolean => FENCE.test(body);

export interface LastLeaf {
  /** The index of its first line. */
  from: number;
  /** All of it is code. */
  isCode: boolean;
  /** Its last line is one of a table. */
  isTable: boolean;
}

export const lastLeaf = (lines: readonly string[]): LastLeaf => {
  let from = 0;
  let fence: string | undefined;
  let depth = 0;
  let isTable = false;
  for (const [index, line] of lines.entries()) {
    const body = bodyOf(line);
    const quotes = quotesOf(line);
    if (fence !== undefined && quotes >= depth) {
      if (isEnd(line, fence)) {
        fence = undefined;
        from = index + 1;
      }
      continue;
    }
    fence = FENCE.exec(body)?.[0];
    const isOtherQuote = quotes !== depth;
    depth = quotes;
    const wasTable: boolean = isTable;
    isTable = body.includes('|') && (wasTable || isDelimiter(body, lines[index - 1]));
    if (body === '') from = index + 1;
    else if (ITEM.test(line) || body.startsWith('#') || wasTable !== isTable || isOtherQuote) from = index;
  }
  return { from, isCode: fence !== undefined, isTable };
};

/** The line below the header of a table. */
const isDelimiter = (body: string, header = ''): boolean => header.includes('|') && DELIMITER.test(body);

const quotesOf = (line: string): number => (/^[ \t>]*/.exec(line)?.[0] ?? '').split('>').length - 1;

const isEnd = (line: string, fence: string): boolean => {
  const mark = line.replace(/^[ \t>]*/, '').trimEnd();
  return mark.startsWith(fence) && mark === fence.charAt(0).repeat(mark.length);
};

// What can be shown of Markdown that is still being written: an end that would stand on the screen as raw marks is held
// back until it is known what it means, and styles that are open are closed.
import { closeMarkdown } from './close-markdown.ts';
import { beginsFence, bodyOf, lastLeaf } from './last-leaf.ts';

/** Nothing in it can be read yet. */
const ONLY_MARKS = /^[\s>|:*_~`#+=\-[\]()!<\\$]*$/;
const TASK_BOX = /^\[[ xX]?\]?[ \t]*$/;
const MAYBE_DELIMITER = /^[ \t|:-]*$/;
const HTML_TABLE = /^ {0,3}<table\b[^>]*>\s*(?:<|$)/im;
/** `**bold*`, `~`, half an entity or tag: what these are is known with the next letters. */
const DANGLING = /(?:[*_~`!$\\ \t]|&#?\w{0,10}|<[^\s<>]*)+$/;

export const shownPart = (source: string): string => {
  const lines = withoutOpenTable(source).split('\n');
  const before = lines.slice(0, -1);
  const last = lines.at(-1) ?? '';
  const { isCode, isTable } = lastLeaf(before);
  if (isCode) return (/^[ \t]*[`~]+[ \t]*$/.test(last) ? before : lines).join('\n');
  const held = heldLines(last, lines.at(-2) ?? '', isTable);
  if (held > 0) return closeMarkdown(lines.slice(0, -held).join('\n'));
  return closeMarkdown([...before, last.replace(DANGLING, '')].join('\n').trimEnd(), true);
};

/** How many lines at the end wait for more. */
const heldLines = (line: string, lineBefore: string, isTable: boolean): number => {
  const body = bodyOf(line);
  const before = bodyOf(lineBefore);
  // The header of a table, perhaps.
  if (!isTable && before.includes('|') && MAYBE_DELIMITER.test(body)) return 2;
  if (line === '') return 0;
  const isRow = body.startsWith('|') || (isTable && !before.startsWith('|'));
  return isRow || isUnreadable(body) ? 1 : 0;
};

const isUnreadable = (body: string): boolean =>
  ONLY_MARKS.test(body) ||
  TASK_BOX.test(body) ||
  beginsFence(body) ||
  /^<[^>]*$/.test(body) ||
  // The address of a link, which is nowhere shown.
  /^\[(?!\^)[^\]\n]+\]:/.test(body) ||
  (/^<summary>/i.test(body) && !/<\/summary>/i.test(body));

/** A table of HTML shows its whole rows. */
const withoutOpenTable = (source: string): string => {
  const start = source.search(HTML_TABLE);
  if (start < 0 || /<\/table>/i.test(source.slice(start))) return source;
  const rows = source.toLowerCase().lastIndexOf('</tr>');
  return rows < start ? source.slice(0, start) : `${source.slice(0, rows)}</tr></table>\n`;
};

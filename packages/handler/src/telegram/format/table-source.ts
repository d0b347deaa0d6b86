// A table's source made regular before marked reads it: it ends at the first line without a bar, and its header is as
// wide as its widest row, because marked takes any line below for a row and drops the cells beyond the header.

/** The lines of the table at the start of `src`, or undefined when there is none; `regular` is what to read instead. */
export const tableSource = (src: string): { raw: string; regular: string } | undefined => {
  // Looked at first, because the rows may be many and this place may be one of many that are no table.
  const [header = '', delimiter = ''] = linesWithBars(src, 2);
  const columns = cellsOf(header);
  if (!DELIMITER.test(delimiter) || columns !== cellsOf(delimiter)) return undefined;
  const lines = linesWithBars(src);
  const rows = lines.slice(2).map((row) => withCodeWhole(row, columns));
  const missing = Math.max(0, ...rows.map((row) => Math.min(MOST_COLUMNS, cellsOf(row)) - columns));
  const regular = [widen(header, missing, ' '), widen(delimiter, missing, '---'), ...rows];
  return { raw: lines.join('\n'), regular: regular.join('\n') };
};

const DELIMITER = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const MOST_COLUMNS = 50;

const linesWithBars = (src: string, most = Number.POSITIVE_INFINITY): string[] => {
  const lines: string[] = [];
  for (let start = 0; start < src.length && lines.length < most; ) {
    const end = src.indexOf('\n', start);
    const line = src.slice(start, end < 0 ? src.length : end);
    // The delimiter of a single column may do without.
    if (!line.includes('|') && lines.length !== 1) break;
    lines.push(line);
    if (end < 0) break;
    start = end + 1;
  }
  return lines;
};

const inner = (line: string): string =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');

const cellsOf = (line: string): number => inner(line).split(/(?<!\\)\|/).length;

/** `a || b` in code is no border of cells, where the row fits without it. */
const withCodeWhole = (row: string, columns: number): string => {
  if (cellsOf(row) <= columns) return row;
  const escaped = row.replace(/`[^`]+`/g, (code) => code.replace(/(?<!\\)\|/g, '\\|'));
  return cellsOf(escaped) === columns ? escaped : row;
};

const widen = (line: string, missing: number, cell: string): string =>
  missing === 0 ? line : `|${inner(line)}|${`${cell}|`.repeat(missing)}`;

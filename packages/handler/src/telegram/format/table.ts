// Lays a table out in aligned columns for a monospaced block.
import { displayWidth } from './display-width.ts';

export type Alignment = 'left' | 'center' | 'right' | null;

/** What a phone shows in a monospaced block without wrapping much. */
const MAX_TABLE_WIDTH = 44;

const COLUMN_GAP = ' │ ';
const RULE_GAP = '─┼─';

/** The lines of the table, or undefined when it is wider than `maxWidth` columns. */
export const alignTable = (
  header: string[],
  rows: string[][],
  align: Alignment[],
  maxWidth = MAX_TABLE_WIDTH,
): string | undefined => {
  // Longer than any column may be wide: decided before measuring, which is slow for megabytes of emoji.
  if ([header, ...rows].some((row) => row.some((cell) => cell.length > maxWidth * 16))) return undefined;
  const widths = header.map((cell, column) =>
    rows.reduce(
      (widest, row) => Math.max(widest, displayWidth(row[column] ?? '')),
      Math.max(1, displayWidth(cell)),
    ),
  );
  const total = widths.reduce((sum, width) => sum + width, 0) + COLUMN_GAP.length * (widths.length - 1);
  if (total > maxWidth) return undefined;
  const layOut = (cells: string[]): string =>
    widths
      .map((width, column) => pad(cells[column] ?? '', width, align[column] ?? null))
      .join(COLUMN_GAP)
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join(RULE_GAP);
  return [layOut(header), rule, ...rows.map(layOut)].join('\n');
};

const pad = (cell: string, width: number, alignment: Alignment): string => {
  const missing = width - displayWidth(cell);
  if (alignment === 'right') return ' '.repeat(missing) + cell;
  const before = alignment === 'center' ? Math.floor(missing / 2) : 0;
  return ' '.repeat(before) + cell + ' '.repeat(missing - before);
};

// Tables: aligned in a monospaced block while narrow, else a group of "Header: value" lines for each row.
import type { Tokens } from 'marked';
import type { EntityBuilder } from './entity-builder.ts';
import { containsLink, inlineText, renderInline } from './render-inline.ts';
import { alignTable } from './table.ts';

export const renderTable = (builder: EntityBuilder, table: Tokens.Table): void => {
  const hasLinks = [table.header, ...table.rows].some((row) => row.some((cell) => containsLink(cell.tokens)));
  const aligned = hasLinks
    ? undefined
    : alignTable(cellTexts(table.header), table.rows.map(cellTexts), table.align);
  if (aligned !== undefined) builder.pre(aligned);
  else if (table.rows.length === 0)
    builder.styled('bold', () => builder.add(cellTexts(table.header).join(', ')));
  else if (table.header.length === 1) renderColumn(builder, table);
  else renderRows(builder, table);
};

const cellTexts = (cells: Tokens.TableCell[]): string[] =>
  cells.map((cell) => inlineText(cell.tokens).trim());

const renderColumn = (builder: EntityBuilder, { header, rows }: Tokens.Table): void => {
  builder.styled('bold', () => renderInline(builder, header[0]?.tokens ?? []));
  for (const row of rows) {
    builder.breakLine(1);
    builder.add('• ');
    renderInline(builder, row[0]?.tokens ?? []);
  }
};

/** Each row is headed by its first cell; empty cells say nothing. */
const renderRows = (builder: EntityBuilder, { header, rows }: Tokens.Table): void => {
  rows.forEach((row, index) => {
    if (index > 0) builder.breakLine(2);
    row.forEach((cell, column) => {
      if (cell.text.trim() === '') return;
      builder.breakLine(1);
      const label = header[column]?.tokens ?? [];
      if (column === 0) builder.styled('bold', () => renderCell(builder, label, cell, false));
      else renderCell(builder, label, cell, true);
    });
  });
};

const renderCell = (
  builder: EntityBuilder,
  label: Tokens.TableCell['tokens'],
  cell: Tokens.TableCell,
  bulleted: boolean,
): void => {
  const name = inlineText(label).trim();
  builder.add(`${bulleted ? '• ' : ''}${name === '' ? '' : `${name}: `}`);
  renderInline(builder, cell.tokens);
};

// Lists with bullets, numbers or boxes, nested by indentation.
import type { Tokens } from 'marked';
import type { EntityBuilder } from './entity-builder.ts';
import { renderBlocks } from './render-blocks.ts';

const BULLETS = ['•', '◦', '▪'];
/** About as wide as a bullet and its space in Telegram's fonts. */
const INDENT = '   ';
const WRITTEN_NUMBER = /^\s*(\d+[.)])/;

export const renderList = (builder: EntityBuilder, list: Tokens.List): void => {
  list.items.forEach((item, index) => {
    if (index > 0) builder.breakLine(list.loose ? 2 : 1);
    builder.add(`${marker(builder, list, item)} `);
    builder.indented(INDENT, () => renderItem(builder, item));
  });
};

/** A number is shown as it was written: dates, years and countdowns are no counting. */
const marker = (builder: EntityBuilder, list: Tokens.List, item: Tokens.ListItem): string => {
  const box = item.task ? (item.checked ? '☑' : '☐') : undefined;
  if (!list.ordered) return box ?? BULLETS[builder.listDepth() % BULLETS.length] ?? '•';
  const number = WRITTEN_NUMBER.exec(item.raw)?.[1] ?? '';
  return box === undefined ? number : `${number} ${box}`;
};

const STARTS_OWN_LINE = new Set<string>(['code', 'blockquote', 'table', 'list']);

const renderItem = (builder: EntityBuilder, item: Tokens.ListItem): void => {
  const first = item.tokens.find(({ type }) => type !== 'space' && type !== 'checkbox');
  // `2026. 5. 5. Event` is a date, though it reads as a list in a list in a list, and `- 3. Oktober` is one as well.
  const isDate = first?.type === 'list' && (first as Tokens.List).ordered;
  if (first && !isDate && STARTS_OWN_LINE.has(first.type)) builder.breakLine(1);
  renderBlocks(builder, item.tokens, !item.loose);
};

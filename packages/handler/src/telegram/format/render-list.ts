// Lists with bullets, numbers or boxes, nested by indentation.
import type { Tokens } from 'marked';
import type { EntityBuilder } from './entity-builder.ts';
import { renderBlocks } from './render-blocks.ts';

const BULLETS = ['•', '◦', '▪'];
/** About as wide as a bullet and its space in Telegram's fonts. */
const INDENT = '   ';
const NUMBER_DELIMITER = /^\s*\d+([.)])/;

export const renderList = (builder: EntityBuilder, list: Tokens.List): void => {
  list.items.forEach((item, index) => {
    if (index > 0) builder.breakLine(list.loose ? 2 : 1);
    builder.add(`${marker(builder, list, item, index)} `);
    builder.indented(INDENT, () => renderItem(builder, item));
  });
};

const marker = (builder: EntityBuilder, list: Tokens.List, item: Tokens.ListItem, index: number): string => {
  const box = item.task ? (item.checked ? '☑' : '☐') : undefined;
  if (!list.ordered) return box ?? BULLETS[builder.listDepth() % BULLETS.length] ?? '•';
  const delimiter = NUMBER_DELIMITER.exec(item.raw)?.[1] ?? '.';
  const number = `${Number(list.start) + index}${delimiter}`;
  return box === undefined ? number : `${number} ${box}`;
};

const STARTS_OWN_LINE = new Set<string>(['code', 'blockquote', 'table', 'list']);

const renderItem = (builder: EntityBuilder, item: Tokens.ListItem): void => {
  const first = item.tokens.find(({ type }) => type !== 'space' && type !== 'checkbox');
  if (first && STARTS_OWN_LINE.has(first.type)) builder.breakLine(1);
  renderBlocks(builder, item.tokens, !item.loose);
};

// Addresses that act at one tap (set a proxy, show a sign-in code, pay) and that Telegram makes tappable by itself
// wherever a text names them: shown as code they are only text.
import type { TextEntity } from './formatted-text.ts';
import { isTrap } from './links.ts';

const ADDRESS =
  /(?<![\w@.])(?:(?:tg|ton|tonsite):\/\/|(?:https?:\/\/)?(?:www\.)?(?:t\.me|telegram\.(?:me|dog))\.?(?::\d+)?\/)[^\s<>"«»)]*/gi;
const OPAQUE = new Set(['code', 'pre', 'text_link']);
const QUOTES = new Set(['blockquote', 'expandable_blockquote']);

interface Range {
  offset: number;
  length: number;
}

/** The entities, with such addresses as code of their own: styles end before it and go on behind it. */
export const withoutTraps = (text: string, entities: TextEntity[]): TextEntity[] => {
  const found = [...text.matchAll(ADDRESS)]
    .filter(([address]) => isTrap(address))
    .map(({ 0: address, index }) => ({ offset: index, length: address.length }));
  if (found.length === 0) return entities;
  const opaque = entities.filter(({ type }) => OPAQUE.has(type));
  const traps = found.filter((trap) => !opaque.some((entity) => overlap(trap, entity)));
  return [
    ...entities.flatMap((entity) => (QUOTES.has(entity.type) ? [entity] : outside(entity, traps))),
    ...traps.map((trap) => ({ type: 'code', ...trap }) as const),
  ];
};

const outside = (entity: TextEntity, traps: readonly Range[]): TextEntity[] => {
  const pieces: TextEntity[] = [];
  let from = entity.offset;
  const end = entity.offset + entity.length;
  for (const trap of traps) {
    if (!overlap(trap, entity)) continue;
    if (trap.offset > from) pieces.push({ ...entity, offset: from, length: trap.offset - from });
    from = trap.offset + trap.length;
  }
  if (end > from) pieces.push({ ...entity, offset: from, length: end - from });
  return pieces;
};

const overlap = (a: Range, b: Range): boolean =>
  a.offset < b.offset + b.length && b.offset < a.offset + a.length;

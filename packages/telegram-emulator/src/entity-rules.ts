// What one entity may be, and what may stand inside what (docs, "formatting options"). Telegram repairs or
// drops what breaks these rules; the emulator refuses it, so that a faulty renderer cannot hide.
import { linkFault } from './link-rules.ts';
import { refuse } from './refusals.ts';
import type { MessageEntity } from './telegram-objects.ts';

/** Beyond this many, Telegram ignores formatting. */
export const maxEntities = 100;

const styles = new Set(['bold', 'italic', 'underline', 'strikethrough', 'spoiler']);
const monospace = new Set(['code', 'pre']);
const quotes = new Set(['blockquote', 'expandable_blockquote']);
const links = new Set(['text_link', 'text_mention', 'custom_emoji']);
/** Drawn in the reader's own clock (Bot API 9.5). */
const times = new Set(['date_time']);
const timeFormat = /^(?:r|w?[dD]?[tT]?)$/;
/** Telegram finds these by itself and takes them in silence when a bot names them. */
const detected = new Set(['mention', 'hashtag', 'cashtag', 'bot_command', 'url', 'email', 'phone_number']);
const fields = new Set([
  ...['type', 'offset', 'length', 'url', 'user', 'language', 'custom_emoji_id'],
  ...['unix_time', 'date_time_format'],
]);

/** Refuses an entity that is wrong by itself: its type, fields, place in the text. */
export function checkEntity(entity: unknown, text: string): asserts entity is MessageEntity {
  if (typeof entity !== 'object' || entity === null) refuse('entitiesMalformed', 'expected an Object');
  const { type, offset, length, url, language, ...more } = entity as Record<string, unknown>;
  if (typeof type !== 'string') return refuse('entitiesMalformed', 'a type must be a String');
  if (![styles, monospace, quotes, links, times, detected].some((family) => family.has(type))) {
    refuse('entityTypeUnsupported', type.slice(0, 40));
  }
  for (const field of Object.keys(entity)) {
    if (!fields.has(field)) refuse('entitiesMalformed', `unknown field ${field.slice(0, 40)}`);
  }
  if (typeof offset !== 'number' || !Number.isInteger(offset) || offset < 0) {
    return refuse('entityOffset', String(offset).slice(0, 20));
  }
  if (typeof length !== 'number' || !Number.isInteger(length) || length <= 0) {
    return refuse('entityLength', String(length).slice(0, 20));
  }
  if (offset + length > text.length) refuse('entityBeyondEnd', offset, text.length);
  if (splitsSymbol(text, offset)) refuse('entitySplitsSymbol', 'begins');
  if (splitsSymbol(text, offset + length)) refuse('entitySplitsSymbol', 'ends');
  if (type === 'text_link') {
    const fault = linkFault(url);
    if (fault) refuse('linkInvalid', fault);
  }
  if (type !== 'text_link' && url !== undefined) refuse('entitiesMalformed', 'only a text_link has a url');
  if (language !== undefined && (type !== 'pre' || typeof language !== 'string')) {
    refuse('entitiesMalformed', 'only pre has a language');
  }
  checkTime(type, more.unix_time, more.date_time_format);
}

const checkTime = (type: string, unixTime: unknown, format: unknown): void => {
  if (!times.has(type)) {
    if (unixTime !== undefined || format !== undefined)
      refuse('entitiesMalformed', 'only a date_time has a time');
    return;
  }
  if (!Number.isInteger(unixTime)) refuse('entitiesMalformed', 'a date_time needs its unix_time');
  if (format !== undefined && !(typeof format === 'string' && timeFormat.test(format)))
    refuse('entitiesMalformed', 'no format of a date_time');
};

/** Refuses entities that overlap in part or stand where they may not; they come sorted, outer ones first. */
export const checkNesting = (entities: readonly MessageEntity[]): void => {
  if (entities.length > maxEntities) refuse('entitiesTooMany');
  const open: MessageEntity[] = [];
  for (const inner of entities) {
    while (open.length > 0 && endOf(open.at(-1)) <= inner.offset) open.pop();
    for (const outer of open) checkPair(outer, inner);
    open.push(inner);
  }
};

/** Sorts as Telegram does: by start, longer ones first. */
export const sortEntities = (entities: readonly MessageEntity[]): MessageEntity[] => {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length || rank(a) - rank(b));
};

const checkPair = (outer: MessageEntity, inner: MessageEntity): void => {
  if (endOf(inner) > endOf(outer)) refuse('entityNested', 'overlap without one containing the other');
  if (quotes.has(outer.type) && quotes.has(inner.type)) refuse('entityNested', "blockquotes can't be nested");
  if (monospace.has(outer.type)) refuse('entityNested', `${outer.type} can't contain other entities`);
  if (styles.has(outer.type) && monospace.has(inner.type)) {
    refuse('entityNested', `${inner.type} can't be part of ${outer.type}`);
  }
  if (links.has(outer.type) && !styles.has(inner.type)) {
    refuse('entityNested', `${inner.type} can't be part of ${outer.type}`);
  }
};

/** Of entities with one range the quote is the outermost, monospace the innermost. */
const rank = (entity: MessageEntity): number => {
  if (quotes.has(entity.type)) return 0;
  if (links.has(entity.type)) return 1;
  return styles.has(entity.type) ? 2 : 3;
};

const endOf = (entity: MessageEntity | undefined): number => {
  return entity ? entity.offset + entity.length : 0;
};

const splitsSymbol = (text: string, position: number): boolean => {
  return /[\uD800-\uDBFF]/.test(text[position - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[position] ?? '');
};

// The entities Telegram finds in a plain text by itself: commands, mentions, links, addresses, hashtags.
import { maxEntities, sortEntities } from './entity-rules.ts';
import type { MessageEntity } from './telegram-objects.ts';

interface Finder {
  type: string;
  pattern: RegExp;
}

// Longer kinds first: what an earlier finder took, a later one leaves alone.
const finders: readonly Finder[] = [
  { type: 'url', pattern: /(?<![\w@.])https?:\/\/[^\s<>"']+[^\s<>"'.,:;!?)\]}]/giu },
  { type: 'email', pattern: /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/giu },
  {
    type: 'url',
    pattern:
      /(?<![\w@.\-/])(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|me|ai|de)\b(?:\/(?:[^\s<>"']*[^\s<>"'.,:;!?)\]}])?)?/giu,
  },
  { type: 'bot_command', pattern: /(?<![\w/<>@])\/\w{1,64}(?:@\w{3,32})?(?![\w/])/gu },
  { type: 'mention', pattern: /(?<![\w@/])@[a-z]\w{2,31}(?!\w)/giu },
  { type: 'hashtag', pattern: /(?<![\p{L}\p{N}_#])#(?=[\p{L}\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}/gu },
];

const opaque = new Set(['code', 'pre', 'text_link', 'text_mention', 'custom_emoji']);

/** Adds what Telegram finds to the entities given, leaving code and links as they are. */
export const findEntities = (text: string, given: readonly MessageEntity[] = []): MessageEntity[] => {
  const found: MessageEntity[] = [];
  const taken = given.filter((entity) => opaque.has(entity.type) || finderTypes.has(entity.type));
  for (const { type, pattern } of finders) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      const free = [...taken, ...found].every((one) => !overlap(one, entity));
      if (free && given.every((one) => !overlap(one, entity) || contains(one, entity))) found.push(entity);
    }
  }
  return sortEntities([...given, ...found]).slice(0, maxEntities);
};

const finderTypes = new Set(finders.map((finder) => finder.type));

const overlap = (a: MessageEntity, b: MessageEntity): boolean => {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
};

const contains = (outer: MessageEntity, inner: MessageEntity): boolean => {
  return outer.offset <= inner.offset && inner.offset + inner.length <= outer.offset + outer.length;
};

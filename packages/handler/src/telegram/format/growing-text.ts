// An answer as the messages that show it, while it grows and when it is whole. What is settled is read once; a message
// ends where a block does, and where it ends stays so. Only the block that is being written may change.
import type { Token } from 'marked';
import { cleanText, isInvisible } from './clean-text.ts';
import { closeMarkdown } from './close-markdown.ts';
import { type FormattedText, plainText } from './formatted-text.ts';
import { type LexedBefore, nothingBefore } from './lex-markdown.ts';
import { lexSafely, renderTokens } from './render-markdown.ts';
import { settledEnds } from './settled-ends.ts';
import { shownPart } from './shown-part.ts';
import { splitFormatted } from './split-formatted.ts';

/** Room for a note behind the last message, and for one before the first. */
const LIMITS = { maxLength: 3_500, maxEntities: 90 };
/** A block that begins behind so much grows in the next message: it would hardly fit, and would have to move there. */
const NEARLY_FULL = 2_900;
/** `[1]: https://…`, the address of a link that may stand before it. */
const ADDRESS = /^ {0,3}\[(?!\^)[^\]\n]+\]:/m;

export interface GrowingText {
  /** The messages of a text that goes on. None: there is nothing to see yet. */
  show(markdown: string): FormattedText[];
  /** The messages of the whole text; `isCutOff`: it ended in the middle. */
  finish(markdown: string, isCutOff: boolean): FormattedText[];
  /** Where in the text the message with this index begins, if a block begins it. */
  cutBefore(index: number): number | undefined;
  /** Where the message that grows begins: from here on the text may be read anew at each step. */
  start(): number;
}

export interface GrowingTextOptions {
  /** Where an earlier try has cut the same text. Others are harmless. */
  cuts?: readonly number[];
  /** Stands before the text, in its first message. */
  lead?: () => FormattedText | undefined;
}

/** Blocks that share a message; one that is too long for one makes several. */
interface Chunk {
  start: number;
  settledTo: number;
  tokens: Token[];
  pieces: number;
  /** Of its last message, at most. */
  room: Room;
}

interface Room {
  length: number;
  entities: number;
}

const chunkAt = (start: number): Chunk => ({
  start,
  settledTo: start,
  tokens: [],
  pieces: 1,
  room: { length: 0, entities: 0 },
});

export const createGrowingText = ({ cuts = [], lead }: GrowingTextOptions = {}): GrowingText => {
  let settled = '';
  let done: FormattedText[] = [];
  let begins = new Map<number, number>();
  let chunk = chunkAt(0);
  let before: LexedBefore = nothingBefore();

  const startAnew = (): void => {
    settled = '';
    done = [];
    begins = new Map();
    chunk = chunkAt(0);
    before = nothingBefore();
  };

  const piecesWith = (tokens: Token[]): FormattedText[] => {
    const text = renderTokens([...chunk.tokens, ...tokens]);
    const first = chunk.start === 0 ? lead?.() : undefined;
    return splitFormatted(first ? together(first, text) : text, LIMITS);
  };

  const cut = (): void => {
    done.push(...piecesWith([]));
    chunk = chunkAt(chunk.settledTo);
    begins.set(done.length, chunk.start);
  };

  /** A settled block: more of the message, or the beginning of the next one. */
  const take = (source: string, end: number): void => {
    const tokens = lexSafely(source.slice(chunk.settledTo, end), before);
    const alone = renderTokens(tokens);
    if (chunk.tokens.length > 0 && (cuts.includes(chunk.settledTo) || !fits(sum(chunk.room, alone)))) cut();
    const first = chunk.start === 0 && chunk.tokens.length === 0 ? lead?.() : undefined;
    const room = sum(first ? roomOf(first) : chunk.room, alone);
    chunk = { ...chunk, settledTo: end, tokens: [...chunk.tokens, ...tokens], room };
    if (fits(room)) return;
    const pieces = piecesWith([]);
    const last = pieces.at(-1);
    chunk = { ...chunk, pieces: Math.max(1, pieces.length), ...(last && { room: roomOf(last) }) };
  };

  const settle = (source: string): void => {
    if (!source.startsWith(settled)) startAnew();
    const ends = settledEnds(source, chunk.settledTo);
    for (const end of ends) take(source, end);
    settled = source.slice(0, chunk.settledTo);
  };

  const withTail = (tail: string, isGrowing: boolean): FormattedText[] => {
    if (isGrowing && tail !== '' && chunk.room.length > NEARLY_FULL) cut();
    const tokens = lexSafely(tail, copyOf(before));
    let pieces = piecesWith(tokens);
    if (chunk.tokens.length > 0 && (pieces.length > chunk.pieces || cuts.includes(chunk.settledTo))) {
      cut();
      pieces = piecesWith(tokens);
    }
    return [...done, ...pieces];
  };

  return {
    show(markdown) {
      const source = cleanText(markdown.replace(/[\r\ud800-\udbff]$/, ''));
      settle(source);
      const tail = source.slice(chunk.settledTo);
      return withTail(shownPart(tail), true);
    },
    finish(markdown, isCutOff) {
      const source = cleanText(markdown);
      if (ADDRESS.test(source)) {
        startAnew();
        lexSafely(source, before);
      }
      settle(source);
      const tail = source.slice(chunk.settledTo);
      const pieces = withTail(isCutOff ? closeMarkdown(tail) : tail, false);
      // A document of nothing but addresses renders to nothing, yet it was an answer.
      return pieces.length > 0 || isInvisible(source) ? pieces : splitFormatted(plainText(source), LIMITS);
    },
    cutBefore: (index) => begins.get(index),
    start: () => chunk.start,
  };
};

/** With the blank line between them. */
const sum = (room: Room, { text, entities }: FormattedText): Room => ({
  length: room.length + text.length + (room.length > 0 ? 2 : 0),
  entities: room.entities + entities.length,
});

const roomOf = ({ text, entities }: FormattedText): Room => ({
  length: text.length,
  entities: entities.length,
});

const fits = ({ length, entities }: Room): boolean =>
  length <= LIMITS.maxLength && entities <= LIMITS.maxEntities;

const copyOf = ({ links, hasDetails }: LexedBefore): LexedBefore => ({ links: { ...links }, hasDetails });

const together = (first: FormattedText, text: FormattedText): FormattedText => {
  if (text.text === '') return first;
  const start = `${first.text}\n\n`;
  const entities = text.entities.map((entity) => ({ ...entity, offset: entity.offset + start.length }));
  return { text: start + text.text, entities: [...first.entities, ...entities] };
};

// What of a conversation is sent to the model: as many latest messages as fit, trimmed in blocks.

import { headOf, tailOf } from '../cut-text.ts';
import type { PromptMessage } from '../model/chat-model.ts';
import type { Message } from '../session/message.ts';
import { BYTES_PER_TOKEN, estimateTokens, MESSAGE_OVERHEAD_TOKENS } from './estimate-tokens.ts';
import type { Illustration, PicturesInput } from './pictures.ts';
import { picturesOf } from './pictures-of.ts';
import { presentTime, TIME_TOKENS } from './present-time.ts';
import type { Material } from './turn.ts';

export interface ContextInput {
  /** Read only as far as needed. */
  newestFirst: AsyncIterable<Message>;
  /** Key of the question; newer messages are ignored. */
  upTo?: string;
  systemPrompt?: string;
  /** Unix milliseconds: the model is told the day and the time. */
  nowMs?: number;
  /** The model's window, and the room in it that is left for the answer, in tokens. */
  contextTokens: number;
  answerTokens: number;
  /** Key of the oldest message sent last time. */
  contextStart?: string;
  /** Measured tokens per estimated token (see `calibrate`). */
  tokenRatio?: number;
  pictures?: {
    /** A picture's tokens as the model counts them. */
    tokensEach: number;
    /** At most so many are shown. */
    most: number;
    /** Called only where there are some. */
    illustrate: (input: Omit<PicturesInput, 'read'>) => Promise<Illustration>;
  };
  /** Share of the room to use, 0–1: less than 1 for the one retry after `context-overflow`. */
  shrink?: number;
  /** What goes before the question, chosen for the messages that are seen: see `TurnDependencies`. */
  material?: (newestFirst: readonly Message[], tokens: number) => Promise<Material | undefined>;
}

export interface Context {
  messages: PromptMessage[];
  /** Key of the oldest message to send from now on; `null`: from the beginning. */
  contextStart: string | null;
  /** Of all messages, before `tokenRatio`: what `calibrate` compares with the measured number. */
  estimatedTokens: number;
  /** The question alone was too long: only its tail is sent. */
  cut: boolean;
  /** How many pictures are sent, and of the question's own: which cannot be had, and for which there is no room. */
  pictures: number;
  gone: number;
  left: number;
  material?: Material;
}

/**
 * History is dropped in a block down to this share of the window, and then grows again: dropping one message a turn would
 * change the prompt's beginning every time and defeat the server's prompt cache.
 */
const KEPT_SHARE = 0.6;

/** Documents get at most this share of the window. */
const MATERIAL_SHARE = 0.5;

/** The system prompt gets at most this share of the window. */
const SYSTEM_SHARE = 0.25;

/** In a smaller window every token is needed for the conversation. */
const SMALLEST_WITH_TIME = 1_000;

/** Room for an answer, in tokens: a quarter of the window, between 64 and 2048. */
export const answerTokensFor = (contextTokens: number): number =>
  Math.max(64, Math.min(2048, Math.floor(contextTokens / 4)));

/** Chooses the prompt of a turn; by its own estimate it never overflows. Windows are expected to hold 128 tokens or more. */
export const selectContext = async (input: ContextInput): Promise<Context> => {
  const { tokenRatio = 1, shrink = 1, contextTokens } = input;
  // Everything below counts in estimated tokens.
  const scale = shrink / tokenRatio;
  const room = Math.floor((contextTokens - input.answerTokens) * scale);
  const system = systemMessage(input.systemPrompt, Math.floor(contextTokens * SYSTEM_SHARE * scale));
  const nowMs = contextTokens < SMALLEST_WITH_TIME ? undefined : input.nowMs;
  const timeTokens = nowMs === undefined ? 0 : TIME_TOKENS;
  const historyRoom = room - (system ? tokensOf(system) : 0) - timeTokens;
  const seen = await readWhatFits(input, historyRoom);
  const materialRoom = Math.min(
    Math.floor(contextTokens * MATERIAL_SHARE * scale),
    historyRoom - tokensOf(seen.newest[0] ?? NOTHING),
  );
  const material = await input.material?.(seen.newest, materialRoom);
  const { newest, overflows } = material ? before(seen, material, historyRoom) : seen;
  const target = historyRoom - room + Math.min(room, Math.floor(contextTokens * KEPT_SHARE * scale));
  const kept = overflows ? withinTarget(newest, target) : newest;
  const history = startingWell(kept.toReversed(), overflows);
  const { shown, textRoom, ...looked } = await withPictures(input, history, historyRoom);
  const fitting = shown.map((message) => shortened(message, textRoom));
  const messages = promptOf(system, fitting, nowMs);
  const moved = overflows || history.length < kept.length;
  return {
    messages,
    contextStart: (moved ? history[0]?.key : startBefore(input)) ?? null,
    estimatedTokens: messages.reduce((sum, message) => sum + tokensOf(message), 0),
    cut: fitting.some((message, index) => message !== shown[index]),
    ...looked,
    ...(material && { material }),
  };
};

/** Pictures take their room from the oldest words, for this turn only: the context begins where it began. */
const withPictures = async (
  { pictures, tokenRatio = 1 }: ContextInput,
  history: Message[],
  room: number,
): Promise<{ shown: Prompted[]; textRoom: number } & Pick<Context, 'pictures' | 'gone' | 'left'>> => {
  if (!pictures || !history.some((message) => picturesOf(message).length > 0))
    return { shown: history, textRoom: room, pictures: 0, gone: 0, left: 0 };
  const { most, illustrate } = pictures;
  const tokensEach = pictures.tokensEach / tokenRatio;
  const { history: fitting, ...seen } = await illustrate({ history, room, tokensEach, most });
  const shown = startingWell(fitting, fitting.length < history.length);
  return { shown, textRoom: room - seen.pictures * tokensEach, ...seen };
};

type Prompted = Message & Pick<PromptMessage, 'images'>;

const promptOf = (
  system: PromptMessage | undefined,
  history: Prompted[],
  nowMs: number | undefined,
): PromptMessage[] => {
  const messages: PromptMessage[] = history.map(({ role, content, images }) => ({
    role,
    content,
    ...(images && { images }),
  }));
  if (nowMs === undefined || messages.length === 0) return [...(system ? [system] : []), ...messages];
  const { opening, before } = presentTime(history, nowMs);
  if (before) messages.splice(before.index, 0, { role: 'system', content: before.line });
  const content = system ? `${system.content}\n${opening}` : opening;
  return [{ role: 'system', content }, ...messages];
};

const tokensOf = ({ content }: { content: string }): number =>
  estimateTokens(content) + MESSAGE_OVERHEAD_TOKENS;

const systemMessage = (prompt: string | undefined, tokens: number): PromptMessage | undefined => {
  const content = headOf(prompt ?? '', (tokens - MESSAGE_OVERHEAD_TOKENS) * BYTES_PER_TOKEN);
  return content === '' ? undefined : { role: 'system', content };
};

/** A start behind the question (an older question is answered anew) would leave nothing to send. */
const startBefore = ({ contextStart, upTo }: ContextInput): string | undefined =>
  contextStart !== undefined && upTo !== undefined && contextStart > upTo ? undefined : contextStart;

interface Seen {
  newest: Message[];
  overflows: boolean;
}

/** The latest messages back to `contextStart`, as far as they fit; the newest is there even if it does not fit alone. */
const readWhatFits = async (input: ContextInput, room: number): Promise<Seen> => {
  const { newestFirst, upTo } = input;
  const start = startBefore(input);
  const newest: Message[] = [];
  let tokens = 0;
  for await (const stored of newestFirst) {
    if (upTo !== undefined && stored.key > upTo) continue;
    if (start !== undefined && stored.key < start) break;
    const message = underName(stored);
    tokens += tokensOf(message);
    if (newest.length > 0 && tokens > room) return { newest, overflows: true };
    newest.push(message);
    if (tokens > room) return { newest, overflows: true };
  }
  return { newest, overflows: false };
};

const NOTHING = { content: '' };

/** The question behind its material, and what still fits before them. */
const before = (
  { newest: [question, ...older], overflows }: Seen,
  { text }: Material,
  room: number,
): Seen => {
  if (!question) return { newest: [], overflows };
  const asked = { ...question, content: `${text}\n${question.content}` };
  const kept = withinTarget([asked, ...older], room);
  return { newest: kept, overflows: overflows || kept.length <= older.length };
};

/** In a group the model has to know who asks what. */
const underName = (message: Message): Message => {
  const { speaker, content } = message;
  if (speaker === undefined) return message;
  // A quote begins a line of its own.
  return { ...message, content: `${speaker}:${content.startsWith('>') ? '\n' : ' '}${content}` };
};

/** The newest messages within the target, at least one. */
const withinTarget = (newest: Message[], target: number): Message[] => {
  let tokens = 0;
  const end = newest.findIndex((message, index) => {
    tokens += tokensOf(message);
    return index > 0 && tokens > target;
  });
  return end < 0 ? newest : newest.slice(0, end);
};

/** Models expect a person to begin: leading answers go, and after a block was dropped all before the first question. */
const startingWell = <M extends Message>(oldestFirst: M[], dropped: boolean): M[] => {
  const first = oldestFirst.findIndex(({ role }) => role === 'user');
  return first > 0 && (dropped || oldestFirst[0]?.role === 'assistant')
    ? oldestFirst.slice(first)
    : oldestFirst;
};

/** A message that is too long alone, down to its tail; only the newest can be. */
const shortened = <M extends Message>(message: M, tokens: number): M =>
  tokensOf(message) <= tokens
    ? message
    : { ...message, content: tailOf(message.content, (tokens - MESSAGE_OVERHEAD_TOKENS) * BYTES_PER_TOKEN) };

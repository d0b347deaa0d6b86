// The pictures of a conversation: which of them the model sees, and what stands for the others. Loaded when there are some.
import type { PromptMessage } from '../model/chat-model.ts';
import type { Picture } from '../session/attachment.ts';
import type { Message } from '../session/message.ts';
import { estimateTokens, MESSAGE_OVERHEAD_TOKENS } from './estimate-tokens.ts';
import { CONTINUE } from './go-on.ts';
import { picturesOf } from './pictures-of.ts';

/** Only pictures of so many last questions are looked at again. */
const QUESTIONS = 3;
export const MAX_PICTURES = 4;
export const MAX_PICTURE_BYTES = 4_000_000;
export const MAX_TURN_PICTURE_BYTES = 8_000_000;

/** Left for the words of a question about a picture that takes nearly all. */
const FEWEST_WORDS = 64;

export const UNSEEN = '[picture]';
export const GONE = '[picture no longer available]';
/** To a model that is asked all the same: it has to know that there was more, or it makes something up. */
const NOT_SEEN = '[A photo came with this message. You cannot see it.]';

export interface PicturesInput {
  /** What would be sent without pictures, oldest first; the question last. */
  history: readonly Message[];
  /** For all of it, and for each picture, in estimated tokens. */
  room: number;
  tokensEach: number;
  /** At most so many, the newest; after an overflow fewer than the first time. */
  most: number;
  /** Undefined: the model does not see. */
  read: ((picture: Picture) => Promise<Uint8Array | undefined>) | undefined;
}

export type Illustrated = Message & Pick<PromptMessage, 'images'>;

export interface Illustration {
  /** Without the oldest messages, where pictures take their room. */
  history: Illustrated[];
  pictures: number;
  /** Of the question's own: those that cannot be had, and those for which there was no room. */
  gone: number;
  left: number;
}

export const illustrate = async (input: PicturesInput): Promise<Illustration> => {
  const { read, room, tokensEach } = input;
  const question = input.history.at(-1);
  const own = picturesOf(question);
  const forOne = own.length > 0 && tokensEach <= room - FEWEST_WORDS ? 1 : 0;
  const fitting = Math.max(Math.floor((room - tokensOf(question)) / tokensEach), forOne);
  const chosen = read ? choose(input.history, Math.min(MAX_PICTURES, input.most, fitting)) : [];
  const bytes = await readAll(chosen, read);
  const isChosen = new Set(chosen);
  const shown = input.history.map((message) =>
    !read && message === question ? withoutEyes(message) : illustrated(message, bytes, isChosen),
  );
  const history = within(shown, room - bytes.size * tokensEach);
  return {
    history,
    pictures: history.reduce((sum, { images = [] }) => sum + images.length, 0),
    gone: own.filter((picture) => isChosen.has(picture) && !bytes.has(picture)).length,
    left: own.filter((picture) => !isChosen.has(picture)).length,
  };
};

const tokensOf = (message: Message | undefined): number =>
  estimateTokens(message?.content ?? '') + MESSAGE_OVERHEAD_TOKENS;

/** The newest, those of one question in their order. */
const choose = (history: readonly Message[], most: number): Picture[] => {
  const questions = history.filter(isQuestion).slice(-QUESTIONS).reverse();
  const chosen = new Map<string, Picture>();
  let bytes = 0;
  for (const picture of questions.flatMap(picturesOf)) {
    const name = picture.fileUniqueId ?? picture.fileId;
    // A reply to a picture shows it once more.
    if (chosen.has(name)) continue;
    bytes += picture.bytes ?? 0;
    if (chosen.size >= most || bytes > MAX_TURN_PICTURE_BYTES) break;
    chosen.set(name, picture);
  }
  return [...chosen.values()];
};

/** A tap on Continue asks nothing new. */
const isQuestion = ({ role, content }: Message): boolean => role === 'user' && content !== CONTINUE;

/** Side by side; no more bytes than are sent at once. */
const readAll = async (
  chosen: readonly Picture[],
  read: PicturesInput['read'],
): Promise<Map<Picture, Uint8Array>> => {
  const found = await Promise.all(chosen.map(async (picture) => [picture, await read?.(picture)] as const));
  const kept = new Map<Picture, Uint8Array>();
  let bytes = 0;
  for (const [picture, image] of found) {
    bytes += image?.byteLength ?? 0;
    if (image && bytes <= MAX_TURN_PICTURE_BYTES) kept.set(picture, image);
  }
  return kept;
};

const illustrated = (
  message: Message,
  bytes: ReadonlyMap<Picture, Uint8Array>,
  isChosen: ReadonlySet<Picture>,
): Illustrated => {
  const pictures = picturesOf(message);
  if (pictures.length === 0) return message;
  const images = pictures.map((picture) => bytes.get(picture)).filter((image) => image !== undefined);
  const lines = pictures
    .filter((picture) => !bytes.has(picture))
    .map((picture) => (isChosen.has(picture) ? GONE : UNSEEN));
  const content = [message.content, lines.join(' ')].filter((part) => part !== '').join('\n');
  return { ...message, content, ...(images.length > 0 && { images }) };
};

const withoutEyes = (message: Message): Illustrated =>
  picturesOf(message).length === 0 ? message : { ...message, content: `${message.content}\n\n${NOT_SEEN}` };

/** The oldest give way; the question stays. */
const within = (history: Illustrated[], room: number): Illustrated[] => {
  let tokens = 0;
  const oldest = history.findLastIndex((message, index) => {
    tokens += tokensOf(message);
    return index < history.length - 1 && tokens > room;
  });
  return oldest < 0 ? history : history.slice(oldest + 1);
};

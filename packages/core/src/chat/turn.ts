// What a chat turn takes and gives.
import type { ChatModel, ModelError } from '../model/chat-model.ts';
import type { DocumentText, Picture } from '../session/attachment.ts';
import type { Message, MessageStore } from '../session/message.ts';
import type { Session, SessionStore } from '../session/session.ts';
import type { Illustration, PicturesInput } from './pictures.ts';

export interface TurnDependencies {
  sessions: SessionStore;
  messages: MessageStore;
  model: ChatModel;
  contextTokens: (model: string) => Promise<number>;
  pictures: PictureSource;
  now: () => number;
  /** What the turn is told of the documents in what it sees of the conversation, within so many tokens. */
  material?: (
    newestFirst: readonly Message[],
    question: string,
    tokens: number,
  ) => Promise<Material | undefined>;
}

/** Somebody else's words, before the question. */
export interface Material {
  text: string;
  /** What it is of, with what was read of each. */
  attachments: DocumentText[];
}

export interface PictureSource {
  /** False: it is not asked about a picture. Undefined: nobody can tell, or nobody here sees, and its words are answered. */
  sees(model: string): Promise<boolean | undefined>;
  /** Undefined for one that cannot be had. Never throws; asked twice at once, it reads once. */
  read(picture: Picture): Promise<Uint8Array | undefined>;
  /** `illustrate` of `pictures.ts`, with what reads them where the model sees; loaded when there are some. */
  illustrate(model: string, input: Omit<PicturesInput, 'read'>): Promise<Illustration>;
}

export interface TurnInput {
  session: Session;
  question: Message;
  /** Answers this question alone in place of the session's model. */
  modelName?: string;
  /** The update that is answered and its fixed time: they name the reply. */
  updateId: number;
  atMs: number;
  /** Keys of earlier answers to the same question; they go when the new one is stored. */
  replaces: string[];
  /** Messages this turn adds to the session's count, the reply not counted. */
  questionsAdded: number;
  /** Aborted by a stop (reason `stopped`) or by the deadline. */
  signal: AbortSignal;
  /** No earlier try can have stored the reply: it is not looked for. */
  firstTry?: boolean;
  /** The session's messages, newest first, where they are being read already (see `readAhead`, `readHistory`). */
  history?: AsyncIterable<Message>;
  /** What the model's text is shown and stored as, where it goes on from an answer before (see `goingOnAfter`). */
  goOn?: ((text: string) => string) | undefined;
  /** The whole text so far. */
  onText: (text: string) => void;
  /** The model has said everything: what is shown next is the stored reply. */
  onWritten?: () => void;
  /** Ids of the Telegram messages that show the reply, as far as they are known when it is stored. */
  shownAs: () => number[];
  /** How the stored reply ended, when an earlier try recorded it. */
  recordedEnd?: TurnEnd;
  /** Called before a reply is stored that is not complete, or ends otherwise than an earlier try recorded. */
  recordEnd: (end: TurnEnd) => Promise<void>;
}

export type TurnEnd = 'complete' | 'length' | 'stopped' | 'broken';

export interface TurnResult {
  /** Empty when nothing was written. */
  text: string;
  end: TurnEnd;
  /** Why it broke; also when nothing came. */
  error?: ModelError;
  /** Only the end of the question fitted into the model's window. */
  questionCut: boolean;
  /** The documents that the answer was given from. */
  documents?: DocumentText[];
  /** The question's pictures that could not be had, and those for which the model's window had no room. */
  picturesGone?: number;
  picturesLeft?: number;
  /** The words alone were answered: the model did not see the question's pictures. */
  picturesUnseen?: true;
  firstTextMs?: number;
  /** From the request to the end of the answer. */
  generationMs?: number;
  promptTokens?: number;
  answerTokens?: number;
  /**
   * Resolves when the turn is counted and replaced answers are gone. The stored reply may be shown meanwhile; before the
   * update is settled, this has to be waited for.
   */
  recorded: Promise<void>;
}

/** Abort reason of a stop that a person asked for. */
export const STOPPED = 'stopped';
/** Abort reason of a turn whose time is up. With any other reason nothing is kept: another worker has the turn. */
export const DEADLINE = 'deadline';

// A session is a conversation with one model; an archived session is the same item with `archivePath` set.
import type { OwnedItems } from '../owner/owned-items.ts';
import { PROFILE_ITEM } from '../owner/profile.ts';

/** What names a session for its store: the key keeps the model the session was born with. */
export interface SessionRef {
  owner: number;
  sessionId: string;
  bornWith: string;
}

export interface Session extends SessionRef {
  /** The number people use. Given once, kept through archive and restore. */
  number: number;
  title: string;
  chatId: number;
  /** Telegram user id of who made it; in a group only they or an admin may delete it. */
  createdBy: number;
  /** The current model; `bornWith` never changes. */
  modelName: string;
  createdAtMs: number;
  lastMessageAtMs: number;
  messageCount: number;
  /** Path of the archive in the bucket; empty while the session is live. */
  archivePath: string;
  /** The session's instructions, set by `/system`. */
  systemPrompt?: string;
  /** Key of the oldest message still sent to the model; moves forward in blocks, to keep the model's prompt cache. */
  contextStart?: string;
  /** Measured tokens per estimated token of this session's model, from `prompt_eval_count`. */
  tokenRatio?: number;
  /** What a picture costs this session's model, in tokens; learned apart, so that pictures never touch the ratio. */
  pictureTokens?: number;
  /** Keys of the documents that were read in it: noted before their text is written, removed with the session. */
  files?: string[];
}

export type SessionChanges = Partial<
  Pick<Session, 'title' | 'modelName' | 'archivePath' | 'messageCount' | 'lastMessageAtMs' | 'files'>
> & {
  /** `null` removes the attribute. */
  systemPrompt?: string | null;
  contextStart?: string | null;
  tokenRatio?: number | null;
  pictureTokens?: number | null;
};

export interface TurnRecord {
  updateId: number;
  /** Messages this turn added (a replaced answer adds none). */
  added: number;
  atMs: number;
}

export interface SessionStore {
  /**
   * Writes a session once: a second call with the same id returns the stored one unchanged. `importedFrom`: the original
   * header of an imported conversation, as JSON text: kept, never interpreted. It lies beside the session, because it may
   * be long and no turn or list needs it, and is there before the session shows.
   */
  create(session: Session, importedFrom?: string): Promise<Session>;
  /** Strongly consistent. */
  get(ref: SessionRef): Promise<Session | undefined>;
  /** The original header of an imported conversation, as long as its session is there. Strongly consistent. */
  importedFrom(ref: SessionRef): Promise<string | undefined>;
  /** All sessions of an owner, live and archived, by number. One request per 1 MB of session items. */
  list(owner: number): Promise<Session[]>;
  /** Throws `session-missing` when the session is gone: an update never brings a deleted session back. */
  update(ref: SessionRef, changes: SessionChanges): Promise<Session>;
  /** Counts a turn and its time; counted once per update id, however often it is called in a row. */
  recordTurn(ref: SessionRef, turn: TurnRecord, changes?: SessionChanges): Promise<void>;
  /** Removes a session, and before it what lies beside it: what shows is gone last. */
  remove(ref: SessionRef): Promise<void>;
}

export const refOf = ({ owner, sessionId, bornWith }: SessionRef): SessionRef => ({
  owner,
  sessionId,
  bornWith,
});

export const isArchived = (session: Session): boolean => session.archivePath !== '';

export const SESSION_ITEMS = {
  prefix: 'MODEL#',
  move: {
    id: 'sessionId',
    number: 'number',
    counter: { item: PROFILE_ITEM.prefix, attribute: 'nextNumber' },
  },
  forget: 'remove',
  namesOwner: ['chatId', 'archivePath'],
  shards: ['modelShard', 'activeShard'],
} as const satisfies OwnedItems;

/** The header an imported session came with. */
export const HEADER_ITEMS = {
  prefix: 'HEADER#',
  move: { with: SESSION_ITEMS.prefix },
  forget: 'remove',
} as const satisfies OwnedItems;

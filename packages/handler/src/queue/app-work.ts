// What the app asks of the worker: a note in the chat's group, so that it keeps its order with all that is done there. It
// comes from our own function and is judged all the same: whoever can write into the queue can do no more than an app can.
import type { WorkId } from '@steward/core';
import type { Ask } from '@steward/core/web-contract';
import { deduplicationIdOf } from './deduplication-id.ts';

/** Also what a route has changed itself and the worker is to carry out. */
export type AppAsk =
  | Ask
  /** The profile has another zone: what rings by it follows. `before`: the one that was left, if there was one. */
  | { do: 'zone'; before: string | null; zone: string }
  /** Nobody has seen the models and their server yet. */
  | { do: 'look' };

export interface AppNote {
  steward: 'app';
  /** The person, and their private chat. */
  owner: number;
  /** A UUID that the app made: asked again with the same one it is the same work. */
  id: string;
  ask: AppAsk;
  /** When it was asked for, Unix ms. */
  atMs: number;
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
export const LONGEST_TITLE = 500;

/** In small letters: nothing else is an id of a work. */
export const isAppWorkId = (id: unknown): id is string => typeof id === 'string' && UUID.test(id);

export const appWorkOf = (id: string): WorkId => `w${id}`;

/** The id in what a route calls a work. */
export const idOfAppWork = (work: unknown): string | undefined => {
  const id = typeof work === 'string' && work.startsWith('w') ? work.slice(1) : undefined;
  return isAppWorkId(id) ? id : undefined;
};

export const appWorkMessage = (note: AppNote) => ({
  groupId: String(note.owner),
  deduplicationId: deduplicationIdOf(note.owner, appWorkOf(note.id)),
  body: JSON.stringify(note),
});

/** Undefined for anything else; an ask of another version is undefined in it. */
export const readAppWork = (
  value: unknown,
): (Omit<AppNote, 'ask'> & { ask: AppAsk | undefined }) | undefined => {
  const { steward, owner, id, ask, atMs } = (value ?? {}) as Record<string, unknown>;
  if (steward !== 'app' || !isCount(owner) || !isAppWorkId(id) || !isCount(atMs)) return undefined;
  return { steward, owner, id, ask: readAsk(ask), atMs };
};

/** With what belongs to it, and nothing else. */
const readAsk = (value: unknown): AppAsk | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const ask = value as Record<string, unknown>;
  return typeof ask.do === 'string' && Object.hasOwn(READ, ask.do) ? READ[ask.do as Name]?.(ask) : undefined;
};

type Name = AppAsk['do'];
type Reader = (ask: Record<string, unknown>) => AppAsk | undefined;

const ofSession =
  (name: 'archive' | 'restore' | 'delete'): Reader =>
  ({ session }) =>
    isSessionId(session) ? { do: name, session } : undefined;

const ofReminder =
  (name: 'done' | 'undone' | 'pause' | 'resume' | 'remove'): Reader =>
  ({ reminder, revision }) =>
    isCount(reminder) && isCount(revision) ? { do: name, reminder, revision } : undefined;

const ofChat =
  (name: 'allow' | 'block'): Reader =>
  ({ chat }) =>
    Number.isSafeInteger(chat) && chat !== 0 ? { do: name, chat: chat as number } : undefined;

const READ: Record<Name, Reader> = {
  rename: ({ session, title }) =>
    isSessionId(session) && isText(title, LONGEST_TITLE) && title.trim() !== ''
      ? { do: 'rename', session, title }
      : undefined,
  archive: ofSession('archive'),
  restore: ofSession('restore'),
  delete: ofSession('delete'),
  export: ({ session, format }) =>
    isSessionId(session) && (format === 'markdown' || format === 'json')
      ? { do: 'export', session, format }
      : undefined,
  done: ofReminder('done'),
  undone: ofReminder('undone'),
  pause: ofReminder('pause'),
  resume: ofReminder('resume'),
  remove: ofReminder('remove'),
  'undo-remove': ({ work }) =>
    typeof work === 'string' && idOfAppWork(work) !== undefined ? { do: 'undo-remove', work } : undefined,
  allow: ofChat('allow'),
  block: ofChat('block'),
  zone: ({ before, zone }) =>
    isZoneName(zone) && (before === null || isZoneName(before)) ? { do: 'zone', before, zone } : undefined,
  look: () => ({ do: 'look' }),
};

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
/** Only ever compared with those that are there. */
const isSessionId = (value: unknown): value is string => isText(value, 200) && value !== '';
const isZoneName = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w+/-]{1,64}$/.test(value);

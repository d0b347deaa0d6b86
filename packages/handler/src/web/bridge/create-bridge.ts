// The door of the Shortcut, which carries notes to and from Apple Notes on a person's phone. It shows a token of its own, which
// opens nothing else: no cookie, no session, and a session opens nothing here.
import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { Connection, ConnectionStore, NoteRef, NoteStore } from '@steward/core';
import { readSignInToken } from '@steward/core/tokens';
import * as z from 'zod/mini';
import { noteRefOf } from '../../connections/note-ref.ts';
import { judge } from '../judge.ts';
import type { Ask } from '../read-event.ts';
import type { Admit } from '../sign-in/sessions.ts';
import { countHourly, HOUR_MS, type HourlyTries, type Tries } from '../sign-in/tries.ts';
import { WebError } from '../web-error.ts';

export interface BridgeDependencies extends HourlyTries {
  connections: Pick<ConnectionStore, 'list' | 'note'>;
  notes: NoteStore;
  /** Wrong tokens count with what else fails to sign in. */
  tries: Tries;
  admit: Admit;
}

/** `METHOD /path` → what answers, as JSON. */
export type Bridge = Readonly<Record<BridgeRoute, (ask: Ask) => Promise<unknown>>>;

export type BridgeRoute = 'GET /bridge/notes' | 'POST /bridge/notes' | 'POST /bridge/notes/acknowledge';

/** In an hour. */
export const BROUGHT_NOTES = 60;
/** At once, and no more than these characters, but for a single one that is longer. */
const MOST_NOTES = 20;
const MOST_CHARACTERS = 200_000;

const newNote = z.strictObject({ text: z.string().check(z.minLength(1), z.maxLength(20_000)) });
const noteId = z.string().check(z.regex(/^\d{1,16}-[\da-f]{16}$/));
const acknowledged = z.strictObject({ ids: z.array(noteId).check(z.maxLength(100)) });

export const createBridge = (deps: BridgeDependencies): Bridge => {
  const { notes, now } = deps;
  const callerOf = createCallerOf(deps);
  return {
    'GET /bridge/notes': async (ask) => {
      const connection = await callerOf(ask);
      const waiting = await notes.waiting(connection.owner, MOST_NOTES + 1);
      let left = MOST_CHARACTERS;
      const given = waiting.slice(0, MOST_NOTES).filter(({ text }, index) => {
        left -= text.length;
        return index === 0 || left >= 0;
      });
      await noteVisit(deps, connection);
      return {
        notes: given.map(({ atMs, id, title, text }) => ({
          id: `${atMs}-${id}`,
          // Apple Notes calls a note by its first line.
          text: title === undefined ? text : `${title}\n${text}`,
          at: new Date(atMs).toISOString(),
        })),
        more: waiting.length > given.length,
      };
    },

    'POST /bridge/notes/acknowledge': async (ask) => {
      const { owner } = await callerOf(ask);
      const { ids } = judge(acknowledged, ask.json);
      let count = 0;
      for (const id of new Set(ids)) if (await notes.acknowledge(refOf(owner, id), now())) count += 1;
      return { acknowledged: count };
    },

    'POST /bridge/notes': async (ask) => {
      const { owner } = await callerOf(ask);
      const { text } = judge(newNote, ask.json);
      await countHourly(deps, `bridge-${owner}`, BROUGHT_NOTES);
      const ref = noteRefOf(owner, { id: randomUUID(), atMs: now() });
      await notes.add({ ...ref, text });
      return { id: `${ref.atMs}-${ref.id}` };
    },
  };
};

const refOf = (owner: number, named: string): NoteRef => {
  const [atMs, id = ''] = named.split('-');
  return { owner, atMs: Number(atMs), id };
};

const createCallerOf =
  ({ connections, tries, admit }: BridgeDependencies) =>
  async (ask: Ask): Promise<Connection> => {
    const found = await tries.limited(ask, async () => {
      const [, token = ''] = /^Bearer (\S+)$/i.exec(ask.header('authorization')) ?? [];
      const ref = readSignInToken(token);
      const all = ref ? await connections.list(ref.owner) : [];
      const known = all.find(
        ({ provider, state, tokenHash = '' }) =>
          provider === 'apple-notes' && state === 'active' && isSame(tokenHash, ref?.hash ?? ''),
      );
      if (!known) throw new WebError('sign-in-refused');
      return known;
    });
    await admit(found.owner);
    return found;
  };

const isSame = (stored: string, shown: string): boolean => {
  const [one, other] = [Buffer.from(stored), Buffer.from(shown)];
  return one.length > 0 && one.length === other.length && timingSafeEqual(one, other);
};

/** So that the app can show when it came last; to the hour. */
const noteVisit = async ({ connections, now }: BridgeDependencies, connection: Connection): Promise<void> => {
  const { calendars, lastReadAtMs = 0 } = connection;
  if (now() - lastReadAtMs >= HOUR_MS) await connections.note(connection, { calendars, lastReadAtMs: now() });
};

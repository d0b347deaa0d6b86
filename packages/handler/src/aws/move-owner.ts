// A group became a supergroup: its data moves to the new id. There are no transactions, so the order of the steps is what
// makes a repeat safe: a session shows at the new owner when it is whole there, and is left alone from then on.
import { type ArchiveStore, archivePath, type OwnedItems } from '@steward/core';
import { FIRST_NUMBER } from './dynamodb-profile-store.ts';
import { type DynamoDbTable, EXISTS, IS_NEW } from './dynamodb-table.ts';
import type { Values } from './item.ts';
import { headerKey, type Key, messagesPrefix, profileKey, SESSIONS_PREFIX } from './keys.ts';
import type { ProfileItem } from './profile-item.ts';
import { type SessionItem, shardsOf } from './session-item.ts';

export interface Move {
  table: DynamoDbTable;
  archives: ArchiveStore;
  items: readonly OwnedItems[];
  from: number;
  to: number;
}

/** Copies what is declared to move; what the new owner has already stays. Sessions and archives leave the old owner one by one. */
export const moveOwner = async (move: Move): Promise<void> => {
  const { table, from } = move;
  await raiseCounter(move);
  const sessions: SessionItem[] = [];
  for await (const item of table.query<SessionItem>(from, { prefix: SESSIONS_PREFIX })) sessions.push(item);
  await renumber(move, sessions);
  await moveArchives(move);
  for (const session of sessions) await moveSession(move, session);
  // What belongs to a session that is not there (yet) moves as well.
  for (const prefix of prefixesOf(move, 'with-session')) await copyAll(move, prefix);
  for (const prefix of prefixesOf(move, 'copy')) await copyNew(move, prefix);
  await mergeProfile(move);
};

/** No number that moves in is ever given again. */
const raiseCounter = async ({ table, from, to }: Move): Promise<void> => {
  const next = (await table.get<ProfileItem>(profileKey(from)))?.next_number ?? FIRST_NUMBER;
  await table.update(
    profileKey(to),
    { set: { next_number: next } },
    { expression: 'attribute_not_exists(next_number) OR next_number < :next', values: { ':next': next } },
  );
};

/** Sessions that the new owner made itself get a new number where theirs belongs to one that moves in. */
const renumber = async ({ table, to }: Move, moving: SessionItem[]): Promise<void> => {
  const skByNumber = new Map(moving.map(({ number, sk }) => [number, sk]));
  for await (const { pk, sk, number } of table.query<SessionItem>(to, { prefix: SESSIONS_PREFIX })) {
    const clash = skByNumber.get(number);
    if (clash === undefined || clash === sk) continue;
    const change = { count: { next_number: { from: FIRST_NUMBER, by: 1 } } };
    const counter = await table.updated<ProfileItem>(profileKey(to), change);
    if (counter) await table.update({ pk, sk }, { set: { number: counter.next_number - 1 } }, EXISTS);
  }
};

/** Before the sessions, none of which can be archived or restored at the new owner until its item is there. */
const moveArchives = async ({ archives, from, to }: Move): Promise<void> => {
  for (const sessionId of await archives.list(from)) {
    const body = await archives.read(from, sessionId);
    if (body !== undefined) await archives.write(to, sessionId, body);
    await archives.remove(from, sessionId);
  }
};

const moveSession = async (move: Move, session: SessionItem): Promise<void> => {
  const { table, from, to } = move;
  const { sk, session_id: sessionId } = session;
  const messages = messagesPrefix(sessionId);
  if (!(await table.get({ pk: to, sk }))) {
    await copyAll(move, messages);
    await copyItem(move, headerKey(from, sessionId));
    await table.put(movedSession(session, to), IS_NEW);
  }
  await table.writeMany(removalsOf(table.query<Key>(from, { prefix: messages }, { keysOnly: true })));
  await table.remove(headerKey(from, sessionId));
  await table.remove({ pk: from, sk });
};

const movedSession = (session: SessionItem, to: number): Key & Values => {
  const path = session.s3_path && archivePath(to, session.session_id);
  return {
    ...session,
    pk: to,
    chat_id: session.chat_id === session.pk ? to : session.chat_id,
    s3_path: path,
    ...shardsOf(to, session.model_name, path, session.last_message_ts),
  };
};

const prefixesOf = ({ items }: Move, how: OwnedItems['move']): string[] =>
  items.filter(({ move }) => move === how).map(({ prefix }) => prefix);

const copyAll = async ({ table, from, to }: Move, prefix: string): Promise<void> =>
  await table.writeMany(copiesOf(table.query<Values>(from, { prefix }), to));

const copyNew = async ({ table, from, to }: Move, prefix: string): Promise<void> => {
  for await (const item of table.query<Values>(from, { prefix }))
    await table.put({ ...item, pk: to }, IS_NEW);
};

const copyItem = async ({ table, to }: Move, key: Key): Promise<void> => {
  const item = await table.get<Values>(key);
  if (item) await table.put({ ...item, pk: to }, IS_NEW);
};

/** What the new owner's profile says already counts; the counter has been raised before. */
const mergeProfile = async ({ table, from, to }: Move): Promise<void> => {
  const stored = await table.get<Values>(profileKey(from));
  if (!stored) return;
  const { pk: _pk, sk: _sk, next_number: _next, ...setIfAbsent } = stored;
  await table.update(profileKey(to), { setIfAbsent });
};

const copiesOf = async function* (items: AsyncIterable<Key & Values>, to: number) {
  for await (const item of items) yield { put: { ...item, pk: to } };
};

const removalsOf = async function* (keys: AsyncIterable<Key>) {
  for await (const { pk, sk } of keys) yield { remove: { pk, sk } };
};

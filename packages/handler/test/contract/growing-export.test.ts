// An export of a conversation in which people go on talking, over a table that gives it out page by page.
import type { Message } from '@steward/core';
import { exportMarkdown, exportSession } from '@steward/core/archives';
import { createFakeClock, createMemoryStores, sampleMessage, sampleSession } from '@steward/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDbMessageStore } from '../../src/aws/dynamodb-message-store.ts';
import { createDynamoDbSessionStore } from '../../src/aws/dynamodb-session-store.ts';
import { type StartedTable, startTable } from './start-table.ts';

const session = sampleSession({ messageCount: 300 });
const { owner, sessionId } = session;
/** There at the start: more than two pages of a megabyte. */
const BEFORE = 300;
const said = Array.from({ length: 400 }, (_, n) =>
  sampleMessage(n, { content: `Said ${n}. `.padEnd(8_000, 'x') }),
);

let table: StartedTable;
beforeEach(async () => {
  table = await startTable();
});
afterEach(async () => await table.close());

const setUp = async () => {
  const messages = createDynamoDbMessageStore(table);
  const sessions = createDynamoDbSessionStore(table);
  await messages.putMany(owner, sessionId, said.slice(0, BEFORE));
  await sessions.create(session);
  const { archives } = createMemoryStores();
  return { messages, sessions, archives, clock: createFakeClock() };
};

/** Reads to the end; with every piece that comes, one more message is stored. */
const readWhileItGrows = async (
  body: AsyncIterable<Uint8Array>,
  store: (message: Message) => Promise<unknown>,
): Promise<string> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) {
    const next = said[BEFORE + pieces.length];
    if (next) await store(next);
    pieces.push(piece);
  }
  expect(pieces.length).toBeGreaterThan(3);
  return Buffer.concat(pieces).toString('utf8');
};

const contentsOf = (messages: Message[]): string[] => messages.map(({ content }) => content);

describe('an export of a conversation that grows meanwhile', () => {
  it('is valid JSON and tells all up to some message, in order, nothing twice', async () => {
    const deps = await setUp();
    const body = await exportSession(deps, session);
    const text = await readWhileItGrows(body, (next) => deps.messages.put(owner, sessionId, next));
    const told = contentsOf(JSON.parse(text).conversation);
    expect(told.length).toBeGreaterThan(BEFORE);
    expect(told).toEqual(contentsOf(said.slice(0, told.length)));
  });

  it('as Markdown tells all up to the number of messages in its head, in order, nothing twice', async () => {
    const deps = await setUp();
    const body = await exportMarkdown(deps, session);
    const text = await readWhileItGrows(body, (next) => deps.messages.put(owner, sessionId, next));
    const count = Number(/Messages: (\d+) ·/.exec(text)?.[1]);
    expect(count).toBeGreaterThanOrEqual(BEFORE);
    expect(text.match(/^Said \d+\. x+$/gm)).toEqual(contentsOf(said.slice(0, count)));
    expect(text.match(/^## (You|Assistant) · /gm)).toHaveLength(count);
  });
});

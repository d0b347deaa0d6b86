import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createArrivals } from './arrivals.ts';
import { chatOf, messageUpdate } from './polling/testing/fake-telegram.ts';
import { createUpdateInbox } from './polling/update-inbox.ts';
import { createWorkInbox } from './queue/work-inbox.ts';
import { sendAgain } from './send-again.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'again-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Both kinds, as a process finds them. */
const open = () => {
  const log = { warn: () => {} };
  const arrivals = createArrivals(folder);
  const isSettled = async () => false;
  const inbox = createUpdateInbox({ folder: join(folder, '42'), arrivals, groupOf: chatOf, isSettled, log });
  const works = createWorkInbox({ folder: join(folder, 'works'), arrivals, log });
  const sent: string[] = [];
  const queue = {
    send: async ({ deduplicationId }: { deduplicationId: string }) => void sent.push(deduplicationId),
    changeVisibility: async () => {},
  };
  return { inbox, works, queue, sent };
};
const work = (owner: number, name: string) => ({
  groupId: String(owner),
  deduplicationId: name,
  body: JSON.stringify({ name }),
});

test('after a crash works come behind what their chat said before them, and wait for nothing else', async () => {
  const before = open();
  const { send } = before.works.keeping(before.queue);
  await send(work(7, 'first'));
  await before.inbox.add([messageUpdate(1, 7), messageUpdate(2, 7), messageUpdate(3, 8)]);
  await send(work(7, 'second'));
  await before.inbox.add([messageUpdate(4, 7)]);
  await send(work(9, 'of another chat'));

  // One more, before the updates were looked at.
  const { inbox, works, queue, sent } = open();
  await works.keeping(queue).send(work(7, 'third'));
  sent.splice(0);
  const claims = { abandon: async () => {} };
  const { follow } = await sendAgain({ works, inbox, queue, claims });
  expect(sent).toEqual(['first', 'of another chat']);
  for (const updateId of [1, 2, 3, 4, 2]) {
    sent.push(`update ${updateId}`);
    await follow(updateId);
  }
  const told = ['update 1', 'update 2', 'second', 'update 3', 'update 4', 'third', 'update 2'];
  expect(sent.slice(2)).toEqual(told);
});

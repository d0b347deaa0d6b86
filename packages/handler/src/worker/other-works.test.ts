// A work that is no update, as a feature brings it: read, claimed, done once, and spoken without any message before it.
import { type ProfileStore, StewardError } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench, ok, refused, USER } from '../../test/bench.ts';
import type { QueueKind, Work } from '../context/work.ts';
import { say } from '../telegram/say.ts';
import type { SendFacts } from '../telegram/send-facts.ts';
import { createWorker } from './create-worker.ts';

const NOW = 1_700_000_000_000;
const GROUP = -1001;

interface Firing {
  owner: number;
  reminder: number;
  due: number;
  threadId?: number;
}

/** What is recorded of a firing, beside its messages. */
type FiringFacts = SendFacts & { begun?: number };

const FIRING: Firing = { owner: GROUP, reminder: 3, due: NOW, threadId: 9 };

const firings = (
  before: () => void,
  profiles: Pick<ProfileStore, 'get'>,
  more: Partial<Work> & { queued?: (ms: number) => void },
): QueueKind<Firing> => ({
  read: (value) =>
    value && typeof value === 'object' && 'reminder' in value ? (value as Firing) : undefined,
  async run({ owner, reminder, due, threadId }, delivery) {
    return await delivery.work<FiringFacts>({
      owner,
      id: `r${reminder}@${due}`,
      kind: 'firing',
      profile: await profiles.get(owner),
      ...more,
      destination: { chatId: owner, ...(threadId !== undefined && { threadId }) },
      redrive: delivery.redriven,
      fields: { chat_id: owner },
      async run({ claim, queuedMs, record, sender }) {
        more.queued?.(queuedMs);
        if (claim.facts.begun === undefined) await record({ begun: claim.atMs });
        before();
        await sender.send('r1', say`Water the plants`);
        return 'answered';
      },
    });
  },
});

const setUp = (before: () => void = () => {}, more: Parameters<typeof firings>[2] = {}) => {
  const clock = createFakeClock(NOW, { mode: 'auto' });
  const bench = createBench({ clock });
  const worker = createWorker(bench.services, [{ works: [firings(before, bench.stores.profiles, more)] }]);
  const deliver = async (value: object, receiveCount = 1) => {
    const attributes = { ApproximateReceiveCount: String(receiveCount), SentTimestamp: String(NOW - 5) };
    const record = { messageId: 'm', receiptHandle: 'r', body: JSON.stringify(value), attributes };
    const lambda = { awsRequestId: 'request', getRemainingTimeInMillis: () => 900_000 };
    return (await worker({ Records: [record] }, lambda)).batchItemFailures.length === 0 ? 'deleted' : 'kept';
  };
  const outcome = (due = NOW) => bench.stores.claims.outcomeOf(GROUP, `r3@${due}`);
  return { ...bench, clock, deliver, outcome };
};

test('it speaks in its chat and topic, with no message to reply to', async () => {
  const { calls, deliver, outcome, stores } = setUp();
  expect([await deliver(FIRING), await outcome()]).toEqual(['deleted', 'answered']);
  expect(calls).toEqual([
    {
      method: 'sendMessage',
      params: {
        chat_id: GROUP,
        message_thread_id: 9,
        text: 'Water the plants',
        link_preview_options: { is_disabled: true },
      },
    },
  ]);
  expect(stores.dump().items.map(({ pk, sk }) => [pk, sk])).toEqual([[GROUP, `UPDATE#r3@${NOW}`]]);
});

test('of the profile it marks nothing but a pause that Telegram asked for', async () => {
  const { answers, clock, deliver, outcome, stores, visibility } = setUp();
  const sendBudget = { calls: [NOW - 5_000] };
  await stores.profiles.update(GROUP, { sendBudget, updatedAtMs: NOW });
  const before = await stores.profiles.get(GROUP);
  answers.push({
    method: 'sendMessage',
    answer: () => refused(429, 'Too Many Requests', { retry_after: 90 }),
  });
  expect([await deliver(FIRING), visibility.at(-1)]).toEqual(['kept', 90]);
  await clock.advance(90_000);
  expect([await deliver(FIRING, 2), await outcome()]).toEqual(['deleted', 'answered']);
  const pause = { untilMs: NOW + 90_000, atMs: NOW };
  expect(await stores.profiles.get(GROUP)).toEqual({ ...before, pause });
});

test('a pause is kept by whoever sends next, until it is over or the clock was set back', async () => {
  const { clock, deliver, stores, visibility } = setUp();
  const pause = { untilMs: NOW + 90_000, atMs: NOW };
  await stores.profiles.update(GROUP, { pause, updatedAtMs: NOW });
  expect([await deliver(FIRING), visibility.at(-1)]).toEqual(['kept', 90]);
  const message = { message_id: 1, date: 1, chat: { id: GROUP, type: 'group' }, from: USER, text: '/help' };
  expect([await deliver({ update_id: 3, message }), visibility.at(-1)]).toEqual(['kept', 90]);
  await clock.advance(90_000);
  expect(await deliver(FIRING, 2)).toBe('deleted');
  await stores.profiles.mark(GROUP, { pause: { untilMs: NOW + 900_000, atMs: NOW + 600_000 } });
  expect(await deliver({ ...FIRING, due: NOW + 1 })).toBe('deleted');
});

test('what the chat’s own works sent within the minute does not hold it up', async () => {
  const { clock, deliver, stores } = setUp();
  const calls = Array.from({ length: 15 }, (_, index) => NOW - 20_000 + 1_100 * index);
  await stores.profiles.update(GROUP, { sendBudget: { calls }, updatedAtMs: NOW });
  expect([await deliver(FIRING), clock.now()]).toEqual(['deleted', NOW]);
});

test('it knows when its message was queued', async () => {
  const queued: number[] = [];
  const { deliver } = setUp(undefined, { queued: (ms) => queued.push(ms) });
  await deliver(FIRING);
  expect(queued).toEqual([NOW - 5]);
});

test('one that the table asks for again is no dead letter, however often it was tried', async () => {
  let faults = 3;
  const away = () => {
    if (faults-- > 0) throw new StewardError('storage-unavailable', 'away', { retryable: true });
  };
  const { deliver, outcome, said } = setUp(away, { comesAgain: true });
  expect([await deliver(FIRING, 29), await deliver(FIRING, 30)]).toEqual(['kept', 'deleted']);
  expect([await deliver(FIRING), await outcome()]).toEqual(['kept', undefined]);
  expect([await deliver(FIRING), await outcome(), said()]).toEqual([
    'deleted',
    'answered',
    'Water the plants',
  ]);
});

test('one that fails for good does what it has to do then, and says nothing', async () => {
  const given: string[] = [];
  const giveUp = async () => void given.push('given up');
  const broken = () => {
    throw new TypeError('broken');
  };
  const { calls, deliver, outcome } = setUp(broken, { comesAgain: true, giveUp });
  expect([await deliver(FIRING), await outcome(), given, calls]).toEqual([
    'deleted',
    'failed',
    ['given up'],
    [],
  ]);
});

test('it is done once, and the next occurrence is another', async () => {
  const { deliver, shown } = setUp();
  await deliver(FIRING);
  expect([await deliver(FIRING, 2), shown()]).toEqual(['deleted', ['Water the plants']]);
  await deliver({ ...FIRING, due: NOW + 60_000 });
  expect(shown()).toHaveLength(2);
});

test('it is no update of the same number, and updates are worked on as ever', async () => {
  const { deliver, shown, stores } = setUp();
  await deliver(FIRING);
  const message = {
    message_id: 1,
    date: 1,
    chat: { id: USER.id, type: 'private' },
    from: USER,
    text: '/echo hi',
  };
  await deliver({ update_id: 3, message });
  expect(shown()).toEqual(['Water the plants', 'hi']);
  expect(await stores.claims.outcomeOf(USER.id, 'u3')).toBe('answered');
});

test('a stop, which concerns updates, leaves it alone', async () => {
  const { deliver, outcome, stores } = setUp();
  await stores.stops.write(GROUP, { stop: { upToUpdateId: Number.MAX_SAFE_INTEGER, atMs: NOW } });
  await deliver(FIRING);
  expect(await outcome()).toBe('answered');
});

test('a fault that passes is tried again, and what was sent is not repeated', async () => {
  let faults = 1;
  const { answers, deliver, outcome, shown, stores, visibility } = setUp(() => {
    if (faults-- > 0) throw new StewardError('storage-unavailable', 'away', { retryable: true });
  });
  answers.push({ method: 'sendMessage', answer: () => ok({ message_id: 5 }) });
  expect([await deliver(FIRING), await outcome(), visibility.at(-1)]).toEqual(['kept', undefined, 5]);
  expect([await deliver(FIRING, 2), await outcome(), shown().length]).toEqual(['deleted', 'answered', 1]);
  const claim = stores.dump().items.find(({ sk }) => sk === `UPDATE#r3@${NOW}`);
  expect(claim?.facts).toMatchObject({ begun: NOW, 'sent.r1': 5 });
});

test('one that failed for good is done once more when an operator sends it again', async () => {
  let broken = true;
  const { deliver, outcome, said } = setUp(() => {
    if (broken) throw new TypeError('broken');
  });
  expect([await deliver(FIRING), await outcome()]).toEqual(['deleted', 'failed']);
  broken = false;
  await deliver(FIRING);
  expect(await outcome()).toBe('failed');
  await deliver({ steward: 'redrive', update: FIRING });
  expect([await outcome(), said()]).toEqual(['answered', 'Water the plants']);
});

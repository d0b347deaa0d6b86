import { StewardError, workOfUpdate } from '@steward/core';
import { createFakeClock, createFakeModel, type FakeScript } from '@steward/core/testing';
import { NetworkError } from 'node-telegram-bot-api';
import { expect, onTestFinished, test, vi } from 'vitest';
import { BOT, createBench, OFFERED, ok, QUEUE_ARN, refused, textMessage, USER } from '../../test/bench.ts';
import type { Services } from '../context/services.ts';
import { silentLog } from '../observability/log.ts';
import { createWorker } from './create-worker.ts';

const NOW = 1_700_000_000_000;
const HOUR = 60 * 60 * 1000;

const setUp = (
  options: { script?: () => FakeScript; replace?: (fakes: Services) => Partial<Services> } = {},
) => {
  const clock = createFakeClock(NOW, { mode: 'auto' });
  const errors: string[] = [];
  const log = { ...silentLog, error: (message: string) => void errors.push(message), child: () => log };
  const model = createFakeModel({
    fallback: options.script ?? (() => ['An answer']),
    installed: OFFERED.map(({ name }) => ({ name })),
    clock,
  });
  const replace = (fakes: Services) => ({ log, ...options.replace?.(fakes) });
  const bench = createBench({ clock, model, replace });
  const outcome = (updateId = 1) => bench.stores.claims.outcomeOf(USER.id, workOfUpdate(updateId));
  const sent = () =>
    bench.calls.filter(({ method }) => method === 'sendMessage').map(({ params }) => params.text);
  return { ...bench, clock, errors, outcome, sent };
};

const question = (text: string, updateId = 1) => ({
  update_id: updateId,
  message: { ...textMessage(text, 10 + updateId), date: NOW / 1000 },
});

const away = () => new StewardError('storage-unavailable', 'DynamoDB cannot be reached', { retryable: true });

/** A catalogue that fails as often as it is told to. */
const failing =
  (failures: () => Error | undefined) =>
  ({ catalogue }: Services) => ({
    catalogue: {
      ...catalogue,
      entries: async () => {
        const error = failures();
        if (error) throw error;
        return await catalogue.entries();
      },
    },
  });

test('a duplicate of an answered update changes nothing and may be deleted', async () => {
  const { deliver, calls, outcome } = setUp();
  expect(await deliver(question('/echo hi'))).toBe('deleted');
  const before = calls.length;
  expect(await deliver(question('/echo hi'), { receiveCount: 2 })).toBe('deleted');
  expect([calls.length, await outcome()]).toEqual([before, 'answered']);
});

test('an update that another worker holds waits until its lease ends, and is then worked on', async () => {
  const { deliver, stores, calls, visibility, clock, outcome } = setUp();
  await stores.claims.claim(USER.id, 'u1', { kind: 'message', nowMs: NOW - 20_500, leaseMs: 60_000 });
  expect(await deliver(question('/echo hi'))).toBe('kept');
  expect([visibility.at(-1), calls.length]).toEqual([40, 0]);
  await clock.advance(40_000);
  expect(await deliver(question('/echo hi'), { receiveCount: 2 })).toBe('deleted');
  expect(await outcome()).toBe('answered');
});

test('a queue that does not take the shorter visibility holds up no answer', async () => {
  const { deliver, outcome } = setUp({
    replace: ({ queue }) => ({ queue: { ...queue, changeVisibility: () => Promise.reject(away()) } }),
  });
  expect(await deliver(question('/echo hi'))).toBe('deleted');
  expect(await outcome()).toBe('answered');
});

test('a message is hidden where it came from, while it is worked on and when it fails', async () => {
  const hidden: unknown[] = [];
  const { deliver } = setUp({
    replace: ({ queue, profiles }) => ({
      queue: { ...queue, changeVisibility: async (_, seconds, arn) => void hidden.push([seconds, arn]) },
      profiles: { ...profiles, get: () => Promise.reject(away()) },
    }),
  });
  expect(await deliver(question('/echo hi'))).toBe('kept');
  expect(hidden).toEqual([[5, QUEUE_ARN]]);
  hidden.length = 0;
  const working = setUp({
    script: () => ['So far', { delayMs: 60_000 }, ' and the rest'],
    replace: ({ queue }) => ({
      queue: { ...queue, changeVisibility: async (_, __, arn) => void hidden.push(arn) },
    }),
  });
  expect(await working.deliver(question('a long question'))).toBe('deleted');
  expect(hidden.length).toBeGreaterThan(1);
  expect(new Set(hidden)).toEqual(new Set([QUEUE_ARN]));
});

test('when the lease is lost in the middle, nothing is sent or stored any more', async () => {
  const bench = setUp({
    script: () => ['So far', { until: takeOver() }, { delayMs: 60_000 }, ' UNSEEN'],
  });
  const { deliver, stores, calls, visibility, clock } = bench;
  let atTakeover = '';
  const takeOver = async () => {
    await clock.sleep(5_000);
    const options = { kind: 'message', nowMs: clock.now() + HOUR, leaseMs: 60_000 };
    expect((await stores.claims.claim(USER.id, 'u1', options)).status).toBe('claimed');
    atTakeover = JSON.stringify(stores.dump().items);
  };
  expect(await deliver(question('Hello'))).toBe('kept');
  expect(visibility.at(-1)).toBe(60);
  expect(JSON.stringify(stores.dump().items)).toBe(atTakeover);
  expect(calls.some(({ params }) => String(params.text).includes('UNSEEN'))).toBe(false);
  const before = calls.length;
  await clock.advance(HOUR);
  expect(calls.length).toBe(before);
});

test('what goes wrong after the lease was lost is the other worker’s business', async () => {
  const bench = setUp({
    replace: ({ catalogue, clock }) => ({
      catalogue: {
        ...catalogue,
        entries: async () => {
          const options = { kind: 'message', nowMs: NOW + HOUR, leaseMs: 60_000 };
          await bench.stores.claims.claim(USER.id, 'u1', options);
          await clock.sleep(25_000);
          throw new TypeError('a bug');
        },
      },
    }),
  });
  expect(await bench.deliver(question('Hello'))).toBe('kept');
  expect([bench.errors, bench.calls, bench.visibility.at(-1)]).toEqual([[], [], 60]);
});

test('an answer that is ready when the lease turns out to be lost is not shown', async () => {
  const bench = setUp({
    script: () => ['The answer'],
    replace: ({ messages }) => ({
      messages: {
        ...messages,
        put: async (...args) => {
          const stored = await messages.put(...args);
          if (args[2].role !== 'assistant') return stored;
          const options = { kind: 'message', nowMs: NOW + HOUR, leaseMs: 60_000 };
          await bench.stores.claims.claim(USER.id, 'u1', options);
          return stored;
        },
      },
    }),
  });
  expect(await bench.deliver(question('Hello'))).toBe('kept');
  expect(await bench.outcome()).toBeUndefined();
  expect(bench.calls.map(({ params }) => params.text)).not.toContain('The answer');
  expect(bench.visibility.at(-1)).toBe(60);
});

test('what is worth another try waits 5, 10, 20, 40, 60, 60 seconds, and its claim is free at once', async () => {
  let failures = 6;
  const { deliver, visibility, outcome, shown } = setUp({
    replace: failing(() => (failures-- > 0 ? away() : undefined)),
  });
  const waits: unknown[] = [];
  for (let receiveCount = 1; receiveCount <= 6; receiveCount += 1) {
    expect(await deliver(question('Hello'), { receiveCount })).toBe('kept');
    waits.push(visibility.at(-1));
  }
  expect(waits).toEqual([5, 10, 20, 40, 60, 60]);
  expect(await outcome()).toBeUndefined();
  expect(await deliver(question('Hello'), { receiveCount: 7 })).toBe('deleted');
  expect([await outcome(), shown().at(-1)]).toEqual(['answered', 'An answer']);
});

test.each<[string, (bench: ReturnType<typeof setUp>) => Promise<number>]>([
  ['the last receive', async () => 30],
  [
    'six hours',
    async ({ deliver, clock }) => {
      await deliver(question('Hello'));
      await clock.advance(6 * HOUR + 1);
      return 12;
    },
  ],
])(
  'after %s the person is told once, and the message goes on to the dead letters',
  async (_, lastReceive) => {
    const bench = setUp({ replace: failing(away) });
    const { deliver, visibility, outcome, sent } = bench;
    const receiveCount = await lastReceive(bench);
    expect(await deliver(question('Hello'), { receiveCount })).toBe('kept');
    expect([visibility.at(-1), await outcome()]).toEqual([0, 'failed']);
    expect(await deliver(question('Hello'), { receiveCount: receiveCount + 1 })).toBe('kept');
    expect(await deliver(question('Hello'), { receiveCount: receiveCount + 2 })).toBe('kept');
    expect(sent()).toEqual([
      '⚠️ Sorry, something went wrong on my side and I could not finish this. Please send it again.',
    ]);
  },
);

test('a failed update that merely comes again is left alone; sent again by an operator, it is answered', async () => {
  let failures = 1;
  const { deliver, outcome, shown } = setUp({
    replace: failing(() => (failures-- > 0 ? away() : undefined)),
  });
  await deliver(question('Hello'), { receiveCount: 30 });
  expect(await deliver(question('Hello'))).toBe('deleted');
  expect(await outcome()).toBe('failed');
  expect(await deliver({ steward: 'redrive', update: question('Hello') })).toBe('deleted');
  expect([await outcome(), shown().at(-1)]).toEqual(['answered', 'An answer']);
});

test('an update sent again days later is tried as often as a new one, and given up for good after that', async () => {
  let failures = 2;
  const { deliver, outcome, shown, clock, visibility } = setUp({
    replace: failing(() => (failures-- > 0 ? away() : undefined)),
  });
  await deliver(question('Hello'), { receiveCount: 30 });
  await clock.advance(3 * 24 * HOUR);
  const again = { steward: 'redrive', update: question('Hello') };
  expect(await deliver(again)).toBe('kept');
  expect([await outcome(), visibility.at(-1)]).toEqual([undefined, 5]);
  expect(await deliver(again, { receiveCount: 2 })).toBe('deleted');
  expect([await outcome(), shown().at(-1)]).toEqual(['answered', 'An answer']);
});

test('an update that fails again after it was sent again is not worked on a third time', async () => {
  const { deliver, outcome, sent, calls } = setUp({ replace: failing(away) });
  await deliver(question('Hello'), { receiveCount: 30 });
  const again = { steward: 'redrive', update: question('Hello') };
  expect(await deliver(again, { receiveCount: 30 })).toBe('kept');
  const before = calls.length;
  expect(await deliver({ steward: 'redrive', update: again })).toBe('deleted');
  expect([await outcome(), calls.length, sent().length]).toEqual(['failed', before, 1]);
});

test('what no retry can mend is apologised for once, logged, and ends as failed', async () => {
  const { deliver, outcome, sent, errors } = setUp({ replace: failing(() => new TypeError('a bug')) });
  expect(await deliver(question('Hello'))).toBe('deleted');
  expect(await deliver(question('Hello'), { receiveCount: 2 })).toBe('kept');
  expect([await outcome(), sent().length, errors]).toEqual(['failed', 1, ['Update failed']]);
});

test('an error with a sentence of its own is told with it', async () => {
  const full = new StewardError('message-too-large', 'x', { userMessage: 'There is no room.' });
  const { deliver, sent } = setUp({ replace: failing(() => full) });
  await deliver(question('Hello'));
  expect(sent()).toEqual(['⚠️ There is no room.']);
});

test('an apology takes the place of the message that was growing', async () => {
  const { deliver, shown, outcome, clock } = setUp({
    script: () => ['So far', { delayMs: 5_000 }, new TypeError('a bug')],
  });
  await deliver(question('Hello'));
  expect([await outcome(), shown().at(-1)]).toEqual(['failed', expect.stringMatching(/^⚠️ Sorry/)]);
  await clock.advance(60_000);
  expect(shown().at(-1)).toMatch(/^⚠️ Sorry/);
});

test('an apology does not take the place of an answer that has its end', async () => {
  const long = 'A sentence of it. '.repeat(300);
  const { deliver, chat, outcome, answers } = setUp({ script: () => ['So far', { delayMs: 5_000 }, long] });
  const sent = (message_id: number) => () => ok({ message_id, date: 0, chat: { id: 0, type: 'private' } });
  const broken = () => refused(400, 'Bad Request: not enough rights');
  // The session's beginning, what grows, and the second piece.
  for (const answer of [sent(1), sent(2), broken]) answers.push({ method: 'sendMessage', answer });
  await deliver(question('Hello'));
  expect(await outcome()).toBe('failed');
  expect(chat().map(({ text }) => text.slice(0, 20))).toEqual([
    'So farA sentence of ',
    expect.stringMatching(/^⚠️ Sorry/),
  ]);
});

test('an answer that an earlier try has shown keeps its place as well', async () => {
  const long = 'A sentence of it. '.repeat(300);
  const { deliver, chat, outcome, answers } = setUp({ script: () => ['So far', { delayMs: 5_000 }, long] });
  const sent = (message_id: number) => () => ok({ message_id, date: 0, chat: { id: 0, type: 'private' } });
  const lost = () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } }));
  for (const answer of [sent(1), sent(2), lost]) answers.push({ method: 'sendMessage', answer });
  expect(await deliver(question('Hello'))).toBe('kept');
  answers.push({ method: 'sendMessage', answer: () => refused(400, 'Bad Request: not enough rights') });
  const same = () => refused(400, 'Bad Request: message is not modified');
  answers.push({ method: 'editMessageText', answer: same });
  await deliver(question('Hello'), { receiveCount: 2 });
  expect(await outcome()).toBe('failed');
  expect(chat().map(({ text }) => text.slice(0, 20))).toEqual([
    'So farA sentence of ',
    expect.stringMatching(/^⚠️ Sorry/),
  ]);
});

test('a chat that cannot be written to is left alone, and so is an apology that fails', async () => {
  const blocked = setUp();
  blocked.answers.push({
    method: 'sendMessage',
    answer: () => refused(403, 'Forbidden: bot was blocked by the user'),
  });
  expect(await blocked.deliver(question('/echo hi'))).toBe('deleted');
  expect([await blocked.outcome(), blocked.sent().length]).toEqual(['failed', 1]);

  const strict = setUp();
  for (let call = 0; call < 2; call += 1)
    strict.answers.push({
      method: 'sendMessage',
      answer: () => refused(400, 'Bad Request: not enough rights'),
    });
  expect(await strict.deliver(question('/echo hi'))).toBe('deleted');
  expect([await strict.outcome(), strict.sent().length]).toEqual(['failed', 2]);
});

test('an apology that Telegram did not take is made with the next try, and only then the update has failed', async () => {
  const bench = setUp({ replace: failing(() => new TypeError('a bug')) });
  const { deliver, answers, visibility, outcome, sent } = bench;
  for (let call = 0; call < 3; call += 1)
    answers.push({ method: 'sendMessage', answer: () => refused(500, 'Internal Server Error') });
  expect(await deliver(question('Hello'))).toBe('kept');
  expect([await outcome(), visibility.at(-1)]).toEqual([undefined, 5]);
  expect(await deliver(question('Hello'), { receiveCount: 2 })).toBe('deleted');
  expect([await outcome(), new Set(sent()).size]).toEqual(['failed', 1]);
  expect(bench.chat().map(({ text }) => text)).toEqual([expect.stringMatching(/^⚠️ Sorry/)]);
});

test('an update lies behind the one before it, though the clock was set back in between', async () => {
  let backMs = 0;
  const bench = setUp({
    replace: ({ clock }) => ({ clock: { ...clock, now: () => clock.now() - backMs } }),
  });
  await bench.deliver(question('First?'));
  backMs = 10 * 60_000;
  await bench.deliver(question('Second?', 2));
  const stored = bench.stores.dump().items.filter(({ sk }) => sk.startsWith('MESSAGE#'));
  expect(stored.map(({ content }) => content)).toEqual(['First?', 'An answer', 'Second?', 'An answer']);
  expect(
    bench.model.requests
      .at(-1)
      ?.messages.map(({ content }) => content)
      .slice(1),
  ).toEqual(['First?', 'An answer', 'Second?']);
});

test('a flood wait of two minutes goes back to the queue with that delay, and the message comes later', async () => {
  const { deliver, answers, visibility, clock, outcome, sent } = setUp();
  const flood = () => refused(429, 'Too Many Requests', { retry_after: 120 });
  answers.push({ method: 'sendMessage', answer: flood });
  expect(await deliver(question('/echo hi'))).toBe('kept');
  expect(visibility.at(-1)).toBeGreaterThanOrEqual(120);
  await clock.advance(121_000);
  expect(await deliver(question('/echo hi'), { receiveCount: 2 })).toBe('deleted');
  expect([await outcome(), sent()]).toEqual(['answered', ['hi', 'hi']]);
});

test('a flood wait that the table did not take is kept by the queue alone', async () => {
  const { deliver, answers, visibility, clock } = setUp({
    replace: ({ profiles }) => ({ profiles: { ...profiles, update: async () => Promise.reject(away()) } }),
  });
  answers.push({
    method: 'sendMessage',
    answer: () => refused(429, 'Too Many Requests', { retry_after: 120 }),
  });
  expect(await deliver(question('/echo hi'))).toBe('kept');
  expect(visibility.at(-1)).toBeGreaterThanOrEqual(120 - Math.ceil((clock.now() - NOW) / 1000));
  expect(visibility.at(-1)).toBeGreaterThan(60);
});

test.each([
  'not json',
  '',
  '[]',
  'null',
  '{"update_id":"x"}',
  '{"steward":"flush","owner":"x"}',
  '{"steward":"move"}',
])('the queue message %j is dropped with an error in the log', async (body) => {
  const { services, errors, calls } = setUp();
  const record = { messageId: 'm', receiptHandle: 'r', body, attributes: { ApproximateReceiveCount: '1' } };
  const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => 900_000 };
  const worker = createWorker(services);
  expect(await worker({ Records: [record] }, context)).toEqual({ batchItemFailures: [] });
  expect([errors, calls]).toEqual([['A queue message that is no update'], []]);
});

test('a database that answers no JSON loses no update', async () => {
  let failures = 1;
  const { deliver, outcome, visibility } = setUp({
    replace: ({ profiles }) => ({
      profiles: {
        ...profiles,
        get: async (owner) => {
          if (failures-- > 0) throw new SyntaxError('Unexpected token <');
          return await profiles.get(owner);
        },
      },
    }),
  });
  expect(await deliver(question('Hello'))).toBe('kept');
  expect(visibility.at(-1)).toBe(5);
  expect(await deliver(question('Hello'), { receiveCount: 2 })).toBe('deleted');
  expect(await outcome()).toBe('answered');
});

test('an outcome that cannot be written leaves what was shown, and the next try writes it at once', async () => {
  let failures = 1;
  const { deliver, outcome, shown } = setUp({
    replace: ({ claims }) => ({
      claims: {
        ...claims,
        finish: async (...args) => {
          if (failures-- > 0) throw away();
          await claims.finish(...args);
        },
      },
    }),
  });
  expect(await deliver(question('Hello'), { receiveCount: 30 })).toBe('kept');
  expect(shown().at(-1)).toBe('An answer');
  expect(await deliver(question('Hello'), { receiveCount: 2 })).toBe('deleted');
  expect([await outcome(), shown().at(-1)]).toEqual(['answered', 'An answer']);
});

test('lease and visibility are renewed every twenty seconds, whatever a renewal meets', async () => {
  let renewals = 0;
  const { deliver, visibility, outcome } = setUp({
    script: () => [{ delayMs: 70_000 }, 'Late'],
    replace: ({ claims }) => ({
      claims: {
        ...claims,
        record: async (claim, leaseUntilMs, facts) => {
          if (facts === undefined) {
            renewals += 1;
            if (renewals === 2) throw away();
          }
          await claims.record(claim, leaseUntilMs, facts);
        },
      },
    }),
  });
  expect(await deliver(question('Hello'))).toBe('deleted');
  expect([renewals, visibility]).toEqual([3, [60, 60, 60, 60]]);
  expect(await outcome()).toBe('answered');
});

test('a worker that could write nothing for as long as a lease lasts shows nothing more: another may have the update', async () => {
  const { deliver, visibility, calls } = setUp({
    script: () => ['So far', { delayMs: 90_000 }, ' UNSEEN'],
    replace: ({ claims, clock }) => ({
      claims: {
        ...claims,
        record: async (...args) => {
          if (clock.now() > NOW + 6_000) throw away();
          await claims.record(...args);
        },
      },
    }),
  });
  expect(await deliver(question('Hello'))).toBe('kept');
  expect(visibility.at(-1)).toBe(60);
  expect(calls.some(({ params }) => String(params.text).includes('UNSEEN'))).toBe(false);
});

test.each<[string, FakeScript, RegExp]>([
  ['what was written is shown', ['So far'], /^So far[\s\S]*no time left to finish/],
  ['the person is told when nothing was', [], /no time left for this answer/],
])('the deadline of the function ends a turn before Lambda does, and %s', async (_, first, expected) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  // The deadline comes when the model has been read to here, however busy the machine is.
  const atDeadline = async () => {
    vi.advanceTimersByTime(30);
    await new Promise(() => {});
  };
  const { deliver, shown, outcome } = setUp({
    script: () => [
      ...first,
      {
        get until() {
          return atDeadline();
        },
      },
    ],
  });
  expect(await deliver(question('Hello'), { remainingMs: 45_030 })).toBe('deleted');
  expect([await outcome(), shown().at(-1)]).toEqual(['failed', expect.stringMatching(expected)]);
});

test('with no time left to send, the update is tried again', async () => {
  const { deliver, outcome, visibility } = setUp({
    script: () => ['Hi', { until: new Promise((resolve) => setTimeout(resolve, 30)) }],
  });
  expect(await deliver(question('Hello'), { remainingMs: 16_000 })).toBe('kept');
  expect([await outcome(), visibility.at(-1)]).toEqual([undefined, 5]);
});

test('a network fault while asking who the bot is puts the update back into the queue', async () => {
  let failures = 1;
  const { deliver, stores, visibility, sent } = setUp({
    replace: () => ({
      bot: async () => {
        if (failures-- > 0) throw new NetworkError('Network request failed: getMe');
        return { id: BOT.id, username: BOT.username };
      },
    }),
  });
  const message = { ...textMessage('/echo@StewardBot hi', 11), chat: { id: -100, type: 'group' } };
  expect(await deliver({ update_id: 1, message })).toBe('kept');
  expect([visibility.at(-1), sent()]).toEqual([5, []]);
  expect(await deliver({ update_id: 1, message }, { receiveCount: 2 })).toBe('deleted');
  expect([await stores.claims.outcomeOf(-100, 'u1'), sent()]).toEqual(['answered', ['hi']]);
});

test('the next update keeps its distance from what the last one sent, and knows who writes', async () => {
  const { deliver, stores, clock } = setUp();
  await deliver(question('/echo hi'));
  const { sendBudget, username } = (await stores.profiles.get(USER.id)) ?? {};
  expect([sendBudget?.calls, username]).toEqual([[NOW], 'ada']);
  await deliver(question('/echo hi', 2));
  expect(clock.now() - NOW).toBeGreaterThanOrEqual(1_000);
});

test('a second try keeps its distance from what the first may have sent before it died', async () => {
  const { deliver, stores, clock } = setUp();
  await stores.claims.claim(USER.id, 'u1', { kind: 'message', nowMs: NOW - 60_000, leaseMs: 60_000 });
  await deliver(question('/echo hi'), { receiveCount: 2 });
  expect(clock.now() - NOW).toBeGreaterThanOrEqual(1_000);
});

test('a note that a group moved takes its data along', async () => {
  const { deliver, stores } = setUp();
  await stores.profiles.update(-100, { refusedAtMs: NOW, updatedAtMs: NOW });
  expect(await deliver({ steward: 'move', from: -100, to: -200 })).toBe('deleted');
  expect([await stores.profiles.get(-100), (await stores.profiles.get(-200))?.refusedAtMs]).toEqual([
    undefined,
    NOW,
  ]);
});

test('the messages of a batch are settled one by one', async () => {
  const { services } = setUp({ replace: failing(away) });
  const record = (messageId: string, update: object) => ({
    messageId,
    receiptHandle: messageId,
    body: JSON.stringify(update),
    attributes: { ApproximateReceiveCount: '1' },
  });
  const Records = [record('a', question('/echo hi')), record('b', question('Hello', 2))];
  const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => 900_000 };
  expect(await createWorker(services)({ Records }, context)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'b' }],
  });
});

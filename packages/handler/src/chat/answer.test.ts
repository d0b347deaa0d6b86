// What runs side by side in a turn, so that it is quick, and must not be seen.
import { StewardError } from '@steward/core';
import { createFakeClock, createFakeModel } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench, OFFERED, textMessage } from '../../test/bench.ts';
import { contentsOf, outcomes } from '../../test/people.ts';

/** A question behind the first one. */
const SECOND = { update_id: 700, message: { ...textMessage('Two?', 900), date: 1 } };

const NEXT_CHAT_MS = 60_000;

/** A chat with a session, and storage that takes `slowMs` for a reply. */
const talked = async (slowMs = 0) => {
  const clock = createFakeClock(undefined, { mode: 'auto' });
  const model = createFakeModel({
    scripts: [['An answer'], ['At once']],
    installed: OFFERED.map(({ name }) => ({ name })),
    clock,
  });
  const bench = createBench({ clock, model });
  await bench.send('Hello');
  await clock.advance(NEXT_CHAT_MS);
  const { messages } = bench.stores;
  const { put } = messages;
  messages.put = async (owner, sessionId, message) => {
    if (message.role === 'assistant') await clock.sleep(slowMs);
    return await put(owner, sessionId, message);
  };
  bench.calls.splice(0);
  return bench;
};

test('an answer that is there at once is one message, also where storing it takes its time', async () => {
  const bench = await talked(2_000);
  await bench.send('And now?');
  expect(bench.calls.map(({ method }) => method)).toEqual(['sendChatAction', 'sendMessage']);
  expect(bench.said()).toBe('At once');
});

test('a question that is being stored is asked once, with what was said before', async () => {
  const bench = await talked();
  await bench.send('And now?');
  const asked = bench.model.requests.at(-1)?.messages.slice(1);
  expect(asked?.map(({ content }) => content)).toEqual(['Hello', 'An answer', 'And now?']);
});

test('an answer that was shown before its turn could be counted is counted and not shown again', async () => {
  const bench = await talked();
  const { sessions } = bench.stores;
  const { recordTurn } = sessions;
  let failures = 0;
  sessions.recordTurn = async (...turn) => {
    failures += 1;
    if (failures === 1) throw new StewardError('storage-unavailable', 'throttled', { retryable: true });
    await recordTurn(...turn);
  };
  expect(await bench.deliver(SECOND)).toBe('kept');
  expect(await bench.deliver(SECOND, { receiveCount: 2 })).toBe('deleted');
  expect(bench.calls.filter(({ method }) => method === 'sendMessage')).toHaveLength(1);
  expect(await contentsOf(bench, 1)).toEqual(['Hello', 'An answer', 'Two?', 'At once']);
  expect((await sessions.list(1001))[0]?.messageCount).toBe(4);
  expect(outcomes(bench)).toEqual(['answered', 'answered']);
});

test('a try that takes an update over sees the session as the try before it left it', async () => {
  const bench = await talked();
  const { sessions, claims } = bench.stores;
  const [session] = await sessions.list(1001);
  const { claim } = claims;
  let tries = 0;
  // The first try dies after it took the claim; what it changed is there only when the next one has claimed.
  claims.claim = async (...update) => {
    const result = await claim(...update);
    tries += 1;
    if (tries === 1) throw new StewardError('storage-unavailable', 'gone', { retryable: true });
    if (session) await sessions.update(session, { modelName: 'large:9b' });
    return result;
  };
  expect(await bench.deliver(SECOND)).toBe('kept');
  await bench.services.clock.sleep(61_000);
  expect(await bench.deliver(SECOND, { receiveCount: 2 })).toBe('deleted');
  expect(bench.model.requests.at(-1)?.model).toBe('large:9b');
});

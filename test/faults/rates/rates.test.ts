// Tries hard to make the bot write too fast: bursts of commands, answers of many messages, taps, groups. Telegram must
// never have a reason to answer 429 in a single chat.

import type { FakeScript } from '@steward/core/testing';
import { buttonsOf } from '@steward/telegram-emulator/testing';
import { afterEach, expect, test } from 'vitest';
import {
  startVirtualWorld,
  type VirtualWorld,
  type VirtualWorldOptions,
} from '../../kit/ports/virtual-world.ts';
import { rounds } from '../soak.ts';
import { letWrite, mixedText } from '../world/crowd.ts';
import { chooseSeed, createChance } from '../world/seed.ts';
import { countsOf, createStorm } from '../world/storm.ts';
import { judgePace } from './rate-referee.ts';

let world: VirtualWorld | undefined;
afterEach(() => world?.close());

const start = (options: VirtualWorldOptions = {}): VirtualWorld => {
  world = startVirtualWorld(options);
  return world;
};

const expectCalm = (name: string, played: VirtualWorld): void => {
  const { complaints, calls, metOverallLimit } = judgePace(played);
  console.log(
    `rates, ${name}: ${calls} calls, ${complaints.length} too early, ${metOverallLimit} met the overall limit`,
  );
  expect(complaints).toEqual([]);
  expect(calls).toBeGreaterThan(0);
};

const write = async ({ emulator, delivery }: VirtualWorld, from: number, chat: number, texts: string[]) => {
  for (const text of texts) emulator.sendText(from, chat, text);
  await delivery.collect();
};

/** A long answer that grows for a minute and ends as many messages. */
const long = (): FakeScript =>
  Array.from({ length: 60 }, (_, index) => [
    `${'paragraph '.repeat(60)}${index}\n\n`,
    { delayMs: 1_000 },
  ]).flat();

test('the referee sees one call too many in a chat, and a call before the end of a wait', () => {
  const at = (...times: number[]) => times.map((atMs) => ({ chatId: 7, atMs }));
  const judged = (
    reached: { chatId: number; atMs: number }[],
    counted: VirtualWorld['line']['counted'] = [],
  ) => judgePace({ line: { reached, counted, refused: [] } }).complaints;
  expect(judged(at(0, 0, 0, 1_000))).toEqual([]);
  expect(judged(at(0, 0, 0, 900))).toHaveLength(1);
  const wait = { kind: 'status', error_code: 429, retry_after: 5 } as const;
  expect(judged([], [{ chatId: 7, atMs: 0, played: wait }, ...at(5_000)])).toEqual([]);
  expect(judged([], [{ chatId: 7, atMs: 0, played: wait }, ...at(4_999)])).toHaveLength(1);
});

test.each(['edit', 'draft', 'off'] as const)(
  'long answers of many messages, streamed as %s',
  async (streaming) => {
    const played = start({ model: long, streaming });
    const ada = played.emulator.addUser({ first_name: 'Ada' }).id;
    await write(played, ada, ada, ['One?', 'Two?', 'Three?']);
    await played.settle();
    expectCalm(`long answers, ${streaming}`, played);
    expect(played.line.refused).toEqual([]);
  },
);

test('a burst of forty commands, and two chats beside it', async () => {
  const played = start({ model: long });
  const [ada, bob, cleo] = ['Ada', 'Bob', 'Cleo'].map(
    (name) => played.emulator.addUser({ first_name: name }).id,
  );
  const commands = ['/help', '/listsessions', '/status', '/echo hi', '/newsession', '/history', '/model'];
  await write(
    played,
    ada ?? 0,
    ada ?? 0,
    Array.from({ length: 40 }, (_, index) => commands[index % 7] ?? ''),
  );
  await write(played, bob ?? 0, bob ?? 0, ['Tell me', '/stop', 'Tell me more', '/retry']);
  await write(played, cleo ?? 0, cleo ?? 0, [
    '/start',
    'x'.repeat(9_000),
    '/export 1',
    '/archive 1',
    '/restore 1',
  ]);
  await played.settle();
  expectCalm('a burst of commands', played);
  expect(played.line.refused).toEqual([]);
});

test('a group in which everybody asks at once, for minutes', async () => {
  const played = start({ model: long });
  const { emulator, time } = played;
  const people = Array.from({ length: 6 }, (_, index) => emulator.addUser({ first_name: `P${index}` }).id);
  const group = emulator.createGroup({ title: 'Team', memberIds: people }).id;
  const name = emulator.bot.username;
  for (let second = 0; second < 90; second += 5) {
    const text = second % 3 === 0 ? `/help@${name}` : `@${name} And ${second}?`;
    time.after(second * 1_000, () => void write(played, people[second % 6] ?? 0, group, [text]));
  }
  await time.pass(() => played.delivery.updates.length >= 20, 200_000);
  await played.settle();
  expectCalm('a busy group', played);
  expect(played.line.refused).toEqual([]);
});

test('a finger that taps every button twenty times', async () => {
  const played = start({ model: () => ['Done.'] });
  const { emulator, time, delivery } = played;
  const ada = emulator.addUser({ first_name: 'Ada' }).id;
  await write(played, ada, ada, ['Hello?', '/newsession', '/listsessions', '/model', '/delete 1', '/status']);
  await played.settle();
  const shown = emulator
    .history(ada)
    .flatMap((message) => buttonsOf(message).map((button) => ({ message, button })));
  for (let times = 0; times < 20; times += 1) {
    for (const { message, button } of shown)
      void emulator.tap(ada, ada, message.message_id, button.callback_data ?? '').catch(() => {});
    await delivery.collect();
  }
  expect(delivery.updates.length).toBeGreaterThan(40);
  await time.pass(() => delivery.isIdle() && played.queue.isIdle(), 24 * 60 * 60_000);
  expectCalm('a tapping finger', played);
});

test('foreign faults of all kinds but a wrong clock change nothing about the pace', {
  timeout: 900_000,
}, async () => {
  const seed = chooseSeed('rates among faults');
  const counts = new Map<string, number>();
  let all = 0;
  for (let round = 0; round < rounds(3, 40); round += 1) {
    const chance = createChance(seed + round);
    // Where neither table nor queue can keep a wait, nothing can.
    const kinds = ['model', 'telegram', 'storage', 'webhook', 'deadline'] as const;
    const storm = createStorm(chance, { strength: 0.06, kinds });
    const played = start({ faults: storm.faults, model: storm.model });
    await letWrite(played, chance, { chats: 8, messages: 8, pauseMs: 5_000, text: mixedText });
    const { complaints, calls } = judgePace(played);
    played.close();
    expect(complaints, `STEWARD_SEED=${seed + round}`).toEqual([]);
    all += calls;
    for (const [name, count] of storm.played) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  console.log(`rates among faults: ${all} calls, 0 too early; ${countsOf(counts)}`);
});

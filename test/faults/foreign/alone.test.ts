// Each foreign fault by itself, often enough to matter: the referee's rules hold, and the fault was really met.

import { ModelError } from '@steward/core';
import { afterEach, describe, expect, test } from 'vitest';
import type { LineFault } from '../../kit/ports/telegram-line.ts';
import {
  startVirtualWorld,
  type VirtualWorld,
  type VirtualWorldOptions,
} from '../../kit/ports/virtual-world.ts';
import { rounds } from '../soak.ts';
import { askText, letWrite, mixedText } from '../world/crowd.ts';
import { faulty, healthy, MODEL_FAULTS } from '../world/model-faults.ts';
import { judge, markOf } from '../world/referee.ts';
import { type Chance, chooseSeed, createChance } from '../world/seed.ts';
import { countsOf, createStorm, FAULT_KINDS } from '../world/storm.ts';

let world: VirtualWorld | undefined;
afterEach(() => world?.close());

const seed = chooseSeed('foreign faults, alone');
const START_MS = Date.UTC(2026, 10, 21);
const TEN_MINUTES = 10 * 60_000;
const CROWD = { chats: rounds(4, 12), messages: rounds(4, 12), pauseMs: 30_000 };

const play = async (name: string, options: VirtualWorldOptions, chance: Chance, text = mixedText) => {
  world = startVirtualWorld({ model: (question) => healthy(markOf(question) ?? '', chance), ...options });
  const chats = await letWrite(world, chance, { ...CROWD, text });
  const verdict = judge(world);
  console.log(`${name}: outcomes ${countsOf(verdict.outcomes)}; seen twice × ${verdict.repeats}`);
  expect(verdict.complaints).toEqual([]);
  return { world, chats, verdict };
};

describe('with the model server', () => {
  test.each(MODEL_FAULTS)('that %s, each question ends with a sentence or an answer', async (fault) => {
    const chance = createChance(seed);
    const model = (question: string) => faulty(fault, markOf(question) ?? '', chance);
    const { verdict } = await play(fault, { model }, chance, askText);
    const endsWell = fault === 'writes without end' || fault === 'sleeps for 70 s';
    expect(Object.keys(verdict.outcomes)).toEqual([endsWell ? 'answered' : 'failed']);
  });

  test('that is down when even its state is asked for, commands go on', async () => {
    const chance = createChance(seed);
    const away = () => Promise.reject(new ModelError('model-unreachable', 'A fault that was played'));
    const { verdict } = await play(
      'a model server that is down',
      {
        model: () => [new ModelError('model-unreachable', 'A fault that was played')],
        replace: ({ model }) => ({ model: { ...model, loaded: away, installed: away } }),
      },
      chance,
    );
    expect(verdict.outcomes.answered).toBeGreaterThan(0);
  });
});

describe('with Telegram', () => {
  const lines: [string, (method: string, nowMs: number, chance: Chance) => LineFault | undefined][] = [
    [
      'asking for short waits',
      (_, __, chance) => sometimes(chance, { kind: 'status', error_code: 429, retry_after: 5 }),
    ],
    [
      'asking for waits longer than the time left',
      (_, __, chance) => sometimes(chance, { kind: 'status', error_code: 429, retry_after: 1_200 }),
    ],
    [
      'answering 500 for ten minutes',
      (_, nowMs) => (nowMs - START_MS < TEN_MINUTES ? { kind: 'status', error_code: 500 } : undefined),
    ],
    [
      'taking sends and never saying so',
      (method, _, chance) =>
        method === 'sendMessage' ? sometimes(chance, { kind: 'timeout-after-accept' }) : undefined,
    ],
    [
      'taking edits and never saying so',
      (method, _, chance) =>
        method === 'editMessageText' ? sometimes(chance, { kind: 'timeout-after-accept' }) : undefined,
    ],
    [
      'breaking connections',
      (_, __, chance) => sometimes(chance, { kind: chance.pick(['reset', 'reset-after-accept'] as const) }),
    ],
    ['behind a proxy that sends pages', (_, __, chance) => sometimes(chance, { kind: 'html-502' })],
    ['slow with every call', () => ({ kind: 'delay', ms: 4_000 })],
  ];

  test.each(lines)('%s, everybody gets an answer', async (name, choose) => {
    const chance = createChance(seed);
    const telegram = (call: { method: string }, nowMs: number) => choose(call.method, nowMs, chance);
    const { verdict, world: played } = await play(`Telegram ${name}`, { faults: { telegram } }, chance);
    expect(played.line.counted.filter(({ played: fault }) => fault).length).toBeGreaterThan(0);
    expect(Object.keys(verdict.outcomes)).toEqual(['answered']);
  });

  test('blocked by a person for a while, the others notice nothing and the person is answered again', async () => {
    const chance = createChance(seed);
    world = startVirtualWorld({ model: (question) => healthy(markOf(question) ?? '', chance) });
    const { time, emulator } = world;
    const blocker = () => emulator.users()[0]?.id ?? 0;
    let blocks = false;
    const block = (blocked: boolean) => {
      blocks = blocked;
      emulator.blockBot(blocker(), blocked);
    };
    // In the middle of the first answer, and until long before the last question.
    emulator.subscribe((event) => {
      const first = event.type === 'message' && event.message.text?.startsWith('Started session');
      if (first && event.chatId === blocker()) block(true);
    });
    time.after(100_000, () => block(false));
    const isSilent = (id: number) => blocks && id === blocker();
    const chats = await letWrite(world, chance, { ...CROWD, messages: 12, isSilent });
    const verdict = judge(world, new Set([blocker()]));
    console.log(`Telegram blocked by a person: outcomes ${countsOf(verdict.outcomes)}`);
    expect(verdict.complaints).toEqual([]);
    expect(Object.keys(verdict.outcomes).sort()).toEqual(['answered', 'failed', 'ignored']);
    const last = emulator.history(blocker()).findLast(({ from }) => from?.id === emulator.bot.id);
    expect(chats).toContain(blocker());
    expect(last?.text).toContain('THE END');
  });

  test('making a group a supergroup in the middle of an answer, the answer arrives there with all that was said', async () => {
    const chance = createChance(seed);
    world = startVirtualWorld({
      model: (question) => [{ delayMs: 20_000 }, ...healthy(markOf(question) ?? '', chance)],
    });
    const { time, emulator, delivery, stores, person } = world;
    const ada = person('Ada');
    const group = emulator.createGroup({ title: 'Team', memberIds: [ada.id] }).id;
    const question = (mark: string) => `@${emulator.bot.username} Ask ${mark}?`;
    const member = person('Ada', group);
    await member.asks(question('q0x0'), 'The answer to q0x0', TEN_MINUTES);
    await world.settle();
    member.says(question('q0x1'));
    let supergroup = 0;
    time.after(10_000, () => {
      supergroup = emulator.migrateGroup(group).id;
      void delivery.collect();
    });
    await time.pass(() => supergroup !== 0, 60_000);
    await world.settle();
    person('Ada', supergroup).says(question('q0x2'));
    await world.settle();
    const shown = [group, supergroup].flatMap((id) => emulator.history(id).map(({ text = '' }) => text));
    for (const mark of ['q0x0', 'q0x1', 'q0x2'])
      expect(shown.filter((text) => text.startsWith(`The answer to ${mark}`))).toHaveLength(1);
    const stored = stores.dump().items.filter(({ pk, sk }) => pk === supergroup && sk.startsWith('MESSAGE#'));
    expect(stored.map(({ role, content }) => `${role} ${markOf(String(content))}`)).toEqual(
      ['q0x0', 'q0x1', 'q0x2'].flatMap((mark) => [`user ${mark}`, `assistant ${mark}`]),
    );
    expect(stores.dump().items.filter(({ pk, sk }) => pk === group && sk.startsWith('MESSAGE#'))).toEqual([]);
  });
});

const sometimes = (chance: Chance, fault: LineFault): LineFault | undefined =>
  chance.happens(0.25) ? fault : undefined;

describe('with the rest', () => {
  test.each(FAULT_KINDS.filter((kind) => kind !== 'model'))(
    'failing in its %s alone, the referee is content',
    async (kind) => {
      const chance = createChance(seed);
      const storm = createStorm(chance, { strength: 0.3, kinds: [kind] });
      await play(`${kind} alone`, { faults: storm.faults }, chance);
      console.log(`${kind} alone: ${countsOf(storm.played)}`);
      expect(storm.played.size).toBeGreaterThan(0);
    },
  );

  test('out of reach for ten minutes, the table keeps everybody waiting and then answers all', async () => {
    const chance = createChance(seed);
    const port = (_: unknown, nowMs: number) =>
      nowMs - START_MS < TEN_MINUTES ? ({ kind: 'unavailable' } as const) : undefined;
    const { verdict } = await play('a table out of reach', { faults: { port } }, chance);
    expect(Object.keys(verdict.outcomes)).toEqual(['answered']);
  });

  test('SSM out of reach at a cold start and the secret rotated while warm, no update is lost', async () => {
    const chance = createChance(seed);
    const delivery = {
      secretIsAway: (nowMs: number) => nowMs - START_MS < 20_000,
      secretRotatesAtMs: START_MS + 60_000,
    };
    const { verdict, world: played } = await play('SSM and secret', { faults: { delivery } }, chance);
    expect(Object.keys(verdict.outcomes)).toEqual(['answered']);
    expect(played.delivery.statuses.get(503)).toBeGreaterThan(0);
    expect(Object.keys(Object.fromEntries(played.delivery.statuses))).toEqual(['200', '503']);
  });
});

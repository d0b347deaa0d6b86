// What another try of a turn leaves of its allowance, and what a try that is not the last one any more changes.
import {
  dayOf,
  LEAST_TEAM_ID,
  type Message,
  type ModelCatalogue,
  newTeam,
  type Outcome,
} from '@steward/core';
import { createMemoryStores } from '@steward/core/testing';
import { expect, test } from 'vitest';
import type { UpdateContext } from '../context/update-context.ts';
import { reserveTurn, withinAllowance } from './allowance.ts';

const NOW = Date.parse('2027-03-12T23:59:59Z');
const OWNER = 7;
const TEAM = LEAST_TEAM_ID + 7;
const WINDOW = 4_096;

interface Try {
  allowance?: object;
  signal?: AbortSignal;
  fails?: boolean;
  ends?: Outcome;
  messageCount?: number;
  attachments?: Message['attachments'];
}

const setUp = () => {
  const stores = createMemoryStores();
  const services = { ...stores, catalogue: { mostContextTokens: () => WINDOW } as unknown as ModelCatalogue };
  const log = { warn: () => {} };
  const turn = async (
    workId: string,
    used: number,
    { allowance = { turns: 5 }, ends = 'answered', messageCount = 2, attachments, ...more }: Try = {},
  ): Promise<Outcome> => {
    const facts: { used?: number } = {};
    const profile = { allowance, pools: [TEAM] };
    const context = {
      ...{ owner: OWNER, atMs: NOW, isGroup: false, from: { id: OWNER }, profile, log },
      ...{ claim: { workId, facts }, signal: new AbortController().signal, ...more },
      sender: { send: async () => 1 },
    } as unknown as UpdateContext;
    const asked = await reserveTurn(services, context, {
      session: { messageCount, modelName: 'small:1b' },
      question: { content: 'Hi?', ...(attachments && { attachments }) },
    });
    const run = async (): Promise<Outcome> => {
      facts.used = used;
      if (more.fails) throw new Error('broken');
      return ends;
    };
    return await asked(run, async () => 'refused');
  };
  const used = async () => await stores.usage.get(OWNER, dayOf(NOW));
  /** A try that dies before it settles. */
  const dies = async (workId: string, tokens: number) =>
    await stores.usage.reserve(
      { owner: OWNER, chat: OWNER, day: dayOf(NOW), work: workId, kind: 'turn', tokens },
      {},
    );
  const pending = async () =>
    (
      await stores.usage.reserve(
        { owner: OWNER, chat: 8, day: dayOf(NOW), work: 'w', tokens: 0 },
        { turns: 0 },
      )
    ).pending;
  return { stores, turn, used, dies, pending };
};

test('what an earlier try used is not known, and stays as it was reserved', async () => {
  const { turn, used, dies } = setUp();
  await dies('u1', 4_100);
  expect(await turn('u1', 0)).toBe('answered');
  expect(await used()).toEqual({ turns: 1, tokens: 4_100 });
  await turn('u2', 0);
  expect(await used()).toEqual({ turns: 1, tokens: 4_100 });
  await dies('u3', 4_100);
  await turn('u3', 42);
  expect(await used()).toEqual({ turns: 2, tokens: 4_142 });
});

test('what is not known is held as long as another try may tell, and not behind the last one', async () => {
  const { turn, used, dies, pending } = setUp();
  await dies('u1', 4_100);
  await expect(turn('u1', 0, { fails: true })).rejects.toThrow('broken');
  expect(await pending()).toBe(4_100);
  await turn('u1', 0, { ends: 'failed' });
  expect([await pending(), await used()]).toEqual([0, { turns: 1, tokens: 4_100 }]);
});

test('a try whose lease another worker took over settles nothing', async () => {
  const { turn, used } = setUp();
  const lost = AbortSignal.abort(new Error('Another worker has it'));
  await turn('u1', 0, { signal: lost });
  const taken = await used();
  expect(taken).toEqual({ turns: 1, tokens: WINDOW });
  await turn('u1', 42);
  expect(await used()).toEqual({ turns: 1, tokens: 42 });
});

test('a turn that is under way goes on under a lower allowance, also by another try; the next one does not', async () => {
  const { turn, used, dies } = setUp();
  await dies('u1', 4_100);
  expect(await turn('u1', 42, { allowance: { turns: 0, tokens: 0 } })).toBe('answered');
  expect(await turn('u2', 42, { allowance: { turns: 0 } })).toBe('refused');
  expect(await turn('u2', 42, { allowance: { tokens: 42 } })).toBe('refused');
  await expect(turn('u3', 9, { fails: true })).rejects.toThrow('broken');
  expect(await used()).toEqual({ turns: 2, tokens: 51 });
});

test('what an earlier try has settled is not given back where a team has nothing left by then', async () => {
  const { stores, turn, used } = setUp();
  await turn('u1', 42);
  const team = newTeam({ id: TEAM, name: 'Crew' }, { user: OWNER, name: 'Ada' }, 1);
  await stores.teams.add({ ...team, allowance: { turns: 0 } });
  expect(await turn('u1', 42)).toBe('refused');
  expect(await used()).toEqual({ turns: 1, tokens: 42 });
  expect(await turn('u2', 42)).toBe('refused');
  expect(await used()).toEqual({ turns: 1, tokens: 42 });
});

test('a question that is answered with the next message is one turn with it, whatever was written of the first', async () => {
  const { turn, used, dies } = setUp();
  await turn('u1', 300, { ends: 'joined' });
  await dies('u2', 4_100);
  await turn('u2', 0, { ends: 'joined' });
  expect(await used()).toEqual({ turns: 0, tokens: 4_400 });
  await turn('u3', 42);
  expect(await used()).toEqual({ turns: 1, tokens: 4_442 });
});

test('of a conversation that begins as much is reserved as its first question and the answer can be', async () => {
  const { turn, used } = setUp();
  const lost = { signal: AbortSignal.abort(new Error('Another worker has it')) };
  await turn('u1', 0, { ...lost, messageCount: 0 });
  const { tokens } = await used();
  expect(tokens).toBeGreaterThan(1_024);
  expect(tokens).toBeLessThan(WINDOW);
  // What is read of a file nobody knows yet.
  await turn('u2', 0, { ...lost, messageCount: 0, attachments: [] });
  expect((await used()).tokens).toBe(tokens + WINDOW);
});

test('a call that is no turn is none of the turns, takes tokens where they have a limit, and waits for a day with both', async () => {
  const { stores, turn, used } = setUp();
  const within = async (allowance: object, workId = 'u1') => {
    const context = {
      ...{ owner: OWNER, atMs: NOW, isGroup: false, profile: { allowance } },
      ...{ claim: { workId, facts: {} }, signal: new AbortController().signal },
    } as unknown as UpdateContext;
    return await withinAllowance(stores, context, 500, async () => ({ result: 'pointed', tokens: 20 }));
  };
  expect(await within({ turns: 1 })).toMatchObject({ result: 'pointed' });
  expect(await used()).toEqual({ turns: 0, tokens: 0 });
  expect(await within({ turns: 1, tokens: 10 })).toMatchObject({ result: 'pointed' });
  expect(await used()).toEqual({ turns: 0, tokens: 20 });
  await turn('u2', 30);
  for (const allowance of [{ turns: 0 }, { turns: 1 }, { turns: 1, tokens: 90 }, { tokens: 50 }])
    expect(await within(allowance, 'u3')).toBe('used-up');
  expect(await used()).toEqual({ turns: 1, tokens: 50 });
});

// What another try of a turn leaves of its allowance, and what a try that is not the last one any more changes.
import { dayOf, LEAST_TEAM_ID, newTeam, type Outcome } from '@steward/core';
import { createMemoryStores } from '@steward/core/testing';
import { expect, test } from 'vitest';
import type { UpdateContext } from '../context/update-context.ts';
import { reserveTurn, withinTokens } from './allowance.ts';

const NOW = Date.parse('2027-03-12T23:59:59Z');
const OWNER = 7;
const TEAM = LEAST_TEAM_ID + 7;

const setUp = () => {
  const stores = createMemoryStores();
  const log = { warn: () => {} };
  const turn = async (
    workId: string,
    used: number,
    { allowance = { turns: 5 }, ...more }: { allowance?: object; signal?: AbortSignal; fails?: boolean } = {},
  ): Promise<Outcome> => {
    const facts: { used?: number } = {};
    const profile = { allowance, pools: [TEAM] };
    const context = {
      ...{ owner: OWNER, atMs: NOW, isGroup: false, from: { id: OWNER }, profile, log },
      ...{ claim: { workId, facts }, signal: new AbortController().signal, ...more },
      sender: { send: async () => 1 },
    } as unknown as UpdateContext;
    const asked = await reserveTurn(stores, context, 'Hi?');
    const run = async (): Promise<Outcome> => {
      facts.used = used;
      if (more.fails) throw new Error('broken');
      return 'answered';
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
  return { stores, turn, used, dies };
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

test('a try whose lease another worker took over settles nothing', async () => {
  const { turn, used } = setUp();
  const lost = AbortSignal.abort(new Error('Another worker has it'));
  await turn('u1', 0, { signal: lost });
  const taken = await used();
  expect(taken.turns).toBe(1);
  expect(taken.tokens).toBeGreaterThan(4_000);
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

test('a call that is no turn is none of the turns, and takes nothing where tokens have no limit', async () => {
  const { stores, used } = setUp();
  const within = async (allowance: object) => {
    const context = {
      ...{ owner: OWNER, atMs: NOW, isGroup: false, profile: { allowance } },
      ...{ claim: { workId: 'u1', facts: {} }, signal: new AbortController().signal },
    } as unknown as UpdateContext;
    return await withinTokens(stores, context, 500, async () => ({ result: 'pointed', tokens: 20 }));
  };
  expect(await within({ turns: 0 })).toBe('pointed');
  expect(await used()).toEqual({ turns: 0, tokens: 0 });
  expect(await within({ turns: 0, tokens: 10 })).toBe('pointed');
  expect(await used()).toEqual({ turns: 0, tokens: 20 });
});

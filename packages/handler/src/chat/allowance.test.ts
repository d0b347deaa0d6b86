// What the operator allows to be used in a day: of a person, a group and a team.
import { type Allowance, dayOf, LEAST_TEAM_ID, ModelError, newTeam } from '@steward/core';
import { createFakeClock, createFakeModel, type FakeScript } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { type Bench, createBench, OFFERED, textMessage, USER } from '../../test/bench.ts';
import { crashAtEveryWrite } from '../../test/crash.ts';
import { BOB, button, GROUP, inGroup, outcomes } from '../../test/people.ts';

const NOON = Date.parse('2027-03-12T12:00:00Z');
const HOUR_MS = 3_600_000;
const TEAM = LEAST_TEAM_ID + 7;

const DONE = { type: 'done', reason: 'stop', promptTokens: 30, answerTokens: 12 } as const;

const setUp = (script: () => FakeScript = () => ['An answer', DONE]) => {
  const clock = createFakeClock(NOON, { mode: 'auto' });
  const installed = OFFERED.map(({ name }) => ({ name }));
  const bench = createBench({ clock, model: createFakeModel({ fallback: script, installed, clock }) });
  return { ...bench, clock };
};

const allow = async ({ stores }: Bench, allowance: Allowance, owner = USER.id) =>
  await stores.profiles.update(owner, { allowance, updatedAtMs: NOON });

/** A team of which everybody knows, as it is after the operator has set its allowance. */
const allowTeam = async ({ stores }: Bench, allowance: Allowance, users: number[]) => {
  const [first = 0, ...others] = users;
  const team = newTeam({ id: TEAM, name: 'Crew' }, { user: first, name: 'A' }, 1);
  const members = others.map((user) => ({ user, name: 'M', role: 'member' as const, joinedAtMs: 1 }));
  await stores.teams.add({ ...team, members: [...team.members, ...members], allowance });
  for (const user of users) await stores.profiles.update(user, { pools: [TEAM], updatedAtMs: NOON });
};

const usedOf = async ({ stores, services }: Bench, owner = USER.id) =>
  await stores.usage.get(owner, dayOf(services.clock.now()));

/** Everything that the bot said and that is about an allowance. */
const told = ({ chat }: Bench) => chat().flatMap(({ text }) => (text.startsWith('📊') ? [text] : []));

test('what is used up is said with its end on one’s own clock, the question is kept, and the rest goes on', async () => {
  const bench = setUp();
  await allow(bench, { turns: 2 });
  await bench.stores.profiles.update(USER.id, {
    zone: { name: 'Europe/Vienna', from: 'asked' },
    updatedAtMs: NOON,
  });
  for (const question of ['One?', 'Two?', 'Three?']) await bench.send(question);
  expect(bench.model.calls).toHaveLength(2);
  expect(told(bench)).toEqual([
    '📊 You have used 2 of 2 turns of today’s allowance. It begins anew at 01:00.',
    '📊 Your allowance for today is used up: 2 of 2 turns. It begins anew at 01:00. Your question is kept: tap “Try again” then. My owner can raise it. Reminders, the calendar and commands go on as always.',
  ]);
  const again = button(bench, 'Try again');
  await bench.send('/echo still here');
  expect(bench.said()).toBe('still here');
  await bench.clock.advance(12 * HOUR_MS);
  await bench.tap(again);
  expect(bench.model.requests.at(-1)?.messages.at(-1)?.content).toBe('Three?');
  expect(await usedOf(bench)).toEqual({ turns: 1, tokens: 42 });
});

test('the operator is told how to raise it; a refused turn does not count for the hour', async () => {
  const bench = setUp();
  await bench.stores.access.change((list) => ({ ...list, ownerId: USER.id }));
  await allow(bench, { tokens: 40 });
  for (const question of ['One?', 'Two?']) await bench.send(question);
  expect(told(bench).at(-1)).toMatch(
    /used up: 42 of 40 tokens\. It begins anew at 00:00 UTC\..*You can raise it at once: \/people\./,
  );
  expect((await bench.stores.profiles.get(USER.id))?.turns?.count).toBe(1);
  expect(outcomes(bench)).toEqual(['answered', 'refused']);
});

test('of a limit that was raised it is said again, once', async () => {
  const bench = setUp();
  for (const turns of [2, 2, 4]) {
    await allow(bench, { turns });
    await bench.send('And?');
  }
  await bench.send('And?');
  expect(told(bench).map((text) => text.slice(0, 31))).toEqual(
    ['📊 You have used 2 of 2 turns of', '📊 You have used 4 of 4 turns of'].map((text) => text.slice(0, 31)),
  );
});

test('that little is left is said once a day', async () => {
  const bench = setUp();
  await allow(bench, { turns: 5, tokens: 1_000_000 });
  for (const question of ['1', '2', '3', '4', '5']) await bench.send(question);
  expect(told(bench)).toEqual([
    '📊 You have used 4 of 5 turns and 168 of 1,000,000 tokens of today’s allowance. It begins anew at 00:00 UTC.',
  ]);
});

test('a group’s counts for everybody in it, and not for their own chats', async () => {
  const bench = setUp();
  await allow(bench, { turns: 1 }, GROUP.id);
  for (const from of [BOB, USER]) await inGroup(bench, '@StewardBot why?', { from });
  expect(bench.model.calls).toHaveLength(1);
  expect(told(bench).at(-1)).toMatch(/^📊 The allowance of this group for today is used up: 1 of 1 turn\./);
  await bench.send('Hello');
  expect(bench.model.calls).toHaveLength(2);
  expect(await usedOf(bench)).toEqual({ turns: 0, tokens: 0 });
});

test('of twenty members of a team who ask at once, ten are answered where it has ten turns', async () => {
  const bench = setUp();
  const users = Array.from({ length: 20 }, (_, index) => 3_001 + index);
  await allowTeam(bench, { turns: 10 }, users);
  const ask = (user: number) => ({
    update_id: user,
    message: {
      ...textMessage('Hello', user),
      chat: { id: user, type: 'private' },
      from: { ...USER, id: user },
    },
  });
  const ends = await Promise.all(users.map((user) => bench.deliver(ask(user))));
  expect(ends).toEqual(users.map(() => 'deleted'));
  expect(bench.model.calls).toHaveLength(10);
  const refused = told(bench).filter((text) => text.includes('is used up'));
  expect(refused).toHaveLength(10);
  expect(refused[0]).toMatch(/^📊 The allowance of your team “Crew” for today is used up: 10 of 10 turns\./);
  expect(await usedOf(bench, TEAM)).toEqual({ turns: 10, tokens: 420 });
  // Said to one of them, however many end at once.
  expect(told(bench).filter((text) => text.includes('has used'))).toHaveLength(1);
});

test('what members of a team use at once goes over its tokens by one turn at most, as one after the other does', async () => {
  const most = 1_500;
  const bench = setUp(() => [
    'Long',
    { type: 'done', reason: 'stop', promptTokens: 500, answerTokens: 1_000 },
  ]);
  const users = Array.from({ length: 20 }, (_, index) => 3_001 + index);
  await allowTeam(bench, { tokens: 10_000 }, users);
  await Promise.all(
    users.map((user) => {
      const chat = { id: user, type: 'private' };
      const message = { ...textMessage('Hello', user), chat, from: { ...USER, id: user } };
      return bench.deliver({ update_id: user, message });
    }),
  );
  const { turns, tokens } = await usedOf(bench, TEAM);
  expect(turns).toBeGreaterThan(3);
  expect(tokens).toBe(turns * most);
  expect(tokens).toBeLessThan(10_000 + most);
  const refused = told(bench).filter((text) => text.includes('Your question is kept'));
  expect(refused).toHaveLength(users.length - turns);
  expect(refused[0]).toMatch(
    /^📊 The allowance of your team “Crew” for today has room only for the questions that are being answered just now\. .* “Try again” in a minute, or at 00:00 UTC, when it begins anew\./,
  );
  // Of what was used, not of what was held.
  const [nearly, ...more] = told(bench).filter((text) => text.includes('has used'));
  expect([nearly, more]).toEqual([expect.stringMatching(/ has used (?:9,000|10,500) of 10,000 tokens /), []]);
});

test('what one allowance refuses, the other one does not lose; who left a team does not use of it', async () => {
  const bench = setUp();
  await allowTeam(bench, { turns: 1 }, [USER.id, BOB.id]);
  await allow(bench, { turns: 5 });
  for (const question of ['One?', 'Two?']) await bench.send(question);
  expect([await usedOf(bench), await usedOf(bench, TEAM)]).toMatchObject([{ turns: 1 }, { turns: 1 }]);
  await allow(bench, { turns: 1 });
  await bench.send('Three?');
  expect(told(bench).at(-1)).toMatch(/^📊 Your allowance/);
  const team = await bench.stores.teams.get(TEAM);
  if (!team) throw new Error('no team');
  const members = team.members.filter(({ user }) => user !== USER.id);
  await bench.stores.teams.replace({ ...team, members, revision: team.revision + 1 });
  await allow(bench, { turns: 5 });
  await bench.send('Four?');
  expect(await usedOf(bench)).toMatchObject({ turns: 2 });
  expect(bench.model.calls).toHaveLength(2);
});

test('a model that is away uses nothing; what was written until a failure or a stop is used', async () => {
  const scripts: FakeScript[] = [
    [new ModelError('model-unreachable', 'away')],
    ['Half an answer', new ModelError('model-broke-off', 'broken')],
  ];
  const bench = setUp(() => scripts.shift() ?? ['never']);
  await allow(bench, { turns: 5 });
  await bench.send('One?');
  expect(await usedOf(bench)).toEqual({ turns: 0, tokens: 0 });
  await bench.send('Two?');
  const broken = await usedOf(bench);
  expect(broken.turns).toBe(1);
  expect(broken.tokens).toBeGreaterThan(20);
  // The day's use that everybody has counts the same.
  expect((await bench.stores.profiles.get(USER.id))?.usage?.days.at(-1)?.tokens).toBe(broken.tokens);
});

test('a turn that is stopped while it writes counts what it used, and one stopped before it began is given back', async () => {
  const bench = setUp(() => ['Slowly ', { until: stop() }, { delayMs: 60_000 }, 'written', DONE]);
  const stop = () =>
    bench.stores.stops.write(USER.id, { stop: { upToUpdateId: 1, atMs: bench.clock.now() } });
  await allow(bench, { turns: 5 });
  await bench.send('One?');
  const stopped = await usedOf(bench);
  expect(outcomes(bench)).toEqual(['stopped']);
  expect(stopped.turns).toBe(1);
  expect(stopped.tokens).toBeGreaterThan(20);
  expect(stopped.tokens).toBeLessThan(1_000);
  await bench.stores.stops.write(USER.id, { stop: { upToUpdateId: 2, atMs: bench.clock.now() + HOUR_MS } });
  await bench.send('Two?');
  expect(outcomes(bench)).toEqual(['stopped', 'stopped']);
  expect(await usedOf(bench)).toEqual(stopped);
});

test.each([
  ['tokens', { turns: 1, tokens: 5_000 }],
  ['turns', { turns: 1 }],
])(
  'words are pointed at within the day’s %s, and without a model where they are used up',
  async (_, allowance) => {
    const bench = setUp(() => ['{}', DONE]);
    await bench.send('/newsession 1');
    const calls = () => bench.model.calls.length;
    await allow(bench, allowance);
    await bench.send('/remind the dentist thing sometime around the usual hour');
    const pointed = calls();
    expect(pointed).toBeGreaterThan(0);
    const { turns, tokens } = await usedOf(bench);
    expect(turns).toBe(0);
    expect(tokens > 0).toBe('tokens' in allowance);
    await bench.send('Hello');
    await bench.send('/remind the dentist thing sometime around the usual hour');
    expect(calls()).toBe(pointed + 1);
    expect(bench.said()).toMatch(/^When\b|when/);
  },
);

test('an answer that is asked for again is a turn of its own, also for a question that was edited', async () => {
  const bench = setUp();
  await allow(bench, { turns: 20 });
  const message = { ...textMessage('One?', 700), date: NOON / 1_000 };
  await bench.deliver({ update_id: 700, message });
  await bench.send('/retry');
  expect(await usedOf(bench)).toEqual({ turns: 2, tokens: 84 });
  const edited = { ...message, text: 'Two?', edit_date: NOON / 1_000 + 5 };
  for (const receiveCount of [1, 2])
    await bench.deliver({ update_id: 800, edited_message: edited }, { receiveCount });
  expect(bench.model.requests.at(-1)?.messages.at(-1)?.content).toBe('Two?');
  expect(await usedOf(bench)).toEqual({ turns: 3, tokens: 126 });
});

test('where nothing is set, nothing is asked for', async () => {
  const bench = setUp();
  const asked: string[] = [];
  const refuse = (name: string) => async () => {
    asked.push(name);
    throw new Error(name);
  };
  bench.stores.usage.reserve = refuse('usage');
  bench.stores.teams.get = refuse('team');
  await bench.send('Hello');
  expect(bench.said()).toBe('An answer');
  expect(asked).toEqual([]);
});

test('wherever a try dies, its turn is one turn, and what is told is told', async () => {
  const used: unknown[] = [];
  const crashes = await crashAtEveryWrite({
    bench: () => ({
      model: createFakeModel({ fallback: () => ['Hi', DONE], installed: [{ name: 'small:1b' }] }),
    }),
    async prepare(bench) {
      await bench.send('/newsession 1');
      await allow(bench, { turns: 1 });
      await allowTeam(bench, { turns: 5 }, [USER.id]);
    },
    update: { update_id: 90, message: textMessage('Go on', 90) },
    async check(bench) {
      const day = '2023-11-14';
      const days = await Promise.all([USER.id, TEAM].map((owner) => bench.stores.usage.get(owner, day)));
      expect(days).toMatchObject([{ turns: 1 }, { turns: 1 }]);
      used.push(...days.map(({ tokens }) => tokens));
      expect(outcomes(bench).at(-1)).toBe('answered');
      expect(new Set(told(bench)).size).toBe(1);
    },
  });
  expect(crashes).toBeGreaterThan(10);
  // As it was reserved only where a try died between its answer and the note of it, or what one more try read and wrote.
  expect(used.filter((tokens) => tokens === 42).length).toBeGreaterThan(used.length / 2);
});

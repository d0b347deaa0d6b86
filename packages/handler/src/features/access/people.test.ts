// /people: what the operator sees of everybody's day, and sets.
import { dayOf, LEAST_TEAM_ID, newTeam, withOwner, withStanding } from '@steward/core';
import { expect, test } from 'vitest';
import { USER } from '../../../test/bench.ts';
import { BOB, button, inGroup, quickBench } from '../../../test/people.ts';
import { readAllowanceWords } from './read-allowance-words.ts';

const TEAM = LEAST_TEAM_ID + 7;
const CLUB = -100_300;

const setUp = async () => {
  const bench = quickBench();
  const { stores, services } = bench;
  await stores.access.change((list) =>
    [
      { id: BOB.id, name: 'Bob B' },
      { id: CLUB, name: 'Club' },
    ].reduce((now, one) => withStanding(now, { ...one, standing: 'in', atMs: 1 }), withOwner(list, USER.id)),
  );
  for (const [id, username] of [
    [USER.id, 'ada'],
    [BOB.id, 'bob'],
    [CLUB, undefined],
  ] as const)
    await stores.profiles.update(id, { ...(username && { username }), updatedAtMs: 1 });
  await stores.teams.add(newTeam({ id: TEAM, name: 'Night crew' }, { user: BOB.id, name: 'Bob' }, 1));
  await stores.teams.addMirror(BOB.id, TEAM);
  const limitOf = async (id: number) => (await stores.profiles.get(id))?.allowance;
  const day = dayOf(services.clock.now());
  return { ...bench, limitOf, day };
};

test('the operator sees everybody who is let in, with their day, and the teams', async () => {
  const bench = await setUp();
  await bench.send('Hello');
  await bench.stores.usage.reserve({ owner: BOB.id, day: bench.day, work: 'u1', tokens: 900 }, {});
  await bench.stores.profiles.update(BOB.id, { allowance: { turns: 10, tokens: 50_000 }, updatedAtMs: 1 });
  await bench.send('/people');
  const said = bench.said();
  expect(said).toMatch(
    /^Used today, and what may be used in a day\n\n👤 you: 1 turn and \d+ tokens, no limit\n/,
  );
  expect(said).toContain('✅ Bob B (id 2002): 1 of 10 turns and 900 of 50,000 tokens\n');
  expect(said).toContain('👥 the group Club (id -100300): no limit\n');
  expect(said).toContain('🤝 the team Night crew (1 member): no limit\n');
  expect(bench.buttons().map(({ text }) => text)).toEqual(['👤 You', '👥 Club', '✅ Bob B', '🤝 Night crew']);
});

test('it is set by id, by @name, by what somebody is called, and by a tap', async () => {
  const bench = await setUp();
  await bench.send('/people 2002 50 turns 100k tokens');
  expect(bench.said()).toBe(
    '✅ Set for Bob B (id 2002): 50 turns and 100,000 tokens a day.\nToday: 0 of 50 turns and 0 of 100,000 tokens.\nIt counts what is used from now on.\nNobody is told; /status shows it to whom it concerns.',
  );
  await bench.send('/people @BOB no limit');
  expect(await bench.limitOf(BOB.id)).toBeUndefined();
  expect(bench.said()).toMatch(/^✅ Set for Bob B \(id 2002\): no limit\./);
  await bench.send('/people club 1 turn');
  expect(await bench.limitOf(CLUB)).toEqual({ turns: 1 });
  await bench.send('/people night crew 200 turns a day');
  expect((await bench.stores.teams.get(TEAM))?.allowance).toEqual({ turns: 200 });
  expect((await bench.stores.profiles.get(BOB.id))?.pools).toEqual([TEAM]);
  await bench.send('/people @ada 3 turns');
  expect(await bench.limitOf(USER.id)).toEqual({ turns: 3 });
  await bench.send('/people');
  await bench.tap(button(bench, 'Bob B'));
  await bench.send('/people 2002 5 turns 9 tokens');
  await bench.tap('people:2002:50');
  expect(bench.said()).toContain('50 turns a day.\nBefore: 5 turns and 9 tokens a day.\nToday: ');
  expect(await bench.limitOf(BOB.id)).toEqual({ turns: 50 });
  await bench.tap(button(bench, 'No limit'));
  expect(await bench.limitOf(BOB.id)).toBeUndefined();
  await bench.tap(button(bench, 'Everybody'));
  expect(bench.said()).toContain('👤 you: 0 of 3 turns\n');
});

test('nothing is changed by whoever is not the operator, for whom nobody knows, or by what is no number', async () => {
  const bench = await setUp();
  await inGroup(bench, '/people 2002 5 turns', { chat: { id: BOB.id, type: 'private' } });
  expect(bench.said()).toBe('Only my owner decides who may use me.');
  for (const data of ['people', 'people:2002', 'people:2002:10']) await bench.tap(data, { from: BOB });
  expect(bench.said()).toBe('Only my owner decides who may use me.');
  await bench.tap('people:2002:11');
  expect(await bench.limitOf(BOB.id)).toBeUndefined();
  for (const [argument, answer] of [
    [
      '4004 5 turns',
      /^Nobody who asked me something lately, nobody in your teams, and no team, has the id 4004, so nothing was changed\./,
    ],
    ['@nobody 5 turns', /^Nobody .* is called @nobody,/],
    ['night 5 turns', /Do you mean the team Night crew \(1 member\)\? /],
    ['crew 8', /^Nobody .* is called crew 8,.* An amount is written behind the name: /],
    ['5 turns', /^That says how much, but not for whom/],
    ['everybody 5 turns', /^An allowance is for one person/],
  ] as const) {
    await bench.send(`/people ${argument}`);
    expect(bench.said(), argument).toMatch(answer);
  }
  await bench.send('/people 2002');
  expect(bench.said()).toMatch(/^✅ Bob B \(id 2002\): no limit\.\nToday: nothing that is counted\./);
  await inGroup(bench, '/people', { from: USER, chat: { id: CLUB, type: 'supergroup', title: 'Club' } });
  expect(bench.said()).toMatch(/our private chat/);
});

test.each([
  ...['-3 turns', '@bob -3 turns', '@bob +5 turns', '@bob 0.5 turns', '@bob 0.500 turns', '@bob 1e9 tokens'],
  ...[
    '@bob turns 5',
    '@bob 5',
    '@bob 50k',
    '@bob 5 messages',
    '@bob five turns',
    '@bob ５ turns',
    '@bob none',
  ],
  ...['@bob 1 000 tokens', '2002 1 500 tokens', '@bob 1b tokens', '@bob 5-10 turns', '@bob up to 5 turns'],
  ...['@bob 100001 turns', '@bob 1.5 turns', '2002 5m turns', '@bob 99999999999999999999 tokens'],
  ...['@bob no tokens', '@bob no limit on tokens', '@bob 5 turns 6 turns', '@bob 5 turns an hour'],
  ...['5 turns @bob', '@bob @ada 5 turns', 'many turns', '2002 many turns', 'Bob B 5'],
])('/people %s names what can be set, with an example, and changes nothing', async (argument) => {
  const bench = await setUp();
  await bench.send(`/people ${argument}`);
  expect(bench.said()).toBe(
    'I can set no such amount, so nothing was changed. Write whom first, then how much a day in whole numbers: 0 to 100,000 turns, 0 to 1,000,000,000 tokens, or both. For example /people @ada 50 turns, /people @ada 50 turns 100k tokens or /people @ada no limit.',
  );
  expect(await bench.limitOf(BOB.id)).toBeUndefined();
});

test.each([...['Bob B (id 2002)', 'id 2002', '“bob b”', 't.me/bob', '@Bob:']])(
  '“%s” is somebody, as a list or a link names them',
  async (who) => {
    const bench = await setUp();
    await bench.send(`/people ${who} 7 turns`);
    expect(await bench.limitOf(BOB.id)).toEqual({ turns: 7 });
  },
);

test('who is called the same is tapped, and “me” is who asks', async () => {
  const bench = await setUp();
  await bench.stores.access.change((list) =>
    withStanding(list, { id: 2003, name: 'Bob B', standing: 'in', atMs: 2 }),
  );
  await bench.send('/people bob b 5 turns');
  expect(bench.said()).toMatch(/^More than one is called bob b, .*\nBob B \(id 2003\)\nBob B \(id 2002\)$/);
  await bench.tap('people:2002');
  expect(bench.said()).toMatch(/^✅ Bob B \(id 2002\): no limit/);
  await bench.send('/people me 5 turns');
  expect(await bench.limitOf(USER.id)).toEqual({ turns: 5 });
  for (const word of ['all', 'help', 'list']) {
    await bench.send(`/people ${word}`);
    expect(bench.said()).toMatch(/^Used today/);
  }
});

test('where everybody is let in, those are listed who wrote lately, who uses most first, and nobody who is shut out', async () => {
  const bench = quickBench();
  await bench.stores.access.change((list) => withOwner(list, USER.id));
  const write = async (id: number, text: string) =>
    await inGroup(bench, text, { from: { ...BOB, id }, chat: { id, type: 'private' } });
  await write(3_001, 'Hi');
  await write(3_002, `Hi ${'there '.repeat(90)}`);
  await write(3_003, 'Hi');
  await write(3_004, 'Hi');
  await bench.send('/access block 3003');
  await bench.stores.access.change((list) => withStanding(list, { id: 3_004, standing: 'asked', atMs: 1 }));
  await bench.send('/people');
  expect(bench.said()).toMatch(
    /\n\n✅ 3004: 1 turn .*\n👤 you: no limit\n✅ 3002: 1 turn .*\n✅ 3001: 1 turn .*\n🌍 Everybody may use me, so this is who asked me something in the last 7 days, /,
  );
  await bench.send('/people 3001 5 turns');
  expect(bench.said()).toMatch(/^✅ Set for 3001: 5 turns a day/);
  bench.stores.activeOwners.on = async () => {
    throw new Error('No index');
  };
  await bench.send('/people');
  expect(bench.said()).toContain('👤 you: no limit');
});

test('where everybody is let in, those are found by name who are in a team of the operator’s', async () => {
  const bench = quickBench();
  await bench.stores.access.change((list) => withOwner(list, USER.id));
  const team = newTeam({ id: TEAM, name: 'Crew' }, { user: USER.id, name: 'Ada' }, 1);
  const bob = { user: 3_001, name: 'Bob', role: 'member', joinedAtMs: 2 } as const;
  await bench.stores.teams.add({ ...team, members: [...team.members, bob] });
  await bench.stores.teams.addMirror(USER.id, TEAM);
  for (const id of [3_001, 3_002]) await bench.stores.profiles.update(id, { updatedAtMs: 1 });
  await bench.send('/people Bob 5 turns');
  expect(bench.said()).toMatch(/^✅ Set for Bob \(id 3001\): 5 turns a day/);
  const left = newTeam({ id: TEAM + 1, name: 'Others' }, { user: 3_002, name: 'Eve' }, 1);
  await bench.stores.teams.add(left);
  await bench.stores.teams.addMirror(USER.id, left.id);
  await bench.send('/people Eve 5 turns');
  expect(bench.said()).toMatch(
    /^Nobody who asked me something lately, nobody in your teams, and no team, is called Eve/,
  );
});

test('where not everybody is let in, nobody is listed for having written once', async () => {
  const bench = quickBench();
  await bench.stores.access.change((list) => withOwner(list, USER.id));
  await inGroup(bench, 'Hi', { from: { ...BOB, id: 3_001 }, chat: { id: 3_001, type: 'private' } });
  bench.services.config.allowed = new Set([USER.id]);
  await bench.send('/people');
  expect(bench.said()).toContain('👤 you');
  expect(bench.said()).not.toContain('3001');
});

test('an @name is whose it is, and not who is called the same', async () => {
  const bench = await setUp();
  await bench.stores.access.change((list) =>
    withStanding(list, { id: 2_003, name: 'Bob', standing: 'in', atMs: 1 }),
  );
  await bench.send('/people @bob 7 turns');
  expect([await bench.limitOf(BOB.id), await bench.limitOf(2_003)]).toEqual([{ turns: 7 }, undefined]);
});

test('whom it concerns sees it in /status, of each team as well', async () => {
  const bench = await setUp();
  await bench.send('/status');
  expect(bench.said()).not.toContain('📊');
  const team = newTeam({ id: TEAM + 1, name: 'Crew' }, { user: USER.id, name: 'Ada' }, 1);
  await bench.stores.teams.add(team);
  await bench.send(`/people ${USER.id} 10 turns 50k tokens`);
  await bench.stores.teams.addMirror(USER.id, team.id);
  await bench.send('/people crew 20 turns');
  await bench.send('/status');
  expect(bench.said()).toContain(
    '📊 Allowance: 0 of 10 turns and 0 of 50,000 tokens today; anew at 00:00 UTC.\n📊 Allowance of your team “Crew”: 0 of 20 turns today; anew at 00:00 UTC.\n',
  );
});

test.each([
  ['@ada 50 turns 100k tokens', '@ada', { turns: 50, tokens: 100_000 }],
  ['5 10 turns', '5', { turns: 10 }],
  ['-100300 1,500 tokens, 2 turns per day', '-100300', { tokens: 1_500, turns: 2 }],
  ['Team 7 1.5m tokens and 0 turns', 'Team 7', { tokens: 1_500_000, turns: 0 }],
  ['The 12 off', 'The 12', undefined],
  ['Ada Unlimited', 'Ada', undefined],
  ['Ada 1\u202f000 tokens / day', 'Ada', { tokens: 1_000 }],
  ['Ada, 5 turns every day', 'Ada', { turns: 5 }],
])('%s', (written, who, allowance) => {
  expect(readAllowanceWords(written)).toEqual({ who, allowance });
});

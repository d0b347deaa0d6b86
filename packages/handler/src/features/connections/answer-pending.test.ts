// `/start connect-<code>`, and the two buttons below it.
import type { FakeGoogle } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { USER } from '../../../test/bench.ts';
import { linkingWorld, startLinkingGoogle } from '../../../test/linking-world.ts';
import { BOB, inGroup, quickBench } from '../../../test/people.ts';
import { scriptedCalendars } from '../../../test/scripted-calendars.ts';

let google: FakeGoogle;
beforeAll(async () => {
  google = await startLinkingGoogle();
});
afterAll(() => google.close());
beforeEach(() => google.oauth.withdraw('ada@example.com'));

const begin = () => {
  const world = linkingWorld(google);
  const { integrations } = scriptedCalendars();
  const offers = async () => [
    { provider: 'google' as const, name: 'Demo calendar', gives: 'calendars' as const },
  ];
  const bench = quickBench({
    replace: () => ({
      integrations: {
        ...integrations,
        linking: world.linking,
        accounts: { ...integrations.accounts, offers },
      },
    }),
  });
  const states = async (owner = USER.id) =>
    (await world.stores.connections.list(owner)).map(({ state }) => state);
  return { ...world, bench, states };
};

test('shows whose account it is, and connects it by a tap, also by a second one', async () => {
  const { bench, comeBack, states } = begin();
  await bench.send(`/start connect-${await comeBack(USER.id)}`);
  expect(bench.said()).toContain('Connect Demo calendar of ada@example.com?');
  const [yes] = bench.buttons();
  expect(await states()).toEqual(['pending']);
  for (let taps = 0; taps < 2; taps += 1) {
    await bench.tap(yes?.data ?? '');
    expect(bench.said()).toContain('✅ Demo calendar of ada@example.com is connected.');
    expect(bench.said()).toContain('/agenda');
  }
  expect(await states()).toEqual(['active']);
});

test('connects nothing by No', async () => {
  const { bench, comeBack, states } = begin();
  await bench.send(`/start connect-${await comeBack(USER.id)}`);
  const [yes, no] = bench.buttons();
  await bench.tap(no?.data ?? '');
  expect(bench.said()).toContain('Nothing was connected');
  await bench.tap(yes?.data ?? '');
  expect(bench.said()).toContain('connects nothing');
  expect(await states()).toEqual([]);
});

test('says the same of a code of somebody else, of an old one, and of one that is none', async () => {
  const { bench, comeBack, clock, states } = begin();
  const foreign = await comeBack(BOB.id);
  const old = await comeBack(USER.id);
  await clock.advance(10 * 60 * 1000);
  const own = await comeBack(USER.id);
  for (const code of [foreign, old, '', `${own}x`, 'x'.repeat(57)]) {
    await bench.send(`/start connect-${code}`);
    expect(bench.said()).toContain('This link connects nothing (any more)');
    await bench.tap(`connectyes:${code.slice(0, 32)}0`);
    expect(bench.said()).toContain('This link connects nothing (any more)');
  }
  await inGroup(bench, `/start connect-${own}`, { from: USER });
  expect(bench.said()).toContain('connects nothing');
  expect(await states(BOB.id)).toEqual(['pending']);
});

test('tells of ten that are connected already, and of a Steward that connects nothing', async () => {
  const { bench, comeBack, stores } = begin();
  const code = await comeBack(USER.id);
  const [pending] = await stores.connections.list(USER.id);
  if (!pending) throw new Error('nothing is pending');
  const { confirmHash: _hash, ...others } = pending;
  for (let index = 0; index < 10; index += 1)
    await stores.connections.put({ ...others, id: `c${index}`, accountId: `${index}`, state: 'active' });
  await bench.tap(`connectyes:${code}`);
  expect(bench.said()).toContain('you have ten connections already');
  const without = quickBench();
  await without.send(`/start connect-${code}`);
  expect(without.said()).toContain('cannot be connected here');
});

// A time that was proposed in the app: who proposes has a card in the chat, and the answers come there.
import { LEAST_TEAM_ID, type Proposal } from '@steward/core';
import { expect, test } from 'vitest';
import { BOB } from '../../../../test/people.ts';
import { ADA, busyAt, CREW, createTogetherBench, EVE } from '../../../../test/together-bench.ts';
import { proposalIdOf } from '../../../teams/keep-proposal.ts';
import { proposeTime, type TimeToPropose } from '../../../teams/propose-time.ts';
import { withdrawProposal } from '../../../teams/proposing.ts';

const WISH: TimeToPropose = {
  ...{
    key: 'k',
    team: CREW,
    by: ADA.id,
    users: [BOB.id, EVE.id],
    minutes: 45,
    first: '2026-12-07',
    count: 7,
  },
  ...{ startMs: Date.parse('2026-12-08T14:00Z'), title: 'Budget', unseen: [] },
};

const AT = [WISH.startMs, WISH.minutes, ...WISH.users];

const open = async () => {
  const one = await createTogetherBench();
  const propose = async (more: Partial<TimeToPropose> = {}) => {
    const proposed = await proposeTime(one.bench.services, { ...WISH, ...more });
    return 'why' in proposed ? proposed.why : 'found' in proposed ? 'not free' : proposed.proposal.state;
  };
  return { ...one, propose };
};

test('everybody has one card, however often it is asked for, and each answer is told', async () => {
  const { propose, deliver, messages, said, card, tap, written } = await open();
  expect([await propose(), await propose({ title: 'Other' })]).toEqual(['sent', 'sent']);
  await deliver();
  await propose();
  await deliver();
  expect([ADA, BOB, EVE].map((one) => messages(one).length)).toEqual([1, 1, 1]);
  expect(said(ADA)).toBe(
    [
      '🤝 Proposed to Bob, Eve: Budget',
      'Tue 8 Dec, 15:00–15:45 (Europe/Berlin)',
      '… Bob has not answered',
      '… Eve has not answered',
    ].join('\n'),
  );
  expect(said(EVE)).toContain('🤝 Ada (Crew) proposes: Budget\nTue 8 Dec, 09:00–09:45 (America/New_York)');
  await tap(BOB, 'Accept');
  await deliver();
  expect(said(ADA)).toContain('✅ Bob accepts: Budget');
  await tap(EVE, 'Other time');
  expect(said(EVE)).toContain('Free for 45 minutes with Ada, Bob: Mon 7 Dec – Sun 13 Dec');
  await tap(ADA, 'Look again');
  expect(card(ADA, 'Proposed to')?.text).toContain('✅ Bob accepts\n🕐 Eve asks for another time');
  await tap(ADA, 'My calendar');
  expect(said(ADA)).toMatch(/^📅 Budget/);
  await tap(ADA, 'Withdraw');
  expect(await propose()).toBe('withdrawn');
  expect(written).toEqual([]);
});

test('nobody is told of what does not suit all of them any more, until who proposes says so', async () => {
  const { propose, seen, deliver, messages, bench } = await open();
  seen.set(EVE.id, busyAt(['2026-12-08T14:30Z', '2026-12-08T15:00Z']));
  expect([await propose(), await propose({ unseen: [EVE.id] })]).toEqual(['not free', 'not free']);
  seen.set(EVE.id, { why: 'away' });
  expect([await propose(), bench.queue, await bench.stores.proposals.list(ADA.id)]).toEqual([
    'not free',
    [],
    [],
  ]);
  expect(await propose({ unseen: [EVE.id] })).toBe('sent');
  expect(await propose({ key: 'another', isAnyway: true })).toBe('sent');
  await deliver();
  expect([ADA, BOB].map((one) => messages(one).length)).toEqual([2, 2]);
});

test('a try that broke off is made good by the next one, with the title of that', async () => {
  const { propose, bench, deliver, messages, said } = await open();
  for (let writes = 1; writes < 12; writes += 1) {
    bench.stores.failAfterWrites(writes);
    await propose({ title: `Try ${writes}` }).catch(() => {});
  }
  bench.stores.failAfterWrites(undefined);
  expect(await propose({ title: 'Last' })).toBe('sent');
  await deliver();
  expect([ADA, BOB, EVE].map((one) => messages(one).length)).toEqual([1, 1, 1]);
  expect(said(BOB)).toMatch(/proposes: (?:Last|Try \d+)\n/);
  const kept = { ...(await bench.stores.proposals.list(ADA.id))[0], id: proposalIdOf('other', CREW, ...AT) };
  await bench.stores.proposals.add({ ...kept, state: 'waiting', revision: 1 } as Proposal);
  await propose({ key: 'other', title: 'Anew' });
  await deliver();
  expect(said(BOB)).toContain('proposes: Anew\n');
});

test('each look is noted for whom it is at, and who proposes is not asked', async () => {
  const { propose, bench } = await open();
  expect(await propose({ users: [ADA.id, BOB.id] })).toBe('sent');
  expect(await bench.stores.proposals.list(ADA.id)).toMatchObject([{ to: [{ user: BOB.id }] }]);
  expect(await bench.stores.shares.looks(CREW, BOB.id, 5)).toMatchObject([{ by: ADA.id }]);
});

test('a time of any minute is looked at as it was chosen', async () => {
  const { propose } = await open();
  expect(await propose({ startMs: Date.parse('2026-12-08T14:07Z') })).toBe('sent');
});

test('of what is withdrawn before it is told nobody has a card any more', async () => {
  const { propose, bench, deliver, card } = await open();
  await propose();
  const [sent] = await bench.stores.proposals.list(ADA.id);
  await withdrawProposal(bench.services, { by: ADA.id, id: sent?.id ?? '' });
  await deliver();
  expect([card(ADA, 'roposed'), card(BOB, 'proposes')]).toEqual([undefined, undefined]);
});

test('is for members, of a time ahead, whatever is said beside it', async () => {
  const { propose, clock } = await open();
  for (const isAnyway of [false, true]) {
    expect(await propose({ by: 77, isAnyway })).toBe('no-team');
    expect(await propose({ team: LEAST_TEAM_ID, isAnyway })).toBe('no-team');
    expect(await propose({ users: [BOB.id, 77], isAnyway })).toBe('no-member');
    expect(await propose({ users: [ADA.id], isAnyway })).toBe('nobody');
    expect(await propose({ startMs: clock.now(), isAnyway })).toBe('past');
    expect(await propose({ startMs: clock.now() + 14 * 86_400_000, isAnyway })).toBe('too-far');
  }
});

// Buttons that Telegram would not show there: what was sent is not changed by one of them, and nobody answers for somebody else.
import { expect, test } from 'vitest';
import { BOB } from '../../../../test/people.ts';
import { ADA, CREW, createTogetherBench, EVE } from '../../../../test/together-bench.ts';

/** Bob and Eve were asked by Ada. */
const proposed = async () => {
  const world = await createTogetherBench();
  await world.send(ADA, '/free 45 min next week with @bob and Eve "Budget"');
  await world.tap(ADA, 'Tue 8 Dec, 15:00');
  await world.tap(ADA, 'Send');
  await world.deliver();
  const leaves = async (left: number) => {
    const { teams } = world.bench.stores;
    const team = await teams.get(CREW);
    if (!team) throw new Error('No team');
    const members = team.members.filter(({ user }) => user !== left);
    await teams.replace({ ...team, members, revision: team.revision + 1 });
  };
  return { ...world, leaves };
};

test('a proposal that was sent keeps its time and length, and its answers are of no other one', async () => {
  const { tap, said, deliver, messages, bench } = await proposed();
  const { proposals } = bench.stores;
  await tap(BOB, 'Accept');
  await deliver();
  const sent = (await proposals.list(ADA.id)).find(({ state }) => state === 'sent');
  const start = Date.parse('2026-12-09T14:00Z').toString(36);
  for (const what of ['l:30', 'd:2026-12-09:7', 'p:0', 'ask', 'else', `s:${start}`]) {
    const chat = { id: ADA.id, type: 'private' };
    await bench.tap(`tf:${sent?.id}:${what}`, { from: ADA, message: { message_id: 1, date: 1, chat } });
    expect(said(ADA)).toContain('This button does not work any more.');
  }
  expect(await proposals.get(ADA.id, sent?.id ?? '')).toEqual(sent);
  expect(await proposals.list(ADA.id)).toHaveLength(2);
  expect(messages(BOB)).toHaveLength(1);
});

test.each([
  ['asked', BOB.id],
  ['proposing', ADA.id],
])('that it was withdrawn is told to nobody when who was %s has left', async (_, left) => {
  const { tap, said, deliver, messages, leaves } = await proposed();
  await tap(ADA, 'Withdraw');
  await leaves(left);
  await deliver();
  expect(messages(BOB)).toHaveLength(1);
  expect(said(EVE).includes('withdrew')).toBe(left === BOB.id);
});

test('who has left a team is told nobody of it, and of two answers the later one is told', async () => {
  const { send, tap, said, deliver, messages, leaves } = await proposed();
  await tap(BOB, 'Accept');
  await tap(BOB, 'Decline');
  await deliver();
  expect(messages(ADA).filter(({ text }) => text.startsWith('✖ Bob declines'))).toHaveLength(1);
  await leaves(EVE.id);
  await send(EVE, '/free 45 min next week with @nobody');
  expect(said(EVE)).not.toMatch(/Ada|Bob|Crew:/);
  await send(EVE, '/free 45 min next week with Bob');
  expect(said(EVE)).not.toMatch(/Ada|Crew:/);
});

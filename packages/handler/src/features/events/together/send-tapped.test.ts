// Between a search and Send somebody becomes busy, or cannot be seen any more: who proposes is told, and decides.
import { describe, expect, test } from 'vitest';
import { BOB } from '../../../../test/people.ts';
import { ADA, busyAt, CREW, createTogetherBench, EVE } from '../../../../test/together-bench.ts';

const ASK = '/free 45 min next week with @bob and Eve "Budget"';
const DOUBTFUL = ['🕐 Other time', '✉️ Propose anyway', '✏️ Title', '✖ Cancel'];
const IN_THE_WAY = busyAt(['2026-12-08T14:30Z', '2026-12-08T15:00Z']);

const chosen = async () => {
  const one = await createTogetherBench();
  await one.send(ADA, ASK);
  await one.tap(ADA, 'Tue 8 Dec, 15:00');
  const labels = () => one.card(ADA, 'Propose to')?.buttons.map(({ text }) => text);
  return { ...one, labels };
};

describe('Send', () => {
  test('is not done where the time does not suit all of them any more, and they choose another one', async () => {
    const { seen, tap, said, labels, deliver, messages } = await chosen();
    seen.set(EVE.id, IN_THE_WAY);
    await tap(ADA, 'Send');
    expect(said(ADA)).toMatch(/^🤝 Propose to Bob, Eve: Budget[\s\S]*does not suit all of you any more/);
    expect(labels()).toEqual(DOUBTFUL);
    await tap(ADA, 'Other time');
    expect(said(ADA)).toContain('Free for 45 minutes with Bob, Eve: Mon 7 Dec');
    expect(said(ADA)).not.toContain('Tue 8 Dec, 15:00');
    await tap(ADA, 'Wed 9 Dec, 15:00');
    await tap(ADA, 'Send');
    await deliver();
    expect([messages(BOB).length, said(BOB)]).toEqual([1, expect.stringContaining('Wed 9 Dec, 15:00')]);
  });

  test('is done anyway where they say so', async () => {
    const { seen, tap, labels, deliver, messages, said, bench } = await chosen();
    seen.set(EVE.id, IN_THE_WAY);
    await tap(ADA, 'Send');
    expect([labels(), bench.queue]).toEqual([DOUBTFUL, []]);
    await tap(ADA, 'Propose anyway');
    await deliver();
    expect([messages(BOB).length, messages(EVE).length]).toEqual([1, 1]);
    expect(said(ADA)).toContain('🤝 Proposed to Bob, Eve: Budget');
  });

  test('asks once more where somebody cannot be seen any more, not where they could not be before', async () => {
    const { seen, tap, labels, said, deliver, messages, bench } = await chosen();
    seen.set(BOB.id, { why: 'away' });
    await tap(ADA, 'Send');
    expect(said(ADA)).toMatch(/Bob’s calendar could not be read\.\nSo I cannot tell any more whether/);
    expect([labels(), bench.queue]).toEqual([DOUBTFUL, []]);
    const eve = { team: CREW, user: EVE.id, connection: 'c1', calendar: 'main' };
    await bench.stores.shares.remove(eve);
    // Another one, whose card says of both that nothing is known.
    await tap(ADA, 'Wed 9 Dec, 15:00');
    expect(said(ADA)).toContain('Eve shares no calendar with Crew.');
    expect(labels()).toEqual(['✉️ Send', '✏️ Title', '✖ Cancel']);
    await tap(ADA, 'Send');
    await deliver();
    expect(said(ADA)).toContain('🤝 Proposed to Bob, Eve: Budget');
    expect(messages(BOB)).toHaveLength(1);
  });

  test('looks at a time that begins sooner than is offered, and sends it', async () => {
    const { clock, tap, deliver, messages } = await chosen();
    await clock.sleep(Date.parse('2026-12-08T13:55Z') - clock.now());
    await tap(ADA, 'Send');
    await deliver();
    expect(messages(EVE)).toHaveLength(1);
  });
});

test('whoever asks for another time is not offered the one that does not suit them, nor a part of it', async () => {
  const { tap, deliver, said, labels } = await chosen();
  expect(labels()).toEqual(['✉️ Send', '✏️ Title', '✖ Cancel']);
  await tap(ADA, 'Send');
  await deliver();
  await tap(EVE, 'Other time');
  expect(said(EVE)).toContain('• Tue 8 Dec, 09:45–10:30');
  expect(said(EVE)).not.toMatch(/Tue 8 Dec, 09:[0-3]/);
});

// Three people, two zones, one time: looked for, proposed, answered; and nobody's calendar is written by any of it.
import { MAX_PROPOSALS, type Proposal, remove } from '@steward/core';
import { describe, expect, test } from 'vitest';
import { BOB } from '../../../../test/people.ts';
import {
  ADA,
  CREW,
  createTogetherBench,
  crewOf,
  EVE,
  THURSDAY,
  type TogetherBench,
} from '../../../../test/together-bench.ts';

const ASK = '/free 45 min next week with @bob and Eve "Budget"';

/** Proposed to both, who have their cards. */
const proposed = async (): Promise<TogetherBench> => {
  const bench = await createTogetherBench();
  await bench.send(ADA, ASK);
  await bench.tap(ADA, 'Tue 8 Dec, 15:00');
  await bench.tap(ADA, 'Send');
  await bench.deliver();
  return bench;
};

const proposals = ({ bench }: TogetherBench, { id }: { id: number } = ADA) => bench.stores.proposals.list(id);

describe('a proposal', () => {
  test('goes to the others once, each on their own clock, and waits for their taps', async () => {
    const { send, tap, said, card, reply, deliver, messages, written, bench } = await createTogetherBench();
    await send(ADA, '/free 45 min next week with @bob and Eve');
    await tap(ADA, 'Tue 8 Dec, 15:00');
    expect(said(ADA)).toBe(
      [
        '🤝 Propose to Bob, Eve: Meeting of Ada, Bob and Eve',
        'Tue 8 Dec, 15:00–15:45 (Europe/Berlin)',
        'For Eve: Tue 8 Dec, 09:00–09:45 (America/New_York)',
        'Nobody is told before you tap Send, and nothing is put into any calendar by it.',
      ].join('\n'),
    );
    await tap(ADA, 'Title');
    await reply(ADA, card(ADA, 'Reply to this message'), 'x'.repeat(201));
    expect(said(ADA)).toContain('A title holds 200 characters, and this has 201');
    await reply(ADA, card(ADA, 'Reply to this message'), ' Budget \n 2027');
    expect(card(ADA, 'Propose to')?.text).toContain('🤝 Propose to Bob, Eve: Budget 2027');
    await reply(ADA, card(ADA, 'Propose to'), 'Budget');
    expect(bench.queue).toEqual([]);
    const before = card(ADA, 'Propose to');
    await tap(ADA, 'Send');
    await bench.tap(before?.buttons[0]?.data ?? '', {
      message: { message_id: before?.id, date: 1, chat: { id: ADA.id, type: 'private' } },
    });
    await deliver();
    expect([messages(BOB), messages(EVE)].map(({ length }) => length)).toEqual([1, 1]);
    expect(said(BOB)).toBe(
      [
        '🤝 Ada (Crew) proposes: Budget',
        'Tue 8 Dec, 15:00–15:45 (Europe/Berlin)',
        'Also asked: Eve',
        'Your answer goes to whoever proposes it. Nothing is put into your calendar by it.',
      ].join('\n'),
    );
    expect(said(EVE)).toContain('Tue 8 Dec, 09:00–09:45 (America/New_York)');
    await reply(ADA, card(ADA, 'Proposed to'), 'Other title');
    expect(said(ADA)).toContain('was sent already, so its title stays');
    expect(written).toEqual([]);
  });

  test('is accepted once, told, and put into a calendar by each themselves', async () => {
    const one = await proposed();
    const { tap, said, card, deliver, messages, written, bench } = one;
    await tap(BOB, 'Accept');
    expect(said(BOB)).toContain('✅ You accept. That puts it into no calendar');
    await deliver();
    expect(said(ADA)).toBe(
      [
        '✅ Bob accepts: Budget',
        'Tue 8 Dec, 15:00–15:45 (Europe/Berlin)',
        '1 of 2 accepts.',
        '… Eve has not answered',
      ].join('\n'),
    );
    await tap(EVE, 'Accept');
    await deliver();
    expect(said(ADA)).toContain('🎉 Everybody accepts.');
    const [told, drafts] = [messages(ADA).length, () => bench.stores.drafts.list(BOB.id)];
    for (const _ of [1, 2]) await tap(BOB, 'My calendar');
    expect(said(BOB)).toMatch(/^📅 Budget\nTue 8 Dec, 15:00–15:45 \(Europe\/Berlin\)/);
    expect(await drafts()).toHaveLength(1);
    await tap(ADA, 'My calendar');
    expect(said(ADA)).toMatch(/^📅 Budget/);
    await tap(EVE, 'My calendar');
    expect(said(EVE)).toMatch(/^📅 Budget\nTue 8 Dec, 09:00–09:45/);
    expect([messages(ADA).length, written]).toEqual([told + 1, []]);
    await tap(ADA, 'Look again');
    expect(card(ADA, 'Proposed to')?.text).toContain('✅ Bob accepts\n✅ Eve accepts');
  });

  test('can be answered otherwise, each change is told, and another time is a proposal of its own', async () => {
    const one = await proposed();
    const { tap, said, card, deliver, messages } = one;
    await tap(BOB, 'Accept');
    await tap(BOB, 'Decline');
    expect(said(BOB)).toContain('✖ You decline.\nIf you put it into your calendar, it is still there');
    await deliver();
    // What is not true any more when it is delivered is not told.
    expect(messages(ADA).filter(({ text }) => text.includes('Bob accepts:'))).toEqual([]);
    expect(said(ADA)).toMatch(/^✖ Bob declines: Budget\n.*\n0 of 2 accept\.\n… Eve has not answered$/);
    await tap(EVE, 'Other time');
    await deliver();
    expect(said(ADA)).toContain('🕐 Eve asks for another time: Budget');
    expect(card(EVE, 'You asked for another time')?.text).not.toContain('still there');
    expect(said(EVE)).toMatch(/^Here are other times[\s\S]*Free for 45 minutes with Ada, Bob: Mon 7 Dec/);
    await tap(EVE, 'Wed 9 Dec, 09:00');
    expect(said(EVE)).toContain('🤝 Propose to Ada, Bob: Budget\nWed 9 Dec, 09:00–09:45 (America/New_York)');
    await tap(EVE, 'Send');
    await deliver();
    expect(said(ADA)).toContain('🤝 Eve (Crew) proposes: Budget\nWed 9 Dec, 15:00–15:45 (Europe/Berlin)');
    expect(said(BOB)).toContain('🤝 Eve (Crew) proposes: Budget');
    expect(card(EVE, 'Ada (Crew) proposes')?.text).toContain('You asked for another time');
    expect((await proposals(one)).find(({ state }) => state === 'sent')?.to[1]?.answer).toBe('other');
  });

  test('asks who has told no clock for it before it looks for another time', async () => {
    const dan = { ...BOB, id: 4004, first_name: 'Dan', username: 'dan' };
    const { send, tap, said, card, deliver, reply, live } = await createTogetherBench({ team: crewOf(dan) });
    await live(dan, undefined);
    await send(ADA, '/free 45 min next week with Dan');
    await tap(ADA, 'Tue 8 Dec');
    await tap(ADA, 'Title');
    const prompt = card(ADA, 'Reply to this message');
    await tap(ADA, 'Title');
    await reply(ADA, prompt, 'Budget');
    expect(said(ADA)).toContain(
      'Nothing changed: this proposal is over, or its title was asked for once more',
    );
    await tap(ADA, 'Send');
    await deliver();
    expect(said(dan)).toMatch(/^Tue 8 Dec, .* \(Europe\/Berlin\)\nI do not know your time zone: \/timezone/m);
    await tap(dan, 'Other time');
    expect(said(dan)).toContain('when your day begins. Then tap once more.');
    await live(dan, 'America/New_York');
    await tap(dan, 'Other time');
    expect(said(dan)).toContain('Here are other times');
  });

  test('is withdrawn, which is told, and answered no more', async () => {
    const { tap, said, card, deliver, bench } = await proposed();
    const before = card(BOB, 'proposes');
    await tap(BOB, 'Accept');
    await deliver();
    await tap(ADA, 'Withdraw');
    expect(card(ADA, 'Withdrawn, proposed to Bob, Eve')).toBeDefined();
    await deliver();
    expect(said(BOB)).toContain('🤝 Ada withdrew the proposal: Budget');
    expect(said(EVE)).toContain('🤝 Ada withdrew the proposal: Budget');
    const chat = { id: BOB.id, type: 'private' };
    await bench.tap(before?.buttons[0]?.data ?? '', {
      from: BOB,
      message: { message_id: before?.id, date: 1, chat },
    });
    expect(card(BOB, 'was withdrawn, so no answer is needed')?.buttons).toEqual([]);
    await deliver();
    expect(said(ADA)).not.toContain('accepts: Budget\n2');
  });

  test('that was not sent is cancelled without a word to anybody', async () => {
    const one = await createTogetherBench();
    await one.send(ADA, ASK);
    for (const _ of [1, 2]) await one.tap(ADA, 'Tue 8 Dec, 15:00');
    expect((await proposals(one)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
    await one.tap(ADA, 'Cancel');
    expect(one.said(ADA)).toBe('✖ Not proposed, and nobody was told.');
    expect([(await proposals(one)).length, one.bench.queue]).toEqual([1, []]);
  });

  test('is not made of a time that has passed meanwhile', async () => {
    const { send, tap, said, clock, bench } = await createTogetherBench();
    await send(ADA, ASK);
    await tap(ADA, 'Wed 9 Dec, 15:00');
    await clock.sleep(Date.parse('2026-12-09T14:01Z') - clock.now());
    await tap(ADA, 'Send');
    expect(said(ADA)).toContain('This time has passed, so nothing was proposed');
    expect(bench.queue).toEqual([]);
  });

  test('ends with membership: nothing is delivered, and no tap answers', async () => {
    const one = await createTogetherBench();
    const { send, tap, said, deliver, messages, bench } = one;
    const { teams } = bench.stores;
    const without = async (user: number) => {
      const team = await teams.get(CREW);
      const changed = team && remove(team, { by: ADA.id, nowMs: THURSDAY }, user);
      if (!changed || 'why' in changed) throw new Error('Not removed');
      await teams.replace(changed.team);
    };
    await send(ADA, ASK);
    await tap(ADA, 'Tue 8 Dec, 15:00');
    await tap(ADA, 'Send');
    await without(BOB.id);
    await deliver();
    expect(messages(BOB)).toEqual([]);
    await without(EVE.id);
    await tap(EVE, 'Accept');
    expect(said(EVE)).toBe(
      '🤝 You two are not in the same team any more, so this proposal has ended. See /team.',
    );
    expect(bench.queue).toEqual([]);
    await tap(ADA, 'Look again');
    expect(said(ADA)).toContain('Nobody whom you asked is in the team any more');
  });

  test('is answered by who was asked, and as long as its time lies ahead', async () => {
    const { card, bench, clock, said, tap } = await proposed();
    const [data = ''] = card(BOB, 'proposes')?.buttons.map((button) => button.data) ?? [];
    const dan = { ...BOB, id: 4004, first_name: 'Dan', username: 'dan' };
    for (const wrong of [data, data.replace(':rt:', ':rs:'), 'tp:x', 'tf:x:s', `tf:${'a'.repeat(16)}:s:1`]) {
      await bench.tap(wrong, {
        from: dan,
        message: { message_id: 1, date: 1, chat: { id: dan.id, type: 'private' } },
      });
      expect(said(dan)).toMatch(/is not there any more|does not work any more|This search is over/);
    }
    await clock.sleep(Date.parse('2026-12-08T15:00Z') - clock.now());
    await tap(BOB, 'Accept');
    expect(said(BOB)).toContain('The time of this proposal has passed');
    expect(bench.queue).toEqual([]);
  });

  test('says that its time has passed on the card that still waits', async () => {
    const { send, tap, said, card, clock, reply, bench } = await createTogetherBench();
    await send(ADA, ASK);
    await tap(ADA, 'Tue 8 Dec, 15:00');
    await clock.sleep(Date.parse('2026-12-09T14:01Z') - clock.now());
    await reply(ADA, card(ADA, 'Propose to'), 'Late');
    expect(card(ADA, 'Propose to Bob, Eve: Late')?.text).toContain(
      'This time has passed, so nothing was proposed',
    );
    expect(card(ADA, 'Propose to')?.buttons.map(({ text }) => text)).toEqual(['✏️ Title', '✖ Cancel']);
    await tap(ADA, 'Wed 9 Dec, 15:00');
    expect(said(ADA)).toContain('This time has passed');
    await clock.sleep(Date.parse('2026-12-20T14:01Z') - clock.now());
    await tap(ADA, 'More');
    expect(said(ADA)).toContain('These days have passed');
    expect(bench.queue).toEqual([]);
  });

  test('tells nothing to who is not let in any more', async () => {
    const { send, tap, deliver, messages, bench } = await createTogetherBench();
    await send(ADA, ASK);
    await tap(ADA, 'Tue 8 Dec, 15:00');
    await tap(ADA, 'Send');
    bench.services.config.allowed = new Set([ADA.id]);
    await bench.stores.profiles.update(EVE.id, { letIn: true, updatedAtMs: THURSDAY });
    await deliver();
    expect([messages(BOB).length, messages(EVE).length]).toEqual([0, 1]);
  });

  test('is one of fifty: what nobody was told of makes room', async () => {
    const { send, said, bench } = await createTogetherBench();
    const { proposals: store } = bench.stores;
    const add = (index: number, state: Proposal['state']) =>
      store.add({
        ...{ by: ADA.id, id: `p${index}`.padEnd(16, '-'), team: CREW, to: [{ user: BOB.id }], minutes: 45 },
        ...{ first: '2026-12-08', count: 1, startMs: Date.parse('2026-12-08T14:00Z'), state },
        ...{ revision: 1, createdAtMs: THURSDAY - index },
      });
    for (let index = 0; index < MAX_PROPOSALS; index += 1) await add(index, index < 3 ? 'waiting' : 'sent');
    for (const _ of [1, 2, 3]) await send(ADA, ASK);
    expect(await store.list(ADA.id)).toHaveLength(MAX_PROPOSALS);
    for (let index = 60; index < 63; index += 1) await add(index, 'sent');
    for (const { id, state } of await store.list(ADA.id))
      if (state !== 'sent') await store.remove(ADA.id, id);
    await send(ADA, ASK);
    expect(said(ADA)).toContain('You have 50 proposals open');
  });
});

// Which times suit people of a team, and what is said where it cannot be known.
import { describe, expect, test } from 'vitest';
import { BOB } from '../../../../test/people.ts';
import { sampleConnection } from '../../../../test/scripted-calendars.ts';
import { ADA, busyAt, CREW, createTogetherBench, crewOf, EVE } from '../../../../test/together-bench.ts';

const ASK = '/free 45 min next week with @bob and Eve "Budget"';

describe('looking for a time with others', () => {
  test('shows what suits all of them, and by what', async () => {
    const { agenda, seen, send, said, card, tap, written } = await createTogetherBench();
    seen.set(BOB.id, busyAt(['2026-12-07T14:00Z', '2026-12-07T16:00Z']));
    agenda({ events: [] });
    await send(ADA, ASK);
    expect(said(ADA)).toBe(
      [
        '🤝 Free for 45 minutes with Bob, Eve: Mon 7 Dec – Sun 13 Dec',
        '',
        '• Tue 8 Dec, 15:00–15:45 · the earliest',
        '• Tue 8 Dec, 15:45–16:30 · later that day',
        '• Wed 9 Dec, 15:00–15:45 · the first on that day',
        '• Wed 9 Dec, 15:45–16:30 · later that day',
        '• Thu 10 Dec, 15:00–15:45 · the first on that day',
        '',
        'Looked at: you Mon–Fri, 09:00–17:00 (Europe/Berlin, hours that I assume); Bob Mon–Fri, 09:00–17:00 (Europe/Berlin, hours that I assume); Eve Mon–Fri, 09:00–17:00 (America/New_York, hours that I assume).',
        'Tap a time to propose it: you see it first, and nobody is told before you send it.',
      ].join('\n'),
    );
    await tap(ADA, 'More');
    expect(said(ADA)).toContain('• Thu 10 Dec, 15:45–16:30');
    await tap(ADA, 'Mon 14 Dec ▶');
    expect(said(ADA)).toMatch(/Mon 14 Dec – Sun 20 Dec[\s\S]*• Mon 14 Dec, 15:00[\s\S]*I see 14 days/);
    expect(card(ADA, '▶')).toBeUndefined();
    expect(written).toEqual([]);
  });

  test('calls nothing free where somebody’s time is not known', async () => {
    const { seen, send, said, bench, script, tap, agenda } = await createTogetherBench();
    seen.set(BOB.id, { why: 'away' });
    await bench.stores.shares.remove({ team: CREW, user: EVE.id, connection: 'c1', calendar: 'main' });
    await send(ADA, ASK);
    expect(said(ADA)).toContain('Bob’s calendar could not be read.');
    expect(said(ADA)).toContain('Eve shares no calendar with Crew.');
    expect(said(ADA)).toContain('nothing here is sure');
    expect(said(ADA)).not.toMatch(/free/i);
    await tap(ADA, 'Tue 8 Dec');
    expect(said(ADA)).toContain('Eve shares no calendar with Crew.');
    seen.delete(BOB.id);
    script.connected = [];
    await send(ADA, '/free 45 min next week with Bob');
    expect(said(ADA)).toContain(
      'You have no calendar connected, so I do not know when you are busy: /connections.',
    );
    script.connected = [sampleConnection()];
    agenda({ missing: [{ connection: 'c1', account: 'ada@example.org', why: 'away' }] });
    await send(ADA, '/free 45 min next week with Bob');
    expect(said(ADA)).toContain('Incomplete: ada@example.org could not be read');
  });

  test('offers other days and less time where there is none', async () => {
    const { send, said, tap } = await createTogetherBench();
    await send(ADA, '/free 3 hours next week with Eve');
    expect(said(ADA)).toMatch(/Nothing free for 3 hours with Eve[\s\S]*Try other days, or less time/);
    await tap(ADA, 'For 2 hours');
    expect(said(ADA)).toContain('Free for 2 hours with Eve');
    await send(ADA, '/free next week with Eve');
    expect(said(ADA)).toBe('🤝 How long shall it be? I look at Mon 7 Dec – Sun 13 Dec with Eve.');
    await tap(ADA, '30 minutes');
    expect(said(ADA)).toContain('Free for 30 minutes with Eve');
    await send(ADA, '/free 1 hour 5 january with Eve');
    expect(said(ADA)).toContain('Of others I see only the next 14 days');
  });

  test('says that the hours never meet, whatever is known of the calendars', async () => {
    const { send, said, messages, live, seen } = await createTogetherBench();
    await live(BOB, 'Asia/Tokyo');
    seen.set(EVE.id, { why: 'away' });
    await send(ADA, '/free 45 min next week with Bob and Eve');
    expect(said(ADA)).toMatch(
      /^🤝 Nothing free for [\s\S]*\n\nYour working hours do not meet on these days\.\nNor do they on others, however short it is\. Each of you can change their own: \/hours\.\n\nLooked at/,
    );
    expect(messages(ADA).at(-1)?.buttons).toEqual([]);
    await send(ADA, '/free 45 min next week morning with Eve');
    expect(said(ADA)).toMatch(
      /do not meet in the morning on these days\.\nTry another part of the day, or each/,
    );
  });

  test('is asked for in words as well', async () => {
    const { send, said } = await createTogetherBench();
    for (const text of [
      'When am I free for 45 min next week with Bob?',
      'When are Bob and I free next week for 45 min?',
      'Wann haben Bob und ich nächste Woche 45 Minuten Zeit?',
      'Wann bin ich nächste Woche mit Bob 45 Minuten frei?',
      '¿Cuándo estoy libre 45 minutos la próxima semana con Bob?',
      'Quand suis-je libre 45 minutes la semaine prochaine avec Bob ?',
      'Quando estou livre 45 minutos na próxima semana com Bob?',
      'Когда я свободен 45 минут на следующей неделе с Bob?',
    ]) {
      await send(ADA, text);
      expect(said(ADA)).toContain('Free for 45 minutes with Bob: Mon 7 Dec');
    }
    await send(ADA, 'When am I free next week for 45 min?');
    expect(said(ADA)).toContain('📅 Free for 45 minutes, Mon 7 Dec');
  });

  test('tells who is not found, and asks who is meant', async () => {
    const bobby = { ...BOB, id: 2003, first_name: 'Bob', username: 'bobby' };
    const { send, said, card, tap, live } = await createTogetherBench({ team: crewOf(BOB, EVE, bobby) });
    await live(bobby, undefined);
    for (const name of ['Zoe', 'zoe', '@zoe', 'Eve and Zoe']) {
      await send(ADA, `/free 45 min next week with ${name}`);
      expect(said(ADA)).toMatch(/Nobody in your teams is called @?[Zz]oe[\s\S]*• Crew: Bob, Eve, Bob$/);
    }
    await send(ADA, '/free 45 min next week with Bob');
    expect(card(ADA, 'Whom do you mean?')?.buttons.map(({ text }) => text)).toEqual([
      'Bob (@bob) · Crew',
      'Bob (@bobby) · Crew',
    ]);
    await tap(ADA, '@bobby');
    expect(said(ADA)).toContain('Free for 45 minutes with Bob');
    await send(ADA, '/free next week with Bob');
    await tap(ADA, '@bobby');
    expect(said(ADA)).toContain('How long shall it be?');
    await send(ADA, '/free 45 min next week with Ada');
    expect(said(ADA)).toContain('names only yourself');
    await send(ADA, '/free 45 min gestern oder so with Eve');
    expect(said(ADA)).toContain('I do not understand every word of “45 min gestern oder so”');
  });

  test('looks for all of a team, and asks of which one', async () => {
    const { send, said, card, tap, bench } = await createTogetherBench();
    for (const whom of ['with everyone', 'with the team in the morning', 'mit allen', 'with crew and Bob']) {
      await send(ADA, `/free 45 min next week ${whom}`);
      expect(said(ADA)).toContain('for 45 minutes with Bob, Eve: Mon 7 Dec');
    }
    await send(ADA, '/free 45 min with Bob all next week');
    expect(said(ADA)).not.toContain('Eve');
    await bench.stores.teams.add({ ...crewOf(BOB, EVE), id: CREW + 1, name: 'Friends' });
    await bench.stores.teams.addMirror(ADA.id, CREW + 1);
    await send(ADA, '/free 45 min next week with everyone');
    expect(card(ADA, 'Whom do you mean?')?.buttons.map(({ text }) => text)).toEqual([
      'All of Crew: Bob (@bob), Eve (@eve)',
      'All of Friends: Bob (@bob), Eve (@eve)',
    ]);
    await tap(ADA, 'All of Friends');
    expect(said(ADA)).toContain('shares no calendar with Friends');
  });

  test('says whom it cannot look for together, and that groups are no place for it', async () => {
    const { send, said, bench } = await createTogetherBench({ team: crewOf(BOB) });
    const pair = { ...crewOf(EVE), id: CREW + 1, name: 'Pair' };
    const many = Array.from({ length: 10 }, (_, index) => ({
      ...EVE,
      id: 5000 + index,
      first_name: `P${index}`,
    }));
    const crowd = { ...crewOf(...many), id: CREW + 2, name: 'Crowd' };
    for (const team of [pair, crowd]) {
      await bench.stores.teams.add(team);
      await bench.stores.teams.addMirror(ADA.id, team.id);
    }
    await send(ADA, '/free 45 min next week with Bob and Eve');
    expect(said(ADA)).toMatch(/No team of yours has all of them[\s\S]*• Crew: Bob\n• Pair: Eve/);
    await send(ADA, `/free 45 min next week with ${many.map((one) => one.first_name).join(', ')}`);
    expect(said(ADA)).toBe('I look for up to 9 people beside you. Name fewer of them.');
    const group = { id: -100, type: 'supergroup', title: 'Team' };
    for (const data of [`tf:${'a'.repeat(16)}:p:0`, `tp:rt:${'a'.repeat(16)}:yes`]) {
      await bench.tap(data, { message: { message_id: 9, date: 1, chat: group } });
      expect(bench.said()).toContain('in our private chat');
    }
    await bench.stores.teams.removeMirror(ADA.id, pair.id);
    await bench.stores.teams.removeMirror(ADA.id, crowd.id);
    await bench.stores.teams.replace({ ...crewOf(), revision: 2 });
    await send(ADA, '/free 45 min next week with Bob');
    expect(said(ADA)).toContain('You are alone in your team');
  });

  test('says how to make a team where there is none, and asks for the clock', async () => {
    const { send, said, bench } = await createTogetherBench();
    await bench.stores.teams.removeMirror(ADA.id, CREW);
    await send(ADA, '/free 45 min next week with @bob');
    expect(said(ADA)).toContain('Make one: /team new Crew.');
    const dan = { ...BOB, id: 4004, first_name: 'Dan', username: 'dan' };
    await send(dan, '/free 45 min next week with @bob');
    expect(said(dan)).toContain('I need your time zone');
  });
});

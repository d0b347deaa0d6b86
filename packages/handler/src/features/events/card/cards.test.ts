// From words to a card, and what its buttons do.
import { DRAFT_MS, MAX_EVENT_DETAILS } from '@steward/core';
import { expect, test } from 'vitest';
import { textMessage, USER } from '../../../../test/bench.ts';
import {
  calendarOf,
  connectionOf,
  createEventBench,
  type EventBench,
  inBerlin,
  THURSDAY,
} from '../../../../test/event-bench.ts';
import { BOB, GROUP, inGroup, tapInGroup } from '../../../../test/people.ts';
import { sampleEvent } from '../../../../test/scripted-calendars.ts';

const begin = async (...given: Parameters<typeof createEventBench>): Promise<EventBench> => {
  const bench = createEventBench(...given);
  await inBerlin(bench);
  return bench;
};

const labels = ({ card }: EventBench, part?: string) => card(part)?.buttons.map(({ text }) => text);
const titles = ({ kept }: EventBench) => [...kept.values()].map(({ title }) => title);

test('a sentence becomes a card, and a tap one event, which can be taken back', async () => {
  const bench = await begin();
  await bench.send('/event Dentist tomorrow at 3pm at the office with Anna');
  expect(bench.chat().map(({ text }) => text)).toEqual([
    [
      '📅 Dentist with Anna',
      'Fri 12 Mar, 15:00–16:00 (Europe/Berlin)',
      '1 hour, the usual length',
      '📍 the office',
      '👥 Anna (nobody is invited by this)',
      '🗓 Work',
      '✓ Nothing else is then.',
      'The next free times are below.',
    ].join('\n'),
  ]);
  expect(labels(bench)).toEqual(
    expect.arrayContaining(['✅ Create', '✏️ Edit', '16:00', '17:00', '18:00', '📄 .ics', '✖ Cancel']),
  );
  expect(bench.kept.size).toBe(0);
  const create = await bench.tapOn('Create');
  const confirmed = bench.chat().map(({ text }) => text);
  expect(confirmed).toEqual([
    expect.stringMatching(
      /^✅ In your calendar: Dentist with Anna\nFri 12 Mar, 15:00–16:00 .*\n🗓 Work\n📍 the office\nhttps:/,
    ),
  ]);
  // An older button: what is in a calendar becomes nothing else.
  await bench.tap(create.replace(/make$/, 'as:task'));
  expect(bench.said()).toContain('in your calendar already');
  expect(await bench.stores.reminders.list(USER.id)).toEqual([]);
  const tapped = bench.card('✅')?.id ?? 0;
  await bench.tap(create, { message: { ...textMessage('', tapped), date: 1 } });
  expect(bench.chat().map(({ text }) => text)).toEqual([...confirmed, expect.stringContaining('already')]);
  expect([...bench.kept.values()]).toMatchObject([
    { time: { startMs: Date.parse('2027-03-12T14:00Z') }, location: 'the office', calendarId: 'main' },
  ]);
  await bench.tapOn('Undo');
  expect(bench.kept.size).toBe(0);
  expect(bench.chat()[0]?.text).toMatch(/^↩️ Taken out of your calendar: /);
  expect(labels(bench, '↩️')).not.toContain('↩️ Undo');
});

test.each([
  ['schedule a call with sam tomorrow at 4pm for half an hour', 'call with sam', '30 minutes'],
  ['Trag bitte den Zahnarzt morgen um 15 Uhr in meinen Kalender ein', 'Zahnarzt', '1 hour, the usual'],
  ['i have a meeting with the doctor on friday at three in the afternoon', 'meeting with the doctor', '1 h'],
  ['Event: fair on 3 June all day', 'fair', 'Thu 3 Jun, all day'],
])('“%s” asks for a card', async (text, title, part) => {
  const bench = await begin();
  await bench.send(text);
  expect(bench.chat()).toMatchObject([{ text: expect.stringContaining(`📅 ${title}\n`) }]);
  expect(bench.said()).toContain(part);
  expect(bench.model.calls.filter(({ request }) => !('format' in request))).toHaveLength(0);
});

test('what is forwarded gets a card beside its answer; what is asked or told, none', async () => {
  const bench = await begin();
  await bench.send('i have an exam tomorrow at 9am, how do i study?');
  expect(await bench.drafts()).toEqual([]);
  expect(bench.said()).toBe('An answer');
  const forward_origin = { type: 'hidden_user', date: THURSDAY / 1_000 };
  await bench.send('schedule a call tomorrow at 4pm', { forward_origin });
  expect(await bench.drafts()).toMatchObject([{ title: 'call', state: 'waiting' }]);
  expect(bench.said()).toBe('An answer');
});

test('/event alone explains itself, and as a reply takes the words of that message', async () => {
  const bench = await begin();
  await bench.send('/event');
  expect(bench.said()).toContain('/event dentist on friday at 3pm');
  // Written a day before: its “tomorrow” is today.
  const date = THURSDAY / 1_000 - 86_400;
  const replied = (text: string) => ({
    reply_to_message: { ...textMessage(text, 77), date, chat: { id: USER.id, type: 'private' } },
  });
  await bench.send('/event', replied('Lunch at Luigi’s tomorrow at 12:30'));
  expect(bench.said()).toMatch(/^📅 Lunch\nThu 11 Mar, 12:30–13:30/);
  await bench.send('add this to my calendar', replied('Concert tomorrow at 20:00'));
  expect(bench.said()).toMatch(/^📅 Concert\nThu 11 Mar, 20:00/);
  await bench.send('/event friday 9:00 to 10:00', replied('Review of the budget'));
  expect(bench.said()).toMatch(/^📅 Review of the budget\nFri 12 Mar, 09:00–10:00 .*\n1 hour\n/);
});

test('a card tells what is in the way, and asks once more where something came between', async () => {
  const bench = await begin();
  const at = (title: string, from: string, to: string) =>
    sampleEvent(title, `2027-03-12T${from}Z`, `2027-03-12T${to}Z`, { connection: 'c1' });
  const missing = [{ connection: 'c2', account: 'bea@example.org', why: 'away' as const }];
  bench.agenda({ events: [at('Standup', '14:00', '14:30')], missing });
  await bench.send('/event dentist tomorrow at 3pm');
  expect(bench.said()).toContain('⚠️ At that time you have:\n   15:00–15:30 · Standup · Main\n');
  expect(bench.said()).toContain(
    '⚠️ Incomplete: bea@example.org could not be read: its server does not answer',
  );
  expect(bench.said()).not.toMatch(/Nothing else|free/);
  bench.agenda({ events: [at('Standup', '14:00', '14:30'), at('Review', '14:30', '15:00')] });
  await bench.tapOn('Create');
  expect(bench.said()).toMatch(
    /^Something came in the way meanwhile.*\n\n📅 dentist[\s\S]*Standup[\s\S]*Review/,
  );
  expect(bench.kept.size).toBe(0);
  await bench.tapOn('Create');
  expect(titles(bench)).toEqual(['dentist']);
});

test('another time and another calendar are one tap away, and an older card changes nothing', async () => {
  const shared = connectionOf({
    ...{ id: 'c2', account: 'team@example.org', targetChosenAtMs: 0 },
    calendars: [calendarOf('team', 'Team'), calendarOf('read', 'Holidays', { isWritable: false })],
  });
  const bench = await begin({ connected: [connectionOf(), shared] });
  await bench.send('/event dentist tomorrow at 3pm');
  expect(bench.said()).toContain('🗓 Work · ada@example.org');
  const first = bench.card()?.buttons.find(({ text }) => text.includes('Create'))?.data ?? '';
  await bench.tapOn('16:00');
  expect(bench.said()).toContain('Fri 12 Mar, 16:00–17:00');
  await bench.tapOn('Calendar');
  expect(labels(bench)).toEqual(['Work · ada@example.org', 'Team · team@example.org', '◀ Back']);
  await bench.tapOn('Back');
  await bench.tapOn('Calendar');
  await bench.tapOn('Team');
  expect(bench.said()).toContain('🗓 Team · team@example.org');
  const { id = 0 } = bench.card() ?? {};
  await bench.tap(first, { message: { ...textMessage('', id), date: 1 } });
  expect(bench.said()).toContain('This has changed since you tapped');
  await bench.tap(first.replace('make', 'slot:mlabc'), { message: { ...textMessage('', id), date: 1 } });
  expect(bench.said()).toContain('16:00');
  await bench.tapOn('Create');
  expect([...bench.kept.values()]).toMatchObject([{ calendarId: 'team' }]);
});

test('a free time that has passed is no time any more', async () => {
  const bench = await begin();
  await bench.send('/event dentist today at 10:20');
  const slot = bench.card()?.buttons.find(({ text }) => text.includes(':'))?.data ?? '';
  await bench.clock.advance(DRAFT_MS - 1_000);
  await bench.tap(slot, { message: { ...textMessage('', bench.card()?.id ?? 0), date: 1 } });
  expect(bench.said()).toMatch(/^That time has passed, so nothing was changed[\s\S]*10:20–11:20/);
  await bench.tap(slot.replace(/[^:]*$/, 'z'.repeat(10)));
  expect(bench.said()).toContain('This button does not work any more');
});

test('what is over when its card is tapped is not made, what has begun is', async () => {
  const bench = await begin();
  await bench.send('/event dentist today at 10:20');
  const create = bench.card()?.buttons.find(({ text }) => text.includes('Create'))?.data ?? '';
  const tap = () => bench.tap(create, { message: { ...textMessage('', bench.card()?.id ?? 0), date: 1 } });
  await bench.clock.advance(2 * 60 * 60_000);
  await tap();
  expect(bench.said()).toContain('That time has passed meanwhile, so nothing was made.');
  expect(bench.kept.size).toBe(0);
  await bench.send('/event standup today at 12:20');
  await bench.clock.advance(30 * 60_000);
  await bench.tapOn('Create');
  expect(titles(bench)).toEqual(['standup']);
});

test('a cancelled card, an old one, and one after /forget say what they are', async () => {
  const bench = await begin();
  await bench.send('/event dentist tomorrow at 3pm');
  const { id = 0, buttons = [] } = bench.card() ?? {};
  const tap = (what: string) =>
    bench.tap(buttons[0]?.data.replace('make', what) ?? '', { message: { ...textMessage('', id), date: 1 } });
  await bench.tapOn('Cancel');
  for (const what of ['no', 'make', 'edit', 'slot:mlabc', 'undo']) {
    await tap(what);
    expect(bench.said()).toMatch(/^✖ Cancelled, so it is in no calendar: dentist\nFri 12 Mar/);
  }
  await bench.clock.advance(DRAFT_MS);
  for (const what of ['make', 'no', 'edit', 'ics']) {
    await tap(what);
    expect(bench.said()).toMatch(/^This card is over|^✖ Cancelled/);
  }
  await bench.tap(`forget:now:${USER.id}`);
  await tap('make');
  expect(bench.said()).toMatch(/^This card is over.*\/event/);
  await bench.tap('ev:zz:1:make');
  await bench.tap(`ev:${'a'.repeat(32)}:1:constructor`);
  expect(bench.said()).toContain('does not work any more');
  expect(bench.kept.size).toBe(0);
});

test('without a calendar there is the file', async () => {
  const file = async (bench: EventBench) => {
    expect(labels(bench)).toContain('📄 .ics file');
    expect(labels(bench)).not.toContain('✅ Create');
    await bench.tapOn('.ics');
    expect(bench.documents.at(-1)).toMatchObject({
      fileName: 'event.ics',
      text: expect.stringMatching(/BEGIN:VEVENT[\s\S]*DTSTART:20270312T140000Z[\s\S]*SUMMARY:dentist/),
    });
  };
  for (const [given, words] of [
    [{ connected: [] }, 'No calendar is connected'],
    [{ isOff: true }, 'Calendars cannot be connected here'],
    [
      {
        connected: [connectionOf({ provider: 'ics', calendars: [], target: '' })].map(
          ({ target: _, ...c }) => c,
        ),
      },
      'None of your calendars can be written to',
    ],
  ] as const) {
    const bench = await begin(given as Parameters<typeof createEventBench>[0]);
    await bench.send('/event dentist tomorrow at 3pm');
    expect(bench.said()).toContain(words);
    await file(bench);
  }
});

test('in a group there is the file, and only who asked taps', async () => {
  const bench = await begin();
  await inBerlin(bench, GROUP.id);
  await inGroup(bench, '/event dentist tomorrow at 3pm');
  expect(bench.said()).toContain('In a group I write to nobody’s calendar');
  const { buttons = [], text = '' } = bench.card() ?? {};
  const cancel = buttons.find((one) => one.text.includes('Cancel'))?.data ?? '';
  await tapInGroup(bench, cancel, USER);
  expect(bench.said()).toContain('Only who asked for this event can tap its card');
  expect(bench.card()?.text).toBe(text);
  await tapInGroup(bench, cancel, BOB);
  expect(bench.said()).toContain('✖ Cancelled');
});

test('what a provider refuses is said, and the card stays for another try', async () => {
  const bench = await begin();
  await bench.send('/event dentist tomorrow at 3pm');
  bench.fails.push({ code: 'throttled' });
  await bench.tapOn('Create');
  expect(bench.said()).toMatch(/^Nothing was made: its server asks me to wait; try again.*\n\n📅 dentist/);
  bench.fails.push({ code: 'read-only' });
  await bench.tapOn('Create');
  expect(bench.said()).toMatch(/^Nothing was made: that calendar cannot be written to/);
  bench.fails.push({ code: 'away', isAfter: true });
  await bench.tapOn('Create');
  expect(bench.said()).toMatch(/^I do not know yet whether it is in your calendar.*“Look again”/);
  const { id = 0, buttons = [] } = bench.card() ?? {};
  const data = buttons[0]?.data.replace('make', 'no') ?? '';
  await bench.tap(data, { message: { ...textMessage('', id), date: 1 } });
  expect(bench.said()).toContain('Look again');
  await bench.tapOn('Look again');
  expect(bench.said()).toContain('✅ In your calendar: dentist');
  expect(titles(bench)).toEqual(['dentist']);
  bench.fails.push({ code: 'away' }, { code: 'precondition' });
  for (const words of ['It is still in your calendar: its server', 'It was changed in your calendar since']) {
    await bench.tapOn('Undo');
    expect(bench.said()).toContain(words);
  }
  await bench.clock.advance(11 * 60_000);
  await bench.tapOn('Undo');
  expect(bench.said()).toContain('ten minutes, and they have passed');
  bench.kept.clear();
});

test('a connection that broke or went away is told on the card and at the tap', async () => {
  const bench = await begin();
  await bench.send('/event dentist tomorrow at 3pm');
  bench.script.connected = [connectionOf({ state: 'broken' })];
  await bench.tapOn('Create');
  expect(bench.said()).toMatch(/^Nothing was made: the permission has ended; .*\/connections/);
  expect(bench.said()).toContain('I have no permission for this calendar any more');
  bench.script.connected = [];
  await bench.tapOn('Create');
  expect(bench.said()).toMatch(/^There is no calendar that I can write to[\s\S]*No calendar is connected/);
  expect(labels(bench)).toContain('📄 .ics file');
});

test('without a time zone the card waits for it', async () => {
  const bench = createEventBench();
  await bench.send('/event dentist tomorrow at 3pm');
  expect(bench.chat()).toMatchObject([
    { text: expect.stringMatching(/^📅 dentist\nI need your time zone/) },
    { text: expect.stringContaining('What time is it for you?') },
  ]);
  await bench.tapOn('Go on');
  expect(bench.said()).toContain('What time is it for you?');
  await bench.send('/timezone Berlin');
  expect(bench.card()?.text).toMatch(/^📅 dentist\nFri 12 Mar, 15:00–16:00 \(Europe\/Berlin\)/);
  await bench.tapOn('Create');
  expect(titles(bench)).toEqual(['dentist']);
});

test('of a long text the time is read by its first line, also behind the zone', async () => {
  const bench = createEventBench();
  await bench.send(`/event dentist tomorrow at 3pm\n${'and more '.repeat(250)}`);
  await bench.send('/timezone Berlin');
  expect(bench.card()?.text).toMatch(/^📅 dentist\nFri 12 Mar, 15:00–16:00/);
});

test('a time alone asks for the name, several are not one event, and what is too long is said', async () => {
  const bench = await begin();
  await bench.send('/event tomorrow at 3pm');
  expect(bench.said()).toMatch(/^📅 What is it\? Reply to this message with its name.*\nFri 12 Mar, 15:00/);
  expect(labels(bench)).not.toContain('✅ Create');
  await bench.send('/event dentist on monday at 3pm and lunch on tuesday at noon');
  expect(bench.said()).toContain('I see several times in this');
  await bench.send(`/event ${'party '.repeat(250)}tomorrow at 8pm`);
  expect(bench.said()).toContain('A title holds 1,024 characters: the rest is in the description.');
  await bench.send(`/event party tomorrow at 8pm\n${'x'.repeat(MAX_EVENT_DETAILS + 50)}`);
  expect(bench.said()).toContain('A description holds 4,000 characters');
  for (const { text } of bench.chat()) expect(text.length).toBeLessThan(4_096);
});

test('a message that is edited changes its card, until it is made', async () => {
  const bench = await begin();
  const sent = textMessage('/event dentist tomorrow at 3pm', 90, { date: THURSDAY / 1_000 });
  await bench.deliver({ update_id: 900, message: sent });
  const edit = async (update_id: number, text: string) =>
    await bench.deliver({ update_id, edited_message: { ...sent, text, edit_date: THURSDAY / 1_000 + 9 } });
  await edit(901, '/event dentist tomorrow at 4pm');
  expect(bench.chat()).toMatchObject([{ text: expect.stringMatching(/^📅 dentist\nFri 12 Mar, 16:00/) }]);
  await bench.tapOn('Create');
  await edit(902, '/event dentist tomorrow at 5pm');
  expect(bench.said()).toMatch(/^It is in your calendar as you wrote it first/);
  expect([...bench.kept.values()]).toMatchObject([{ time: { startMs: Date.parse('2027-03-12T15:00Z') } }]);
});

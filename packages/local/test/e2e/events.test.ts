// From a spoken sentence to one event in a calendar, through the real processes, killed while they make it; and the free times
// around what stands there.
import {
  haveRecogniser,
  readVoiceNote,
  type SpeechDouble,
  startSpeechDouble,
} from '@steward/stand-ins/testing';
import { buttonsOf, textOf } from '@steward/telegram-emulator/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ADA,
  type ConnectionsWorld,
  type Member,
  startConnectionsWorld,
} from './connections/connections-world.ts';

const PATIENCE = 300_000;
const HOUR = 3_600_000;
/** A Saturday: the clocks go forward in the night, so that what is said of Friday is in summer time. */
const BEGINS_AT = '2027-03-27T12:00:00Z';
const ZONE = 'Europe/Berlin';

/** The first full hour from then on that a clock in that zone shows so. */
const firstAt = (shown: string, zone: string): number => {
  const clock = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  let ms = Date.parse(BEGINS_AT);
  while (!clock.format(ms).match(shown)) ms += HOUR / 4;
  return ms;
};

let world: ConnectionsWorld;
let speech: SpeechDouble;
let ada: Member;
beforeAll(async () => {
  speech = await startSpeechDouble({ apiKey: 'k3y', models: ['whisper-1'] });
  const environment = { SPEECH_URL: speech.url, SPEECH_API_KEY: 'k3y' };
  world = await startConnectionsWorld({ beginsAt: BEGINS_AT, environment });
  ada = await world.join('Ada');
  await ada.person.asks(`/timezone ${ZONE}`, ZONE);
  await ada.connects(ADA);
}, PATIENCE);
afterAll(async () => {
  // A tap that is answered by the second process was answered by the first.
  for (const _ of ['twice', 'tapped', 'killed', 'twice']) world.expectRefusal(400);
  const refused = world.refusedCalls();
  await Promise.all([world.close(), speech.close()]);
  expect(refused).toEqual([]);
}, PATIENCE);

const spanOf = ({ start, end }: ReturnType<typeof world.google.events>[number]): number[] =>
  [start, end].map(({ dateTime = '' }) => Date.parse(dateTime));
const inCalendar = () => world.google.events(ADA, ADA).filter(({ status }) => status !== 'cancelled');
describe.runIf(haveRecogniser('that spoken events are understood'))('spoken', { timeout: PATIENCE }, () => {
  const DOCTOR = /Fri 2 Apr, 15:00–16:00 \(Europe\/Berlin\)/;

  test('it is asked about, and made once at the right instant, whatever dies while it is made', async () => {
    const { person } = ada;
    const { google } = world;
    person.records({ kind: 'voice', bytes: readVoiceNote('meeting-with-the-doctor') });
    const card = await person.sees('📅 meeting with the doctor');
    expect(textOf(card)).toMatch(DOCTOR);
    expect(inCalendar()).toEqual([]);
    expect(world.ollama.chats()).toEqual([]);

    google.fail('silent', { where: 'POST /calendar', times: 1 });
    google.fail('answer-lost', { where: 'POST /calendar', times: 9 });
    const asked = () => google.seen.filter(({ route }) => /^POST .*events$/.test(route)).length;
    await Promise.all([person.taps(card, 'Create'), person.taps(card, 'Create')]);
    await expect.poll(asked, { interval: 10 }).toBe(1);
    await world.killed();
    // Now it is made, and nobody hears of it.
    await expect.poll(() => inCalendar().length, { interval: 10, timeout: 120_000 }).toBe(1);
    await world.killed();
    google.recover();
    await person.sees('✅ In your calendar: meeting with the doctor');
    // In the order of the chat: whatever else is tried comes before.
    const list = await person.asks('/events', 'Events that I made');
    expect(textOf(list)).toMatch(DOCTOR);
    const startMs = firstAt('Fri.*15:00', ZONE);
    expect(inCalendar().map((event) => [event.summary, ...spanOf(event)])).toEqual([
      ['meeting with the doctor', startMs, startMs + HOUR],
    ]);
    await person.tapsNewest('Undo');
    await person.sees('Taken out of your calendar');
    expect(inCalendar()).toEqual([]);
    await person.asks('/events', 'taken back');
    expect(world.google.mails).toEqual([]);
  });
});

const busyBetween = (start: string, end: string) => {
  const at = (dateTime: string) => ({ dateTime, timeZone: ZONE });
  world.google.seed(ADA, ADA, { summary: 'busy', start: at(start), end: at(end) });
};

describe('written', { timeout: PATIENCE }, () => {
  test('a free time beside all that stands there becomes a card, which replies change', async () => {
    const { person } = ada;
    busyBetween('2027-03-29T08:00:00+02:00', '2027-03-29T12:00:00+02:00');
    busyBetween('2027-03-30T00:00:00+02:00', '2027-03-30T23:00:00+02:00');
    busyBetween('2027-03-31T09:30:00+02:00', '2027-03-31T09:50:00+02:00');
    const free = await person.asks('/free 45 min next week', 'Free for 45 minutes');
    const slots = buttonsOf(free)
      .filter(({ text }) => /^\w{3} \d+ \w{3}, \d\d:\d\d$/.test(text))
      .map(({ text }) => firstAt(text.replace(/ |, /g, '.*'), ZONE));
    expect(slots.length).toBeGreaterThan(2);
    const busy = inCalendar().map(spanOf);
    expect(
      slots.filter((ms) => busy.some(([from = 0, to = 0]) => ms < to && ms + 0.75 * HOUR > from)),
    ).toEqual([]);
    await person.taps(free, /^Thu/);
    const card = await person.sees('What is it?');
    person.says('Dentist', { replyTo: card.message_id });
    await person.sees(/^📅 Dentist\nThu 1 Apr, 09:00–09:45 \(Europe\/Berlin\)/);
    person.says('make it 4pm', { replyTo: card.message_id });
    await person.sees(/^📅 Dentist\nThu 1 Apr, 16:00–16:45 \(Europe\/Berlin\)/);
    await person.tapsNewest('Cancel');
    await person.sees('✖ Cancelled');
    expect(inCalendar()).toHaveLength(busy.length);
  });

  test('what is forwarded goes where a rule says, and a note is kept', async () => {
    const { person } = ada;
    await person.asks('note: the door code is 4711', 'Noted.');
    await person.asks('/notes', 'the door code is 4711');
    await person.asks('/rules add parcel → task', '“parcel” → ☑️ task');
    const from = { id: 9, is_bot: false, first_name: 'Xi' };
    world.emulator.sendOther(person.id, person.id, {
      text: 'Your parcel comes tomorrow at 11:00',
      forward_origin: { type: 'user', date: Date.parse(BEGINS_AT) / 1_000, sender_user: from },
    });
    await person.sees('☑️ Add to your tasks: «Your parcel comes tomorrow at 11:00»?');
    await person.tapsNewest('Add');
    await person.asks('/tasks', 'Your parcel comes');
  });
});

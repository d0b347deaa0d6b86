import { describe, expect, test } from 'vitest';
import {
  EVENT_MOMENT,
  eventUtterances,
  heldOutUtterances,
  readUtterance,
  toldEvent,
} from '../testing/told-event.ts';
import { instantOf } from '../when/local-time.ts';
import { eventAskedFor, type ReadEvent, readEvent } from './read-event.ts';

const read = (text: string): ReadEvent => readEvent(text, EVENT_MOMENT);
const told = (text: string) => toldEvent(read(text));

describe('sentences in six languages', () => {
  const judged = [...eventUtterances, ...heldOutUtterances].map((utterance) => ({
    text: utterance.text,
    want: utterance.want,
    said: toldEvent(readUtterance(utterance)),
  }));

  test('no event has another time, length or place than was said', () => {
    const wrong = judged.filter(
      ({ want, said }) =>
        said.start.startsWith('2027') &&
        (said.start !== want.start || said.minutes !== want.minutes || said.place !== want.place),
    );
    expect(wrong).toEqual([]);
  });

  test('what is to be answered as chat is no event', () => {
    expect(judged.filter(({ want, said }) => want.start === 'chat' && said.start !== 'chat')).toEqual([]);
  });

  test('of 184 at most seven are not read as they were meant', () => {
    expect(judged).toHaveLength(184);
    const other = judged.filter(({ want, said }) => JSON.stringify(want) !== JSON.stringify(said));
    expect(other.length, JSON.stringify(other)).toBeLessThanOrEqual(7);
  });
});

test.each([
  'i have an idea for the party on friday at 8pm',
  'i have to prepare the meeting on friday at 3pm',
  'ich habe eine Frage zum Termin am Freitag um 15 Uhr',
  "j'ai une question sur la réunion de mardi à 10h",
  'tenho uma dúvida sobre a reunião de terça às 10h',
  'у меня вопрос про встречу во вторник в 10:00',
  'can you schedule it if it rains on friday at 3pm?',
])('what is about an event is none: %s', (text) => {
  expect(eventAskedFor(text, EVENT_MOMENT)).toBeUndefined();
});

test.each([
  ['could you please schedule dentist on friday at 3pm?', 'dentist'],
  ['can you set up a call with Bob on friday at 3pm?', 'call with Bob'],
  ['nouvel événement : dîner vendredi à 15h', 'dîner'],
  ['новое событие: ужин в пятницу в 15:00', 'ужин'],
])('it is asked for kindly, and by a label: %s', (text, title) => {
  expect(toldEvent(eventAskedFor(text, EVENT_MOMENT))).toMatchObject({ title, start: '2027-03-12T15:00' });
});

test.each([
  ['holiday from 5 to 9 April', 'holiday', '2027-04-05', '2027-04-10'],
  ['Urlaub vom 5. bis 9. April', 'Urlaub', '2027-04-05', '2027-04-10'],
  ['vacaciones del 5 al 9 de abril', 'vacaciones', '2027-04-05', '2027-04-10'],
  ['отпуск с 5 по 9 апреля', 'отпуск', '2027-04-05', '2027-04-10'],
  ['add a trip from 28 March to 2 April to my calendar', 'trip', '2027-03-28', '2027-04-03'],
  ['trip monday - wednesday all day', 'trip', '2027-03-15', '2027-03-18'],
])('several days: %s', (text, title, from, until) => {
  expect(read(text)).toMatchObject({ kind: 'event', title, when: { kind: 'days', from, until } });
});

test.each([
  ['trip from 1 to 3 March 2027', 'trip', 'past'],
  ['trip 9 to 5 april', 'trip', 'no-clock'],
  ['Paris to Rome on friday', 'Paris to Rome', 'no-clock'],
  ['train 5 to London on 9 April', 'train 5 to London', 'no-clock'],
  ['holiday to friday', 'holiday to', 'no-clock'],
  ['meeting 9-11 on monday', 'meeting', '2027-03-15T09:00'],
])('no several days ahead: %s', (text, title, start) => {
  expect(told(text)).toMatchObject({ title, start });
});

describe('a title', () => {
  test('is the first line; what stands below goes with it', () => {
    expect(read('Lunch tomorrow at 12:30\nbring the slides\n\nand cake')).toMatchObject({
      title: 'Lunch',
      details: 'bring the slides\nand cake',
    });
  });

  test('has at most 1,024 characters, and nothing is lost', () => {
    const { title, details = '' } = read(`${'word '.repeat(300)}tomorrow at 3pm`);
    expect(title.length).toBeLessThanOrEqual(1_024);
    expect(`${title} ${details}`).toBe('word '.repeat(300).trim());
  });

  test('keeps no brackets around nothing', () => {
    expect(read('dentist (20min) tomorrow at 3pm').title).toBe('dentist');
  });

  test('is empty where only a time was said', () => {
    expect(told('tomorrow at 3pm')).toMatchObject({ title: '', start: '2027-03-12T15:00' });
  });

  test('of a text that is too long to be read has no time', () => {
    expect(read('x'.repeat(2_001))).toMatchObject({ kind: 'asked', why: 'no-time' });
    expect(eventAskedFor(`schedule ${'x'.repeat(2_001)} at 3pm`, EVENT_MOMENT)).toBeUndefined();
  });
});

describe('who and where', () => {
  test.each([
    ['Call with Bob, Eve and Dr. Who tomorrow at 3pm', ['Bob', 'Eve', 'Dr'], undefined],
    [
      'lunch with anna@example.com and bob@x.example.de. tomorrow at 3pm',
      ['anna@example.com', 'bob@x.example.de'],
      undefined,
    ],
    ['sync with anna & ben about the budget tomorrow at 3pm', ['anna', 'ben'], undefined],
    ['talk in Berlin with Kim tomorrow at 3pm', ['Kim'], 'Berlin'],
    ['lesson in Python tomorrow at 3pm', [], undefined],
    ['check-up at the dentist tomorrow at 3pm', [], undefined],
    ['at the office tomorrow at 3pm', [], undefined],
    ['drinks at A Very Long Name Of Some Bar tomorrow at 3pm', [], undefined],
  ])('%s', (text, attendees, place) => {
    const found = read(text);
    expect([found.attendees, found.place]).toEqual([attendees, place]);
  });
});

describe('a length', () => {
  test.each([
    ['call 30 minutes after lunch tomorrow at 3pm', 'unclear', 0],
    ['call in 30 minutes for 45 min', '2027-03-11T10:30', 45],
    ['meeting tomorrow at 3pm lasting 90 minutes', '2027-03-12T15:00', 90],
    ['meeting tomorrow at 9:00 until noon', '2027-03-12T09:00', 180],
    ['meeting tomorrow 11-1pm', '2027-03-12T11:00', 120],
    ['meeting tomorrow from 8am to 10pm', '2027-03-12T08:00', 840],
    ['eine Stunde lang Sport morgen um 18 Uhr', '2027-03-12T18:00', 60],
    ['walk to 10 Downing Street tomorrow at 3pm', '2027-03-12T15:00', 60],
    ['call tomorrow from 3pm to at 4pm', '2027-03-12T15:00', 60],
    ['sale until midsummer tomorrow at 3pm', 'unclear', 0],
    ['meeting tomorrow at 3pm until 99', 'end-unclear', 0],
    ['conference on monday for 3 days', 'unclear', 0],
    ['dentist tomorrow at 3pm 45min', '2027-03-12T15:00', 45],
    ['Zahnarzt morgen um 15 Uhr (20min)', '2027-03-12T15:00', 20],
  ])('%s', (text, start, minutes) => {
    expect(told(text)).toMatchObject({ start, minutes });
  });

  test('says where it comes from', () => {
    const from = (text: string) => {
      const found = read(text);
      return found.kind === 'event' && found.when.kind === 'time' ? found.when.lengthFrom : undefined;
    };
    expect(
      ['call at 3pm', 'call at 3pm for 1 hour', 'call from 3pm to 4pm'].map((text) => from(text)),
    ).toEqual(['default', 'length', 'end']);
  });

  test('is among the words that were taken for the time', () => {
    expect(read('call tomorrow from 3pm to 4pm').timeWords).toEqual(['tomorrow from 3pm to 4pm']);
    expect(read('call until 4pm, tomorrow at 3pm').timeWords).toEqual(['tomorrow at 3pm', 'until 4pm']);
  });
});

describe('a time that is asked about', () => {
  test('of several, with each of them', () => {
    expect(read('gym next friday')).toMatchObject({
      why: 'ambiguous',
      options: [
        { kind: 'day', date: '2027-03-12' },
        { kind: 'day', date: '2027-03-19' },
      ],
    });
  });

  test('that comes twice, with both; an end tells nothing of which', () => {
    const zone = 'Europe/Berlin';
    const nowMs = instantOf('2027-10-30T10:00', zone);
    const found = readEvent('maintenance on sunday at 2:30am', { nowMs, zone });
    const starts = found.kind === 'asked' && found.why === 'twice' ? found.options : [];
    expect(starts.map(({ startMs }) => new Date(startMs).toISOString())).toEqual([
      '2027-10-31T00:30:00.000Z',
      '2027-10-31T01:30:00.000Z',
    ]);
    expect(readEvent('maintenance on sunday at 2:30am until 2:45am', { nowMs, zone })).toMatchObject({
      kind: 'event',
    });
    const soon = { nowMs: Date.parse('2027-10-31T00:20:00Z'), zone };
    expect(readEvent('call in 1 hour', soon)).toMatchObject({ kind: 'event' });
  });

  test('that the clocks skip, with the one behind it', () => {
    expect(read('maintenance on 28 March at 2:30am')).toMatchObject({
      why: 'gap',
      local: '2027-03-28T02:30',
      instead: { local: '2027-03-28T03:30' },
    });
    expect(told('maintenance on 28 March from 2:30am to 1am').start).toBe('end-before-start');
  });

  test.each([
    ['trade fair all day yesterday', 'past'],
    ['trade fair all day on 12 May 2029', 'far'],
    ['jump on 30 February at 10:00', 'never'],
    ['dinner on friday from 5pm to 3pm', 'end-before-start'],
    ['Sport morgens um 7', '2027-03-12T07:00'],
  ])('%s', (text, start) => {
    expect(told(text).start).toBe(start);
  });
});

test.each([
  ['Add dentist to my calendar', 'no-time'],
  ['Add to my calendar', undefined],
  ['event: swimming', 'no-time'],
  ['i have a meeting on monday', 'no-clock'],
  ['i have a meeting yesterday at 3pm', undefined],
  ['i have a really very quite awfully long meeting tomorrow at 3pm', undefined],
  ['i have lunch at noon every day', undefined],
  ['create a meeting invitation email for tomorrow at 3pm', undefined],
  ['agenda de mañana a las 9:00', undefined],
  ['schedule that stuff', undefined],
  ['what is the weather tomorrow at 3pm', undefined],
])('%s', (text, why) => {
  const found = eventAskedFor(text, EVENT_MOMENT);
  expect(found?.kind === 'asked' ? found.why : found?.kind).toBe(why);
});

test.each([
  ['from 3pm to 5pm', '2027-03-12T15:00', 120],
  ['at 3pm for an hour and a half', '2027-03-12T15:00', 90],
])('a time far into the text is read as one at its beginning: %s', (time, start, minutes) => {
  expect(told(`${'party '.repeat(60)}tomorrow ${time} ${'and more '.repeat(60)}`)).toMatchObject({
    start,
    minutes,
  });
});

test('several days behind many words that could part days are read', () => {
  const found = read(`${'from door to door '.repeat(20)}camp 5 to 9 april`);
  expect(found).toMatchObject({ when: { from: '2027-04-05', until: '2027-04-10' } });
});

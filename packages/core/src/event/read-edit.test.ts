import { describe, expect, test } from 'vitest';
import { EDITED, editsIn, eventEdits, readEditOf, toldEdit } from '../testing/told-edit.ts';
import { EVENT_MOMENT } from '../testing/told-event.ts';
import { instantOf } from '../when/local-time.ts';
import type { TimeBase } from './edited-time.ts';
import heldOut from './held-out-edits.json' with { type: 'json' };
import { readEdit } from './read-edit.ts';

const { zone } = EVENT_MOMENT;
const told = (text: string, base: TimeBase = EDITED, moment = EVENT_MOMENT) =>
  toldEdit(readEdit(text, base, moment));
const at = (local: string, minutes = 60): TimeBase => ({
  time: { zone, startMs: instantOf(local, zone), minutes },
});
const days = (start: string, end: string): TimeBase => ({ time: { zone, days: { start, end } } });

describe('replies in six languages', () => {
  test('change what they say', () => {
    expect(eventEdits.length).toBeGreaterThanOrEqual(100);
    expect(eventEdits.map(({ text, want }) => [text, want])).toEqual(
      eventEdits.map((edit) => [edit.text, readEditOf(edit)]),
    );
  });

  test('that were held out are read, or not read, but never read as another change', () => {
    const judged = editsIn(heldOut).map((edit) => ({ ...edit, read: readEditOf(edit) }));
    const other = judged.filter(({ want, read }) => read !== want);
    expect(judged).toHaveLength(24);
    expect(other.filter(({ read }) => read !== '—')).toEqual([]);
    expect(other.length, JSON.stringify(other)).toBeLessThanOrEqual(1);
  });
});

describe('a time', () => {
  test.each([
    // Nobody moves lunch into the night.
    ['make it 1', at('2027-03-12T11:00'), '2027-03-12T13:00 60'],
    ['at 8', at('2027-03-12T19:00'), '2027-03-12T20:00 60'],
    // Six hours to both.
    ['at 6', at('2027-03-12T12:00'), 'asked ambiguous'],
    ['on monday at 3', at('2027-03-12T14:00'), '2027-03-15T15:00 60'],
    ['midnight', at('2027-03-12T20:00'), '2027-03-13T00:00 60'],
    ['next friday at 4', at('2027-03-12T15:00'), 'asked ambiguous'],
    ['morgens um 7', at('2027-03-12T09:00'), '2027-03-12T07:00 60'],
    ['in 2 hours', EDITED, '2027-03-11T12:00 60'],
    ['at 9', at('2027-03-11T12:00'), 'asked past'],
    ['3 hours earlier', at('2027-03-11T12:00'), 'asked past'],
    ['for 30 minutes and an hour longer', EDITED, '—'],
    ['until 5, an hour longer', EDITED, '—'],
    ['friday, an hour later', EDITED, '—'],
    ['an hour later and 10 minutes earlier', EDITED, '—'],
    ['a day longer', EDITED, '—'],
    ['a month later', EDITED, '—'],
    ['1h30', EDITED, '—'],
    ['move it from 3 to 5', EDITED, '—'],
    ['an hour shorter', EDITED, 'asked end-before-start'],
    ['every friday at 9', EDITED, 'asked repeats'],
    ['for 9999 hours', EDITED, 'asked far'],
  ])('%s', (text, base, want) => {
    expect(told(text, base)).toBe(want);
  });

  test('keeps which of two it was, and asks where the clocks show or skip it', () => {
    const moment = { nowMs: instantOf('2027-10-30T10:00', zone), zone };
    const second = { time: { zone, startMs: Date.parse('2027-10-31T01:30Z'), minutes: 60 } };
    const longer = readEdit('an hour longer', second, moment);
    expect(longer).toMatchObject({ when: { startMs: Date.parse('2027-10-31T01:30Z') } });
    expect(told('on sunday', at('2027-10-30T02:30'), moment)).toBe('asked twice');
    const spring = { nowMs: instantOf('2027-03-26T10:00', zone), zone };
    expect(told('2:30 am', at('2027-03-28T01:00'), spring)).toBe('asked gap');
  });
});

describe('whole days', () => {
  const fair = days('2027-03-15', '2027-03-17');
  const until = (text: string, base = fair) => {
    const read = readEdit(text, base, EVENT_MOMENT);
    return read?.kind === 'edit' && read.when?.kind === 'days' ? read.when : toldEdit(read);
  };

  test.each([
    ['a day later', { from: '2027-03-16', until: '2027-03-18' }],
    ['a day longer', { from: '2027-03-15', until: '2027-03-18' }],
    ['move it to friday', { from: '2027-03-12', until: '2027-03-14' }],
    ['all day', { from: '2027-03-15', until: '2027-03-17' }],
    ['a week earlier', 'asked past'],
    ['2 days shorter', 'asked end-unclear'],
    ['an hour later', '—'],
    ['2 hours', 'asked no-clock'],
    ['until 5', 'asked no-clock'],
    ['in the evening', 'asked no-clock'],
    ['at 16:00', '2027-03-15T16:00 60'],
    ['tomorrow at 16:00 for 2 hours', '2027-03-12T16:00 120'],
    ['tomorrow 16:00 until 17:00', '2027-03-12T16:00 60'],
  ])('%s', (text, want) => {
    expect(until(text)).toEqual(typeof want === 'string' ? want : { kind: 'days', ...want });
  });
});

describe('the answer to a question for a time', () => {
  test.each([
    ['friday at 3pm', {}, '2027-03-12T15:00 60'],
    ['friday', {}, 'asked no-clock'],
    ['friday', { allDay: true as const }, '2027-03-12 all day'],
    ['all day', {}, 'asked no-time'],
    ['all day', { date: '2027-03-12' }, '2027-03-12 all day'],
    ['15:00', { date: '2027-03-12', minutes: 30 }, '2027-03-12T15:00 30'],
    ['9', { date: '2027-03-12' }, '2027-03-12T09:00 60'],
    ['2 hours', { date: '2027-03-12' }, 'asked no-clock'],
    ['10 to 11:30', { date: '2027-03-12' }, '2027-03-12T10:00 90'],
    ['10:00 to 11:30', { date: '2027-03-12' }, '2027-03-12T10:00 90'],
    ['until 5', {}, 'asked no-time'],
    ['an hour later', {}, '—'],
    ['an hour longer', {}, '—'],
  ])('%s, of %j', (text, asked, want) => {
    expect(told(text, { asked })).toBe(want);
  });

  test('says how long it was to last, for the next one', () => {
    const read = readEdit('friday', { asked: { minutes: 30 } }, EVENT_MOMENT);
    expect(read).toMatchObject({ kind: 'asked', why: 'no-clock', date: '2027-03-12', minutes: 30 });
    expect(readEdit('all day', {}, EVENT_MOMENT)).toMatchObject({ why: 'no-time', allDay: true });
    expect(readEdit('for 20 minutes', {}, EVENT_MOMENT)).toMatchObject({ why: 'no-time', minutes: 20 });
  });

  test('of an event that is moved to a day is of that day', () => {
    expect(told('8pm', { ...EDITED, asked: { date: '2027-03-15' } })).toBe('2027-03-15T20:00 60');
  });
});

describe('a title', () => {
  test.each([
    ['call it Salt, pepper and sugar', 'title Salt, pepper and sugar'],
    ['call it Ocean’s 11', 'title Ocean’s 11'],
    ['call it lunch at Luigi’s', 'title lunch at Luigi’s'],
    ['call it “dentist”, at 4pm', '2027-03-12T16:00 60 · title dentist'],
    ['at the office, call it dentist', 'title dentist · place the office'],
    ['nonsense before, call it dentist', '—'],
    ['title: dentist.', 'title dentist'],
  ])('%s', (text, want) => {
    expect(told(text)).toBe(want);
  });

  test('has at most 1,024 characters, and nothing is lost', () => {
    const read = readEdit(`call it ${'word '.repeat(300)}`, EDITED, EVENT_MOMENT);
    expect(read?.title?.length).toBeLessThanOrEqual(1_024);
    expect(`${read?.title} ${read?.details}`).toBe('word '.repeat(300).trim());
    expect(readEdit(`call it ${'x'.repeat(4_096)}`, EDITED, EVENT_MOMENT)).toBeUndefined();
  });
});

test.each([
  ['anna@example.com, bob@example.com', 'invite anna@example.com, bob@example.com'],
  ['with Anna and bob@example.com', 'with Anna · invite bob@example.com'],
  ['at Luigi’s in Berlin', 'place Luigi’s in Berlin'],
  ['place: Café Central, Main Street 5', 'place Café Central, Main Street 5'],
  ['without a place but Luigi', '—'],
  ['at', '—'],
  ['with', '—'],
  ['with 5 others', '—'],
  ['at 4ish', '—'],
  [`place: ${'x'.repeat(201)}`, '—'],
  ['at a place whose name has a lot of words in it', '—'],
  ['with tomorrow', '—'],
  ['Luigi', '—'],
  ['', '—'],
])('%s', (text, want) => {
  expect(told(text)).toBe(want);
});

test('a long reply is no edit, unless it names whom to invite', () => {
  expect(told('3 to '.repeat(100))).toBe('—');
  const many = Array.from({ length: 20 }, (_, index) => `guest.number.${index}@example.com`);
  expect(readEdit(`invite ${many.join(', ')}`, EDITED, EVENT_MOMENT)?.invites).toEqual(many);
});

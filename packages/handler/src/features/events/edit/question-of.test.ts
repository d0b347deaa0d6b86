// Whatever is said of a time: one sentence that is true, and the times that can be meant.
import { type ReadEvent, readEvent } from '@steward/core/event';
import { instantOf } from '@steward/core/when';
import { expect, test } from 'vitest';
import { questionOf } from './question-of.ts';

const zone = 'Europe/Berlin';
const THURSDAY = instantOf('2027-03-11T10:00', zone);

const askedOf = (text: string, nowMs = THURSDAY) => {
  const read: ReadEvent = readEvent(text, { nowMs, zone });
  if (read.kind !== 'asked') throw new Error('It is clear');
  const { sentence, choices } = questionOf(read, { zone, nowMs });
  return [sentence, ...choices.map(({ text: shown }) => shown)];
};

test.each([
  ['dentist', [/^When is it\? .*“friday at 3pm”/]],
  ['dentist on monday the 16th of march at 3pm', [/^I am not sure which time you mean\./]],
  [
    'dentist on friday',
    [
      /^At what time on Fri 12 Mar\?/,
      'Fri 12 Mar, 09:00',
      'Fri 12 Mar, 12:00',
      'Fri 12 Mar, 15:00',
      'Fri 12 Mar, 18:00',
    ],
  ],
  ['dentist next friday', [/^Which one/, 'Fri 12 Mar', 'Fri 19 Mar']],
  ['dentist next friday at 15:00', [/^Which one/, 'Fri 12 Mar, 15:00', 'Fri 19 Mar, 15:00']],
  [
    'dentist yesterday at 15:00',
    [/^Wed 10 Mar, 15:00 has passed\./, 'Thu 11 Mar, 15:00', 'Fri 12 Mar, 15:00'],
  ],
  ['dentist all day yesterday', [/^Wed 10 Mar has passed\./]],
  ['dentist on 12 May 2029 at 15:00', [/^Sat 12 May 2029 is more than a year away/]],
  ['dentist on 30 February at 10:00', [/^No calendar has that day\./]],
  ['dentist on 28 March at 2:30am', [/^The clocks skip 02:30 on Sun 28 Mar/, 'Sun 28 Mar, 03:30']],
  [
    'dinner on friday from 17:00 to 15:00',
    [/^It would end at 15:00, before it begins at 17:00\./, 'Fri 12 Mar, 17:00, 1 hour'],
  ],
  ['dentist tomorrow at 3pm until 99', [/^I am not sure when it ends\./]],
  ['standup every monday', [/^I make single events.*When is the first one\?$/]],
  ['standup every monday at 9:00', [/^I make single events, none that repeat/, 'Mon 15 Mar, 09:00']],
])('%s', (text, said) => {
  expect(askedOf(text)).toEqual(
    said.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))),
  );
});

test('a time that comes twice is told apart by its offset', () => {
  expect(askedOf('dentist on sunday at 2:30am', instantOf('2027-10-30T10:00', zone))).toEqual([
    'The clocks show 02:30 twice that night. Which one do you mean?',
    'Sun 31 Oct, 02:30 (UTC+2)',
    'Sun 31 Oct, 02:30 (UTC+1)',
  ]);
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  dateText,
  dayText,
  distanceText,
  hourOf,
  language,
  languageOf,
  longDayText,
  momentText,
  numberText,
  plainDateText,
  plural,
  spanText,
  speakAsDevice,
  speakAsPerson,
  timeText,
  weekdayText,
  zone,
} from './language.ts';
import { t } from './texts.ts';

/** A Thursday, half past eleven at night in Berlin. */
const NOW = Date.parse('2027-03-11T22:30:00Z');
const HOUR = 3_600_000;

beforeEach(() => {
  zone.value = 'Europe/Berlin';
});
afterEach(() => {
  language.value = 'en';
  zone.value = undefined;
});

it('is what the person chose, and the device’s again where they take it back', () => {
  speakAsDevice('en-GB');
  speakAsPerson('de');
  expect(language.value).toBe('de');
  speakAsPerson(undefined);
  expect(language.value).toBe('en');
});

describe('times', () => {
  it("are those of the person's clock, and so are days", () => {
    expect([timeText(NOW), hourOf(NOW), longDayText(NOW), dateText(NOW)]).toEqual([
      '23:30',
      23,
      'Thursday 11 March',
      '11 Mar 2027',
    ]);
    expect(dayText(NOW + HOUR, NOW)).toBe('tomorrow');
    zone.value = 'America/New_York';
    expect(dayText(NOW + HOUR, NOW)).toBe('today');
  });

  it.each([
    [-24, 'yesterday'],
    [3 * 24, 'Sunday'],
    [-3 * 24, 'Mon 8 Mar'],
    [20 * 24, 'Thu 1 Apr'],
    [400 * 24, 'Sat 15 Apr 2028'],
  ])('in %i hours is %s', (hours, text) => {
    expect(dayText(NOW + hours * HOUR, NOW).replace(',', '')).toBe(text);
  });

  it.each([
    [10_000, 'now'],
    [-180_000, '3 minutes ago'],
    [2 * HOUR, 'in 2 hours'],
    [3 * 24 * HOUR, 'in 3 days'],
  ])('are %i ms away: %s', (ms, text) => expect(distanceText(NOW + ms, NOW)).toBe(text));

  it('are German in German', () => {
    language.value = 'de';
    expect(momentText(NOW, NOW)).toBe('heute, 23:30');
    expect(distanceText(NOW - 60_000, NOW)).toBe('vor 1 Minute');
    expect([weekdayText(1, 'long'), weekdayText(7, 'short')]).toEqual(['Montag', 'So']);
  });
});

describe('texts', () => {
  it('come in the language of now, and any other one is English', () => {
    expect(['de', 'de-AT', 'DE', 'den', 'fr', undefined].map(languageOf)).toEqual([
      'de',
      'de',
      'de',
      'en',
      'en',
      'en',
    ]);
    expect(t('frame').undo).toBe('Undo');
    language.value = 'de';
    expect(t('frame').undo).toBe('Rückgängig');
  });

  it('count', () => {
    expect([plural(1, 'day', 'days'), plural(0, 'day', 'days'), plural(1200, 'day', 'days')]).toEqual([
      '1 day',
      '0 days',
      '1,200 days',
    ]);
    expect(numberText(114_000)).toBe('114k');
  });

  it('leave a plain date where it is', () => {
    zone.value = 'Pacific/Auckland';
    expect(plainDateText('2027-03-12')).toBe('Fri, 12 Mar 2027');
  });

  it('tell spans in the largest unit that they are whole in', () => {
    expect([5, 60, 90, 2880].map(spanText)).toEqual(['5 minutes', '1 hour', '90 minutes', '2 days']);
    language.value = 'de';
    expect(spanText(1440)).toBe('1 Tag');
  });

  it('say every one of their functions in both languages', () => {
    const say = (text: unknown): void => {
      if (typeof text === 'function') expect(text(3, 'x')).toMatch(/\S/);
      else if (typeof text === 'object' && text !== null) Object.values(text).forEach(say);
      else expect(text).toMatch(/\S/);
    };
    const screens = [
      'frame',
      'signIn',
      'dashboard',
      'settings',
      'conversations',
      'reminders',
      'people',
    ] as const;
    for (const spoken of ['en', 'de'] as const) {
      language.value = spoken;
      for (const screen of screens) say(t(screen));
    }
  });
});

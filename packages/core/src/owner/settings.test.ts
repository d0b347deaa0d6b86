import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isQuiet } from './quiet-hours.ts';
import { areHours, isClock, workingHoursOf } from './settings.ts';

const two = (value: number) => String(value).padStart(2, '0');
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${two(hour)}:${two(minute)}`);

test('a clock on the wall has two digits of each, and nothing else is one', () => {
  fc.assert(fc.property(clock, isClock));
  const others = [
    '24:00',
    '12:60',
    '8:00',
    '08:0',
    '08.00',
    '0800',
    ' 08:00',
    '08:00\n',
    '08:00:00',
    '',
    '٠٨:٠٠',
  ];
  expect(others.filter(isClock)).toEqual([]);
  // Whatever is taken is what a clock shows.
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789: '), maxLength: 6 }), (text) => {
      const [hour, minute] = text.split(':').map(Number);
      return !isClock(text) || (`${two(hour ?? 99)}:${two(minute ?? 99)}` === text && (hour ?? 99) < 24);
    }),
  );
});

test('hours begin and end at different clocks, so that some of the day lies within and some does not', () => {
  expect(areHours({ from: '09:00', until: '24:00' })).toBe(false);
  fc.assert(
    fc.property(clock, clock, (from, until) => {
      expect(areHours({ from, until })).toBe(from !== until);
      if (from !== until)
        expect([from, until].map((at) => isQuiet({ from, until }, at))).toEqual([true, false]);
    }),
  );
});

test('working hours keep their days once, Monday first; without a day there are none', () => {
  const day = fc.integer({ min: 1, max: 7 });
  fc.assert(
    fc.property(fc.array(day, { minLength: 1, maxLength: 20 }), (days) => {
      const kept = workingHoursOf({ days, from: '09:00', until: '17:00' });
      expect(new Set(kept?.days)).toEqual(new Set(days));
      expect(kept?.days.every((one, at, all) => at === 0 || one > (all[at - 1] ?? 9))).toBe(true);
      // What is kept is kept again as it is.
      expect(kept && workingHoursOf(kept)).toEqual(kept);
    }),
  );
  const hours = { from: '09:00', until: '17:00' };
  for (const days of [[], [0], [8], [1, 1.5], [Number.NaN]])
    expect(workingHoursOf({ days, ...hours })).toBeUndefined();
  expect(workingHoursOf({ days: [1], from: '9', until: '17:00' })).toBeUndefined();
});

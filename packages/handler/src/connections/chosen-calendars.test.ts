import { expect, test } from 'vitest';
import { chosenCalendars, MAX_CALENDAR_ID, MAX_CALENDARS } from './chosen-calendars.ts';

test('what a server lists without end fits into an item of the table', () => {
  const listed = (length: number, most: number) =>
    Array.from({ length: most }, (_, index) => ({
      id: `https://dav.example/${index}/`.padEnd(length, 'x'),
      ...{ name: 'n'.repeat(320), writable: true },
    }));
  const kept = chosenCalendars([...listed(MAX_CALENDAR_ID + 1, 1), ...listed(MAX_CALENDAR_ID, 500)]);
  expect(kept).toHaveLength(MAX_CALENDARS);
  expect(JSON.stringify(kept).length).toBeLessThan(300_000);
});

import { expect, test } from 'vitest';
import { describeRule } from './describe-rule.ts';
import { readRRule, toRRule } from './rrule.ts';
import { isZone, tzVersion, zoneNames } from './zone.ts';

const START = '2027-03-11T09:00';
const read = (text: string, start = START) => readRRule(text, start, 'Europe/Berlin');

test.each([
  ['FREQ=DAILY', 'every day at 09:00'],
  ['FREQ=DAILY;INTERVAL=3', 'every 3 days at 09:00'],
  ['FREQ=DAILY;BYDAY=MO,TU', 'every day, if it is Monday and Tuesday at 09:00'],
  ['FREQ=WEEKLY', 'every Thursday at 09:00'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every weekday at 09:00'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'every 2 weeks on Tuesday at 09:00'],
  ['FREQ=WEEKLY;BYDAY=MO,WE,SU', 'every Monday, Wednesday and Sunday at 09:00'],
  ['FREQ=MONTHLY', 'every month on the 11th at 09:00'],
  ['FREQ=MONTHLY;BYMONTHDAY=1,22,-1', 'every month on the 1st, the 22nd and the last day at 09:00'],
  ['FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR', 'every month on the 13th, if it is Friday at 09:00'],
  ['FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1', 'every month on the last Friday at 09:00'],
  ['FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=2', 'every month on the 2nd Saturday or Sunday at 09:00'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', 'every month on the 2nd last working day at 09:00'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR', 'every month on every working day at 09:00'],
  ['FREQ=MONTHLY;BYDAY=TU', 'every month on every Tuesday at 09:00'],
  ['FREQ=YEARLY', 'every year on the 11th of March at 09:00'],
  ['FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=3', 'every year on the 3rd of January and July at 09:00'],
  ['FREQ=YEARLY;BYMONTH=11;BYDAY=TH;BYSETPOS=4', 'every year on the 4th Thursday of November at 09:00'],
  ['FREQ=DAILY;UNTIL=20270401T090000', 'every day at 09:00 until 1 April 2027'],
  ['FREQ=DAILY;COUNT=5', 'every day at 09:00, 5 times'],
  ['FREQ=DAILY;COUNT=1', 'every day at 09:00, once'],
  ['FREQ=HOURLY;INTERVAL=3', 'every 3 hours'],
  ['FREQ=HOURLY', 'every hour'],
  ['FREQ=MINUTELY;INTERVAL=90;COUNT=4', 'every 90 minutes, 4 times'],
  ['FREQ=HOURLY;UNTIL=20270401T090000Z', 'every hour'],
])('%s is read, written as it was, and told as: %s', (text, words) => {
  const rule = read(text);
  expect([rule && toRRule(rule), rule && describeRule(rule)]).toEqual([text, words]);
});

test.each([
  ['RRULE:freq=weekly;byday=2tu', undefined],
  ['FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1'],
  ['FREQ=MONTHLY;BYDAY=+2TU', 'FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2'],
  ['FREQ=DAILY;UNTIL=20270401', 'FREQ=DAILY;UNTIL=20270401T235900'],
  ['FREQ=DAILY;UNTIL=20270401T070000Z', 'FREQ=DAILY;UNTIL=20270401T090000'],
  ['FREQ=WEEKLY;INTERVAL=1;WKST=MO', 'FREQ=WEEKLY'],
  ['FREQ=DAILY;WKST=SU', 'FREQ=DAILY'],
])('%s is kept as %s', (text, kept) => {
  const rule = read(text);
  expect(rule && toRRule(rule)).toBe(kept);
});

test.each([
  '',
  'hello',
  'BYDAY=MO',
  'FREQ=SECONDLY',
  'FREQ=DAILY;INTERVAL=0',
  'FREQ=DAILY;INTERVAL=x',
  'FREQ=DAILY;COUNT=0',
  'FREQ=DAILY;COUNT=3;UNTIL=20270401',
  'FREQ=DAILY;UNTIL=20270231',
  'FREQ=DAILY;UNTIL=soon',
  'FREQ=DAILY;FREQ=WEEKLY',
  'FREQ=DAILY;BYHOUR=9',
  'FREQ=DAILY;BYDAY=XX',
  'FREQ=DAILY;BYMONTHDAY=3',
  'FREQ=DAILY;A=B=C',
  'FREQ=HOURLY;BYDAY=MO',
  'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
  'FREQ=WEEKLY;BYSETPOS=1',
  'FREQ=MONTHLY;BYMONTH=3',
  'FREQ=MONTHLY;BYMONTHDAY=0',
  'FREQ=MONTHLY;BYMONTHDAY=32',
  'FREQ=MONTHLY;BYSETPOS=1',
  'FREQ=MONTHLY;BYDAY=1MO,2TU',
  'FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=1',
  'FREQ=YEARLY;BYDAY=MO',
  'FREQ=YEARLY;BYMONTH=13',
  'FREQ=YEARLY;BYMONTH=1,2;BYDAY=MO;BYSETPOS=1',
  'FREQ=YEARLY;BYMONTHDAY=3',
])('what is no rule, or none that is kept, is not half kept: %s', (text) => {
  expect(read(text)).toBeUndefined();
});

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['America/Argentina/Buenos_Aires', true],
  ['Asia/Kolkata', true],
  ['Asia/Calcutta', true],
  ['europe/berlin', false],
  ['Europe/BERLIN', false],
  ['Etc/GMT+5', false],
  ['Europe/Nowhere', false],
  ['EST', false],
  ['+02:00', false],
  ['Mars/Base', false],
  ['', false],
])('the zone %j: %j', (name, is) => {
  expect(isZone(name)).toBe(is);
});

test('all zones of the database are known, in a version that has a name', () => {
  expect(zoneNames().size).toBeGreaterThan(400);
  expect(tzVersion()).toMatch(/^20\d\d[a-z]$/);
});

test('days of the teens end in th', () => {
  const words = [11, 12, 13, 23].map((day) =>
    describeRule({ frequency: 'monthly', interval: 1, start: START, monthDays: [day] }),
  );
  expect(words.join()).toMatch(/11th.*12th.*13th.*23rd/);
});

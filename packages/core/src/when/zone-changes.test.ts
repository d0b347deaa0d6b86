import { expect, test } from 'vitest';
import { zoneChanges } from './zone-changes.ts';

const in2027 = (zone: string) => {
  const { first, changes } = zoneChanges(zone, Date.UTC(2027, 0), Date.UTC(2028, 0));
  return [
    first,
    ...changes.map(({ atMs, after }) => `${new Date(atMs).toISOString().slice(0, 16)} ${after}`),
  ];
};

test('the changes of a year, each with the offset behind it', () => {
  expect(in2027('Europe/Berlin')).toEqual([60, '2027-03-28T01:00 120', '2027-10-31T01:00 60']);
  expect(in2027('Australia/Lord_Howe')).toEqual([660, '2027-04-03T15:00 630', '2027-10-02T15:30 660']);
  expect(in2027('Asia/Kolkata')).toEqual([330]);
  expect(zoneChanges('Europe/Berlin', Date.UTC(2027, 0), Date.UTC(2028, 0)).changes[0]?.before).toBe(60);
});

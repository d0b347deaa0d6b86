// docs/costs.md holds what scripts/costs.mjs computes, and that follows the prices and the formulas of the page.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

interface Unit {
  usd: number;
  size: number;
  free: number;
  source: string;
}

interface Costs {
  prices: { date: string; units: Record<string, Unit>; servers: Record<string, { usdPerHour: number }> };
  usage(messages: number, answerSeconds: number, firings?: number): Record<string, number>;
  priced(used: Record<string, number>, options?: { free?: boolean }): Record<string, number>;
  serverCosts(type: string, hoursPerDay: number): { instance: number; disk: number; address: number };
  capacity(type: string, hoursPerDay: number): number;
  monthlyCosts(type: string, hoursPerDay: number, messages: number): number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const script = join(root, 'scripts', 'costs.mjs');
const run = promisify(execFile);
const costs = (await import(pathToFileURL(join(root, 'scripts/lib/monthly-costs.mjs')).href)) as Costs;

test('the tables of the page are what the script computes', async () => {
  await run(process.execPath, [script, '--check']);
});

test('every price has a source at AWS, and all have one date', () => {
  expect(costs.prices.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  for (const unit of Object.values(costs.prices.units)) {
    expect(unit.source).toMatch(/^https:\/\/aws\.amazon\.com\//);
    expect(unit.usd).toBeGreaterThan(0);
  }
});

test('a turn writes 9 units and reads 11, and a long answer one more a second and one more in twenty', () => {
  const [none, short, long] = [costs.usage(0, 0), costs.usage(1, 4), costs.usage(1, 24)];
  const more = (name: string, used: Record<string, number>) => (used[name] ?? 0) - (none[name] ?? 0);
  expect([more('tableWrites', short), more('tableReads', short)]).toEqual([9, 11]);
  expect([more('tableWrites', long), more('tableReads', long)]).toEqual([10, 31]);
  expect([more('queueRequests', short), more('queueRequests', long)]).toEqual([4, 5]);
});

test('a firing writes 7 units and reads 2, and keeps the dispatcher awake for at most its look ahead', () => {
  const used = [0, 10_000, 1_000_000].map((firings) => costs.usage(0, 0, firings));
  const [none, some, many] = used as [Record<string, number>, Record<string, number>, Record<string, number>];
  const more = (name: string, of: Record<string, number>) => (of[name] ?? 0) - (none[name] ?? 0);
  expect([more('tableWrites', many), more('tableReads', many)]).toEqual([7_000_000, 2_000_000]);
  const awake = (of: Record<string, number>, firings: number) =>
    (more('functionGbSeconds', of) - firings * 0.5) / 0.25 / (730 * 60);
  expect([awake(some, 10_000), awake(many, 1_000_000)]).toEqual([
    expect.closeTo(13.8, 1),
    expect.closeTo(87.4, 1),
  ]);
});

test('a server costs its hours, and its disk and address also while it sleeps', () => {
  expect(costs.serverCosts('t3.large', 24)).toEqual({
    instance: expect.closeTo(60.74, 2),
    disk: expect.closeTo(4.8, 2),
    address: expect.closeTo(3.65, 2),
  });
  expect(costs.serverCosts('t3.large', 0)).toMatchObject({
    instance: 0,
    disk: expect.closeTo(4.8, 2),
    address: expect.closeTo(3.65, 2),
  });
});

test('what an account has free is taken off once, and never below nothing', () => {
  const used = { functionGbSeconds: 500_000, queueRequests: 10 };
  expect(costs.priced(used)).toEqual({ functionGbSeconds: expect.closeTo(1.333, 3), queueRequests: 0 });
  expect(costs.priced(used, { free: false }).functionGbSeconds).toBeCloseTo(6.667, 3);
});

test('more messages and more hours never cost less', () => {
  for (const type of Object.keys(costs.prices.servers)) {
    for (const hours of [0, 2, 24]) {
      const sums = [0, 10_000, 1_000_000].map((messages) => costs.monthlyCosts(type, hours, messages));
      expect(sums).toEqual([...sums].sort((a, b) => a - b));
    }
    expect(costs.monthlyCosts(type, 24, 0)).toBeGreaterThan(costs.monthlyCosts(type, 2, 0));
    expect([costs.capacity(type, 0), costs.capacity(type, 24)]).toEqual([0, expect.any(Number)]);
  }
});

test('one sum can be asked for, and a wrong question is refused', async () => {
  const { stdout } = await run(process.execPath, [script, 't3.large', '2', '0']);
  expect(stdout).toMatch(/^\d+\.\d\d USD a month\n$/);
  const page = await readFile(join(root, 'docs', 'costs.md'), 'utf8');
  const row = page.split('\n').find((line) => line.startsWith('| `t3.large`, 2 h a day'));
  expect(row).toContain(stdout.split(' ')[0]);
  for (const wrong of [
    ['t9.huge', '2', '5'],
    ['t3.large', '25', '5'],
    ['t3.large', '2', '-1'],
  ])
    await expect(run(process.execPath, [script, ...wrong])).rejects.toMatchObject({ code: 2 });
});

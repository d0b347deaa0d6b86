// /status and what is connected: a line of it, where there is something, and only to whose it is.
import { sampleConnection } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { inGroup, quickBench } from '../../../test/people.ts';
import { scriptedCalendars } from '../../../test/scripted-calendars.ts';

test('/status counts what is connected, and what must be connected again', async () => {
  const { integrations, script } = scriptedCalendars();
  const bench = quickBench({ replace: () => ({ integrations }) });
  await bench.send('/status');
  expect(bench.said()).not.toContain('Connected');
  script.connected = [sampleConnection(), sampleConnection({ id: 'c-2' })];
  await bench.send('/status');
  expect(bench.said()).toContain('🔌 Connected: 2 (/connections)');
  script.connected = [sampleConnection({ state: 'broken' })];
  await bench.send('/status');
  expect(bench.said()).toContain('⚠️ Connected: 1, of which 1 must be connected again (/connections)');
  await inGroup(bench, '/status');
  expect(bench.said()).not.toContain('Connected');
});

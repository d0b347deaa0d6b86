import { ModelError } from '@steward/core';
import { createFakeClock, createMemoryStores } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { type LogFields, silentLog } from '../observability/log.ts';
import { noteFailure } from './note-failure.ts';

const setUp = () => {
  const { profiles } = createMemoryStores();
  const lines: [string, LogFields | undefined][] = [];
  const log = {
    ...silentLog,
    warn: (message: string, fields?: LogFields) => void lines.push([message, fields]),
  };
  return { profiles, lines, context: { owner: 7, log }, clock: createFakeClock(1_000) };
};

const failure = new ModelError('model-limit', 'secret detail', { status: 429 });

test('a failure is logged by code and status, never by what was said, and kept for /status', async () => {
  const { profiles, lines, context, clock } = setUp();
  await noteFailure({ clock, profiles }, context, failure, 'm:1b');
  expect(lines).toEqual([['The model failed', { action: 'answer', error_code: 'model-limit', status: 429 }]]);
  expect(await profiles.get(7)).toMatchObject({
    modelFailure: { code: 'model-limit', model: 'm:1b', atMs: 1_000 },
  });
});

test('a table that does not take it fails no answer', async () => {
  const { profiles, lines, context, clock } = setUp();
  profiles.update = () => Promise.reject(new TypeError('away'));
  await noteFailure({ clock, profiles }, context, new ModelError('model-slow', 'x'), 'm:1b');
  expect(lines).toEqual([
    ['The model failed', { action: 'answer', error_code: 'model-slow' }],
    ['The failure of the model could not be kept', { action: 'note-failure', error: 'TypeError' }],
  ]);
});

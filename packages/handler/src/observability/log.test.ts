import { StewardError } from '@steward/core';
import { afterEach, expect, test, vi } from 'vitest';
import { createPowertoolsLog, errorFields, silentLog } from './log.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What Powertools writes while `run` runs. */
const written = (run: () => void): Record<string, unknown>[] => {
  const lines: string[] = [];
  const take = (line: unknown) => lines.push(String(line)) > 0;
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation(take);
  run();
  return lines.map((line) => JSON.parse(line));
};

test('a line carries level, time, message and what its place knows', () => {
  const [line] = written(() => {
    createPowertoolsLog('worker')
      .child({ update_id: 7 })
      .child({ chat_id: 5 })
      .info('Update settled', { outcome: 'answered' });
  });
  expect(line).toMatchObject({
    level: 'INFO',
    message: 'Update settled',
    service: 'worker',
    update_id: 7,
    chat_id: 5,
    outcome: 'answered',
  });
  expect(Date.parse(String(line?.timestamp))).not.toBeNaN();
});

test('a warning is one, and an error is written with its code, its cause and its frames', () => {
  const cause = Object.assign(new Error('below'), { code: 'ECONNRESET' });
  const lines = written(() => {
    const log = createPowertoolsLog('worker');
    log.warn('Slow');
    log.error('Update failed', new StewardError('storage-unavailable', 'DynamoDB', { cause }), {
      action: 'message',
    });
  });
  expect(lines).toMatchObject([
    { level: 'WARN', message: 'Slow' },
    {
      level: 'ERROR',
      message: 'Update failed',
      action: 'message',
      error: 'StewardError: storage-unavailable',
      error_code: 'storage-unavailable',
      cause: 'Error: ECONNRESET',
    },
  ]);
  expect(lines[1]?.stack_trace).toMatch(/^\s*at .*log\.test\.ts/);
});

test.each([
  ['one line', 'secret words'],
  ['lines that look like frames', 'Unexpected token\n    at secret words\n  at home'],
  ['no words', ''],
])('the message of an error is never logged (%s)', (_, message) => {
  const error = new SyntaxError(message, { cause: new Error('secret words') });
  const fields = JSON.stringify(errorFields(error));
  expect(fields).not.toMatch(/secret|home/);
  expect(fields).toContain('log.test.ts');
});

test('a message that was changed later leaves no frames behind', () => {
  const error = new Error('short');
  error.stack = 'Error: secret words\n  at home\n    at file.ts:1:1';
  expect(errorFields(error)).toEqual({ error: 'Error', stack_trace: '' });
});

test('what is no error is told by its type only', () => {
  expect(errorFields('secret words')).toEqual({ error: 'string' });
  const bare = new Error('x');
  delete bare.stack;
  expect(errorFields(bare)).toEqual({ error: 'Error' });
});

test('the silent log says nothing, also its children', () => {
  const lines = written(() => {
    silentLog.info('x');
    silentLog.child({}).warn('x');
    silentLog.error('x', new Error('x'));
  });
  expect(lines).toEqual([]);
});

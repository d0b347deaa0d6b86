import { expect, test } from 'vitest';
import {
  dueMessage,
  flushMessage,
  moveMessage,
  readDue,
  readEnvelope,
  readFlush,
  readMove,
  readZones,
  zonesMessage,
} from './queue-message.ts';

const FLUSH = { steward: 'flush', updateId: 7, owner: 1001, queuedAtMs: 1, hop: 1 } as const;
const MOVE = { steward: 'move', from: -100, to: -200 } as const;

const open = (value: unknown) => readEnvelope(JSON.stringify(value));

test('an update is read as Telegram sent it', () => {
  expect(open({ update_id: 7 })).toEqual({ value: { update_id: 7 }, redriven: false });
});

test('what an operator sends again is marked, also when it was sent again before', () => {
  for (const value of [{ update_id: 7 }, MOVE]) {
    const again = { steward: 'redrive', update: value };
    for (const letter of [again, { steward: 'redrive', update: again }])
      expect(open(letter)).toEqual({ value, redriven: true });
  }
});

test('our own notes keep their bytes: two versions read them while a new one is let in', () => {
  expect(flushMessage(FLUSH).body).toBe(
    '{"steward":"flush","updateId":7,"owner":1001,"queuedAtMs":1,"hop":1}',
  );
  expect(moveMessage(MOVE).body).toBe('{"steward":"move","from":-100,"to":-200}');
});

test('our own notes go behind what waits in their chat, each once within it', () => {
  expect(flushMessage(FLUSH)).toMatchObject({ groupId: '1001', deduplicationId: '1001:flush-7-1' });
  expect(moveMessage(MOVE)).toMatchObject({ groupId: '-200', deduplicationId: '-200:move--100' });
});

test('our own notes are read as they were written, each by its own kind', () => {
  const [flush, move] = [flushMessage(FLUSH), moveMessage(MOVE)].map(({ body }) => readEnvelope(body).value);
  expect([readFlush(flush), readMove(flush)]).toEqual([FLUSH, undefined]);
  expect([readFlush(move), readMove(move)]).toEqual([undefined, MOVE]);
});

test('what is due goes in a group of its kind, once for each time it is due', () => {
  const due = dueMessage({ owner: -1001, sk: 'REMINDER#5', dueMs: 1_800_000_000_000 });
  expect(due).toEqual({
    groupId: 'r#-1001',
    deduplicationId: '-1001:r5@1800000000000',
    body: '{"steward":"due","owner":-1001,"sk":"REMINDER#5","due":1800000000000}',
  });
  expect(readDue(readEnvelope(due?.body ?? '').value)).toEqual({
    steward: 'due',
    owner: -1001,
    sk: 'REMINDER#5',
    due: 1_800_000_000_000,
  });
  expect(dueMessage({ owner: 1, sk: 'LATER#1', dueMs: 1 })).toBe(undefined);
});

test('new time zone data is told once to each owner, beside their firings', () => {
  const note = { steward: 'zones', owner: -1001, version: '2026c' } as const;
  const message = zonesMessage(note);
  expect(message).toMatchObject({ groupId: 'z#-1001', deduplicationId: '-1001:zones-2026c' });
  expect(readZones(readEnvelope(message.body).value)).toEqual(note);
  expect(readZones({ steward: 'zones' })).toBe(undefined);
});

test.each([
  'no JSON',
  'null',
  '5',
  '[]',
  '{}',
  '{"steward":"redrive"}',
  '{"steward":"redrive","update":null}',
  '{"steward":"redrive","update":"text"}',
  '{"steward":"flush","updateId":7}',
  '{"steward":"move","from":"-100","to":-200}',
  '{"steward":"move","from":100,"to":-200}',
  '{"steward":"move","from":-100,"to":200}',
  '{"steward":"move","from":100,"to":200}',
  '{"steward":"move","from":0,"to":-200}',
  '{"steward":"move","from":-100,"to":-100}',
  '{"steward":"due","owner":"7","sk":"REMINDER#1","due":1}',
  '{"steward":"due","owner":7,"sk":1,"due":1}',
  '{"steward":"due","owner":7,"sk":"REMINDER#1"}',
])('%s is no note', (body) => {
  const { value } = readEnvelope(body);
  expect([readFlush(value), readMove(value), readDue(value)]).toEqual([undefined, undefined, undefined]);
});

import { expect, test } from 'vitest';
import { textMessage } from '../../test/bench.ts';
import { flushMessage, moveMessage, readQueueMessage } from './queue-message.ts';

const update = { update_id: 7, message: textMessage('Hello', 11) };
const read = (value: unknown) => readQueueMessage(JSON.stringify(value));

test('an update is read as Telegram sent it', () => {
  expect(read(update)).toMatchObject({ kind: 'update', redrive: false, incoming: { updateId: 7 } });
});

test('an update that an operator sends again is marked, also when it was sent again before', () => {
  const again = { steward: 'redrive', update };
  for (const letter of [again, { steward: 'redrive', update: again }])
    expect(read(letter)).toMatchObject({ kind: 'update', redrive: true, incoming: { updateId: 7 } });
});

test('our own notes are read as they were written, also when an operator sends them again', () => {
  const flush = { steward: 'flush', updateId: 7, owner: 1001, queuedAtMs: 1, hop: 1 } as const;
  const move = { steward: 'move', from: -100, to: -200 } as const;
  expect(readQueueMessage(flushMessage(flush).body)).toEqual({ kind: 'flush', note: flush });
  expect(readQueueMessage(moveMessage(move).body)).toEqual({ kind: 'move', note: move });
  expect(read({ steward: 'redrive', update: move })).toEqual({ kind: 'move', note: move });
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
])('%s is neither an update nor a note', (body) => {
  expect(readQueueMessage(body)).toBeUndefined();
});

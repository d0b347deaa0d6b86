import { tableDefinition } from '@steward/stand-ins/testing';
import { expect, test } from 'vitest';
import { bytesOf, type Item, indexWriteUnits } from './index-writes.ts';

const table = tableDefinition('sessions');
const session = (changes: Item = {}): Item => ({
  pk: { N: '7' },
  sk: { S: 'MODEL#m#SESSION#s' },
  session_id: { S: 's' },
  model_shard: { S: 'm#7' },
  active_shard: { S: '2026-11-21#7' },
  message_count: { N: '1' },
  ...changes,
});
const archived = () => {
  const { active_shard: _left, ...item } = session();
  return item;
};

test('an item without index keys costs the indexes nothing', () => {
  const message = { pk: { N: '7' }, sk: { S: 'MESSAGE#s' }, content: { S: 'Hi' } };
  expect(indexWriteUnits(table, undefined, message)).toBe(0);
});

test('an item enters and leaves each index with one write', () => {
  expect(indexWriteUnits(table, undefined, session())).toBe(2);
  expect(indexWriteUnits(table, session(), archived())).toBe(1);
  expect(indexWriteUnits(table, archived(), undefined)).toBe(1);
});

test('a key that changes costs two writes, what is not projected none', () => {
  expect(indexWriteUnits(table, session(), session({ active_shard: { S: '2026-11-22#7' } }))).toBe(2);
  expect(indexWriteUnits(table, session(), session({ message_count: { N: '3' } }))).toBe(0);
});

test('an item is as large as its names and values', () => {
  expect(bytesOf({ sk: { S: 'é' }, n: { N: '1700000000000' }, list: { L: [{ N: '5' }] } })).toBe(
    2 + 2 + 1 + 8 + 4 + 3 + 1 + 2,
  );
});

import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench, textMessage } from '../../test/bench.ts';
import * as keys from '../aws/keys.ts';
import { OWNED_ITEMS } from './owned-items.ts';

/** Declared kinds that a key belongs to: exactly one is right. */
const kindsOf = (sk: string): string[] =>
  OWNED_ITEMS.map(({ prefix }) => prefix).filter((prefix) =>
    prefix.endsWith('#') ? sk.startsWith(prefix) : sk === prefix,
  );

const undeclared = (all: string[]): string[] => all.filter((sk) => kindsOf(sk).length !== 1);

test('every key that is made for an owner is declared, with what a move and /forget do to it', () => {
  const makers = Object.entries(keys).filter(([name]) => name.endsWith('Key')) as [
    string,
    (...args: unknown[]) => keys.Key,
  ][];
  expect(makers.length).toBeGreaterThan(5);
  const ref = Object.assign(Object(1), { owner: 1, bornWith: 'm', sessionId: 's' });
  const made = makers.map(([, make]) => make(ref, 'u1', 'k').sk);
  expect(undeclared(made)).toEqual([]);
  expect(
    undeclared(
      Object.entries(keys).flatMap(([name, key]) => (name.endsWith('_PREFIX') ? [String(key)] : [])),
    ),
  ).toEqual([]);
  expect(undeclared(['REMINDER#1'])).toEqual(['REMINDER#1']);
});

test('everything that a chat leaves in the table is declared', async () => {
  const bench = createBench({ clock: createFakeClock(undefined, { mode: 'auto' }) });
  const document = { file_id: 'f', file_name: 'talk.json', file_size: 100 };
  const conversation = {
    user_id: 1,
    session_id: 's',
    model_name: 'small:1b',
    conversation: [{ role: 'user', content: 'Hi' }],
  };
  bench.services.download = async () => Buffer.from(JSON.stringify(conversation));
  await bench.send('Hello');
  await bench.deliver({ update_id: 50, message: { ...textMessage('', 60), text: undefined, document } });
  await bench.deliver({ update_id: 51, message: textMessage('x'.repeat(4_096), 61) });
  await bench.stores.stops.write(1001, { upToUpdateId: 1, atMs: 1 });
  const stored = bench.stores.dump().items.map(({ sk }) => sk);
  expect(new Set(stored.flatMap(kindsOf))).toEqual(new Set(OWNED_ITEMS.map(({ prefix }) => prefix)));
  expect(undeclared(stored)).toEqual([]);
});

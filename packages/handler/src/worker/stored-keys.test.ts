// The bytes of what an update leaves: two versions read them while a new one is let in, and so does every later one.
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench, textMessage, USER } from '../../test/bench.ts';

const NOW = 1_700_000_000_000;

test('what an update leaves has the keys it always had', async () => {
  const { deliver, stores } = createBench({ clock: createFakeClock(NOW, { mode: 'auto' }) });
  await deliver({ update_id: 4711, message: textMessage('Hello', 11) });
  const { items } = stores.dump();
  expect(items.map(({ pk, sk }) => `${pk} ${sk}`).sort()).toEqual([
    `${USER.id} MESSAGE#srt-3mv#1700000000000#000000004711#000000`,
    `${USER.id} MESSAGE#srt-3mv#1700000000000#000000004711#000001`,
    `${USER.id} MODEL#small:1b#SESSION#srt-3mv`,
    `${USER.id} PROFILE`,
    `${USER.id} UPDATE#4711`,
  ]);
});

test('what is recorded of an update has the names it always had', async () => {
  const { buttons, deliver, send, stores, tap } = createBench({
    clock: createFakeClock(NOW, { mode: 'auto' }),
  });
  const press = () => tap(buttons()[0]?.data ?? '');
  await send('Hello');
  await deliver({ update_id: 100, edited_message: textMessage('Hello again', 500) });
  for (const text of ['/archive', '/restore 1', '/delete 1']) await send(text);
  await press();
  await send('/forget');
  await press();
  await press();
  const factsOf = (updateId: number) =>
    Object.keys(stores.dump().items.find(({ sk }) => sk === `UPDATE#${updateId}`)?.facts ?? {}).sort();
  expect(factsOf(1)).toEqual(expect.arrayContaining(['created', 'sent.note', 'try.answer', 'try.note']));
  const found = [100, 2, 3, 4, 5, 8].map(factsOf);
  expect(found).toEqual([
    expect.arrayContaining(['edited']),
    ['archiving', 'sent.r1', 'try.r1'],
    ['restoring', 'sent.r1', 'try.r1'],
    ['sent.r1', 'try.r1'],
    ['deleting'],
    ['forgotten'],
  ]);
});

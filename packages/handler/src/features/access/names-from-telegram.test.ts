// Whom the list does not name is called what Telegram says; a name that cannot be had takes nobody from the list.
import { expect, test } from 'vitest';
import { withNames } from './names-from-telegram.ts';

test('names are asked for of who has none, and who has one, or cannot be found, stays as they are', async () => {
  const asked: number[] = [];
  const telegram = {
    async getChat({ chat_id }: { chat_id: number }) {
      asked.push(chat_id);
      if (chat_id === 2) return { first_name: 'Bob', last_name: 'Ross' };
      if (chat_id === -3) return { title: 'The\u202e crew' };
      throw new Error('chat not found');
    },
  } as unknown as Parameters<typeof withNames>[0]['telegram'];
  const person = (id: number, more = {}) => ({ id, standing: 'configured' as const, ...more });
  const people = [
    person(1, { standing: 'owner' }),
    person(2),
    person(-3),
    person(4),
    person(5, { name: 'Eve' }),
  ];
  expect((await withNames({ telegram }, people)).map(({ id, name }) => [id, name])).toEqual([
    [1, undefined],
    [2, 'Bob Ross'],
    [-3, 'The crew'],
    [4, undefined],
    [5, 'Eve'],
  ]);
  expect(asked).toEqual([2, -3, 4]);
  // Of very many only the first are asked for.
  const many = Array.from({ length: 30 }, (_, index) => person(100 + index));
  expect(await withNames({ telegram }, many)).toEqual(many);
  expect(asked).toHaveLength(3 + 20);
});

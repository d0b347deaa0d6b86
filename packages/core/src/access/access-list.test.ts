import { expect, test } from 'vitest';
import { SAMPLE_MS } from '../testing/samples.ts';
import {
  type AccessList,
  NOBODY,
  standingOf,
  withMovedChat,
  withOwner,
  withoutName,
  withQuestion,
  withStanding,
} from './access-list.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const atMs = SAMPLE_MS;
const asking = (list: AccessList, ids: number[], at = atMs): AccessList =>
  ids.reduce((now, id) => withQuestion(now, { id, name: `N${id}`, atMs: at }), list);
const askedIn = ({ chats }: AccessList) =>
  chats.filter(({ standing }) => standing === 'asked').map(({ id }) => id);

test('the first who pairs stays the owner', () => {
  const paired = withOwner(NOBODY, 7);
  expect(paired.ownerId).toBe(7);
  expect(withOwner(paired, 8)).toBe(paired);
});

test('three strangers or groups a day are shown to the owner, the rest are counted', () => {
  const list = asking(NOBODY, [1, 2, -3, 4, 5]);
  expect(askedIn(list)).toEqual([1, 2, -3]);
  expect([list.today.cards, list.today.others, list.others]).toEqual([3, 2, 2]);
  const tomorrow = asking(list, [4, 6], atMs + DAY_MS);
  expect(askedIn(tomorrow)).toEqual([1, 2, -3, 4, 6]);
  expect([tomorrow.today.cards, tomorrow.today.others, tomorrow.others]).toEqual([2, 0, 2]);
});

test('who has asked, is blocked or is in is not shown again', () => {
  const list = withStanding(asking(NOBODY, [1]), { id: 2, standing: 'blocked', atMs });
  expect(asking(list, [1, 2])).toBe(list);
});

test('fifty wait at most: who waits longest makes room', () => {
  let list = NOBODY;
  for (let id = 1; id <= 52; id += 1) list = asking(list, [id], atMs + id * DAY_MS);
  expect(askedIn(list)).toEqual(Array.from({ length: 50 }, (_, index) => index + 3));
});

test('a decision takes the place of the one before, and the name stays', () => {
  const asked = asking(NOBODY, [1]);
  const allowed = withStanding(asked, { id: 1, standing: 'in', atMs: atMs + 1 });
  expect(allowed.chats).toEqual([{ id: 1, standing: 'in', name: 'N1', atMs: atMs + 1 }]);
  expect(withStanding(allowed, { id: 1, standing: 'in', atMs: atMs + 2 })).toBe(allowed);
  expect(withStanding(NOBODY, { id: 9, standing: 'in', atMs }).chats).toEqual([
    { id: 9, standing: 'in', atMs },
  ]);
});

test('a name is cut, and can be taken away', () => {
  const list = withQuestion(asking(NOBODY, [2]), { id: 1, name: 'x'.repeat(500), atMs });
  expect(list.chats[1]?.name).toHaveLength(64);
  expect(withoutName(list, 1).chats).toEqual([
    { id: 2, standing: 'asked', name: 'N2', atMs },
    { id: 1, standing: 'asked', atMs },
  ]);
  expect(withoutName(list, 3)).toBe(list);
  const once = withoutName(list, 1);
  expect(withoutName(once, 1)).toBe(once);
  expect(withoutName(once, 2).chats.map(({ name }) => name)).toEqual([undefined, undefined]);
});

test('a group that becomes a supergroup keeps its standing', () => {
  const list = withStanding(asking(NOBODY, [2]), { id: -1, standing: 'in', atMs });
  const moved = withMovedChat(list, -1, -100);
  expect([standingOf(moved, -1), standingOf(moved, -100)]).toEqual([undefined, 'in']);
  expect(withMovedChat(moved, -1, -100)).toBe(moved);
  const decided = withStanding(list, { id: -100, standing: 'blocked', atMs });
  expect(withMovedChat(decided, -1, -100).chats.map(({ id }) => id)).toEqual([2, -100]);
});

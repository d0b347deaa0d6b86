// /delete and /forget: what asks before it takes something away for good.
import { withQuestion, withStanding } from '@steward/core';
import { expect, test } from 'vitest';
import { type Bench, ok, textMessage, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import {
  activeOf,
  BOB,
  button,
  contentsOf,
  GROUP,
  inGroup,
  quickBench,
  sessionsOf,
  tapInGroup,
} from '../../../test/people.ts';

const CAROL = { id: 4004, is_bot: false, first_name: 'Carol' };
const ADMIN = { method: 'getChatMember', answer: () => ok({ status: 'administrator', user: CAROL }) };

const tapUpdate = (data: string) => ({
  update_id: 900,
  callback_query: { id: 't', from: USER, data, message: { ...textMessage('', 501), date: 1 } },
});

test('/delete asks first, and deletes after the tap', async () => {
  const bench = quickBench();
  await bench.send('Hello bees');
  await bench.send('/delete 1');
  expect(bench.said()).toBe('Delete session 1 “Hello bees” with 2 messages for good? This cannot be undone.');
  expect(await contentsOf(bench)).toHaveLength(2);
  await bench.tap(button(bench, 'Delete'));
  expect(bench.said()).toContain('🗑 Conversation 1 “Hello bees” is deleted.\n\nWhat stays:\n');
  expect(await sessionsOf(bench)).toEqual([]);
  expect(await activeOf(bench)).toBeUndefined();
  expect(bench.stores.dump().items.filter(({ sk }) => sk.startsWith('MESSAGE#'))).toEqual([]);
});

test('Keep deletes nothing', async () => {
  const bench = quickBench();
  await bench.send('Hello bees');
  await bench.send('/delete 1');
  await bench.tap(button(bench, 'Keep'));
  expect(bench.said()).toBe('Nothing was deleted.');
  expect(await contentsOf(bench)).toHaveLength(2);
});

test('“Keep” belongs to who asked, and in a private chat works without a name as before', async () => {
  const bench = quickBench();
  await inGroup(bench, '/newsession 1');
  await inGroup(bench, '/delete 1');
  const asked = bench.said();
  await tapInGroup(bench, button(bench, 'Keep'), CAROL);
  await tapInGroup(bench, 'keep:1', CAROL);
  expect(bench.said()).toBe(asked);
  await tapInGroup(bench, button(bench, 'Keep'));
  expect(bench.said()).toBe('Nothing was deleted.');
  await bench.send('Hello bees');
  await bench.send('/delete 1');
  await bench.tap('keep:1');
  expect(bench.said()).toBe('Nothing was deleted.');
});

test('an archive can be deleted too, and what stays of it for a while is said', async () => {
  const bench = quickBench();
  await bench.send('Hello bees');
  await bench.send('/archive');
  await bench.send('/delete 1');
  expect(bench.said()).toContain('Delete archive 1 “Hello bees” with 2 messages');
  await bench.tap(button(bench, 'Delete'));
  for (const days of [35, 30, 14]) expect(bench.said()).toContain(`for up to ${days} days`);
  expect(bench.said()).toContain('this chat, until you delete it in Telegram');
  expect(bench.stores.dump().archives).toEqual({});
});

test('/delete without a number, of a wrong one, and a second tap are answered', async () => {
  const bench = quickBench();
  await bench.send('/delete');
  expect(bench.said()).toContain('for example /delete 2');
  await bench.send('/delete 3');
  expect(bench.said()).toContain('There is no conversation 3.');
  await bench.send('Hello bees');
  await bench.send('/delete 1');
  const tapped = button(bench, 'Delete');
  await bench.tap(tapped);
  await bench.tap(tapped);
  expect(bench.said()).toContain('There is no conversation 1.');
});

test('a crash at whatever write still ends in one deleted conversation', async () => {
  await crashAtEveryWrite({
    prepare: (bench) => bench.send('Hello bees').then(() => {}),
    update: tapUpdate(`delete:1:${USER.id}`),
    async check(bench, writes) {
      expect(await sessionsOf(bench), `after ${writes} writes`).toEqual([]);
      expect(bench.said()).toMatch(/^🗑 Conversation 1.* is deleted\.\n/);
    },
  });
});

test('in a group only who made a conversation or an admin may delete it', async () => {
  const bench = quickBench();
  await inGroup(bench, '/newsession 1');
  await inGroup(bench, '/delete 1', { from: CAROL });
  expect(bench.said()).toContain('only the person who made a conversation or an admin');
  bench.answers.push(ADMIN, ADMIN);
  await inGroup(bench, '/delete 1', { from: CAROL });
  expect(bench.said()).toContain('Delete session 1');
  const carols = button(bench, 'Delete');
  await tapInGroup(bench, carols, BOB);
  await tapInGroup(bench, button(bench, 'Keep'), BOB);
  expect(bench.said()).toContain('Delete session 1');
  expect(await sessionsOf(bench, GROUP.id)).toHaveLength(1);
  await tapInGroup(bench, carols, CAROL);
  expect(await sessionsOf(bench, GROUP.id)).toEqual([]);
});

test('who made it may delete it without being an admin', async () => {
  const bench = quickBench();
  await inGroup(bench, '/newsession 1');
  await inGroup(bench, '/delete 1');
  await tapInGroup(bench, button(bench, 'Delete'));
  expect(await sessionsOf(bench, GROUP.id)).toEqual([]);
});

test('an anonymous admin asks as the group and taps as a person', async () => {
  const bench = quickBench();
  await inGroup(bench, '/newsession 1');
  const anonymous = { from: { id: 1087968824, is_bot: true, first_name: 'Group' }, sender_chat: GROUP };
  await inGroup(bench, '/delete 1', anonymous);
  const tapped = button(bench, 'Delete');
  await tapInGroup(bench, tapped, BOB);
  expect(await sessionsOf(bench, GROUP.id)).toHaveLength(1);
  bench.answers.push(ADMIN, ADMIN);
  await tapInGroup(bench, tapped, CAROL);
  expect(await sessionsOf(bench, GROUP.id)).toEqual([]);
});

test('a group that does not say who is admin has none', async () => {
  const bench = quickBench();
  await inGroup(bench, '/newsession 1');
  bench.answers.push({
    method: 'getChatMember',
    answer: () => Response.json({ ok: false, error_code: 400, description: 'no' }, { status: 400 }),
  });
  await inGroup(bench, '/delete 1', { from: CAROL });
  expect(bench.said()).toContain('In a group only');
});

const fill = async (bench: Bench) => {
  await bench.send('Hello bees');
  await bench.send('/archive');
  await bench.send('Hello wasps');
};

const texts = (bench: Bench) => JSON.stringify(bench.stores.dump());

test('/forget asks twice and then removes everything but the counter', async () => {
  const bench = quickBench();
  await fill(bench);
  const asked = { id: USER.id, name: USER.first_name, atMs: 1 };
  await bench.stores.access.change((list) =>
    withStanding(withQuestion(list, asked), { ...asked, standing: 'in' }),
  );
  await bench.send('/forget');
  expect(bench.said()).toContain('Delete all data?');
  await bench.tap(button(bench, 'Yes'));
  expect(bench.said()).toContain('Really everything?');
  expect(await sessionsOf(bench)).toHaveLength(2);
  await bench.tap(button(bench, 'Delete all now'));
  expect(bench.said()).toContain('All data is deleted.\n\nWhat stays:\n');
  for (const days of [35, 30, 14, 16]) expect(bench.said()).toContain(`${days} days`);
  expect(bench.said()).toContain('what you said in groups');
  expect(texts(bench)).not.toMatch(/bees|wasps|Ada/);
  expect((await bench.stores.access.read()).chats).toMatchObject([{ id: USER.id, standing: 'in' }]);
  await bench.send('/newsession 1');
  expect(await sessionsOf(bench)).toMatchObject([{ number: 3 }]);
});

test.each(['No', 'No, keep it'])('“%s” keeps everything', async (text) => {
  const bench = quickBench();
  await fill(bench);
  await bench.send('/forget');
  if (text !== 'No') await bench.tap(button(bench, 'Yes'));
  await bench.tap(button(bench, text));
  expect(bench.said()).toBe('Nothing was deleted.');
  expect(await sessionsOf(bench)).toHaveLength(2);
});

test('an unknown step of the question does nothing', async () => {
  const bench = quickBench();
  await fill(bench);
  await bench.tap(`forget:other:${USER.id}`);
  expect(await sessionsOf(bench)).toHaveLength(2);
});

test('forgetting ends whole at whatever write it crashes', async () => {
  await crashAtEveryWrite({
    prepare: fill,
    update: tapUpdate(`forget:now:${USER.id}`),
    async check(bench, writes) {
      expect(texts(bench), `after ${writes} writes`).not.toMatch(/bees|wasps/);
      expect(bench.said()).toContain('All data is deleted.');
    },
  });
});

test('in a group only an admin may forget, and only who was asked may answer', async () => {
  const bench = quickBench();
  await inGroup(bench, '/newsession 1');
  await inGroup(bench, '/forget');
  expect(bench.said()).toBe('In a group only an admin can delete everything.');
  bench.answers.push(ADMIN);
  await inGroup(bench, '/forget', { from: CAROL });
  expect(bench.said()).toContain('everything of this group');
  expect(bench.said()).not.toContain('this chat shows');
  await tapInGroup(bench, `forget:now:${CAROL.id}`, BOB);
  await tapInGroup(bench, `forget:now:${BOB.id}`, BOB);
  expect(await sessionsOf(bench, GROUP.id)).toHaveLength(1);
  bench.answers.push(ADMIN);
  await tapInGroup(bench, `forget:now:${CAROL.id}`, CAROL);
  expect(await sessionsOf(bench, GROUP.id)).toEqual([]);
});

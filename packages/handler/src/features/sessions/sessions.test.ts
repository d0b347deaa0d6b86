// /newsession, /listsessions, /switch, /rename: many conversations side by side.
import { createFakeModel } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { BOT, OFFERED } from '../../../test/bench.ts';
import { activeOf, button, contentsOf, inGroup, quickBench, sessionsOf } from '../../../test/people.ts';

test('/newsession offers the models with size and description', async () => {
  const bench = quickBench();
  await bench.send('/newsession');
  expect(bench.said()).toContain('1. small:1b · 1.0 GB, quick');
  expect(bench.said()).toContain('2. large:9b · 6.6 GB, clever');
  expect(bench.said()).toContain('/newsession 1');
  expect(bench.buttons().map(({ text }) => text)).toEqual(['small:1b', 'large:9b']);
});

test('a model that is not installed is marked, has no button, and is not started', async () => {
  const model = createFakeModel({ fallback: () => ['x'], installed: [{ name: 'large:9b' }] });
  const bench = quickBench({ model });
  await bench.send('/newsession');
  expect(bench.said()).toContain('1. small:1b · 1.0 GB, quick · ⚠️ not installed');
  expect(bench.said()).not.toContain('large:9b · 6.6 GB, clever · ⚠️');
  expect(bench.said()).toContain('/newsession 2');
  expect(bench.buttons().map(({ text }) => text)).toEqual(['large:9b']);
  await bench.send('/newsession 1');
  expect(bench.said()).toContain('small:1b is not installed');
  expect(bench.said()).toContain('ollama pull small:1b');
  expect(await sessionsOf(bench)).toEqual([]);
});

test('with nothing installed the list says what can be done', async () => {
  const bench = quickBench({ model: createFakeModel({ installed: [] }) });
  await bench.send('/newsession');
  expect(bench.said()).toContain('None of them is installed');
  expect(bench.buttons()).toEqual([]);
});

test('with no model to offer the bot says so and points to /status', async () => {
  const away = createFakeModel({ away: new Error('away') });
  const bench = quickBench({ model: away, offered: [] });
  for (const text of ['/newsession', '/newsession 1']) {
    await bench.send(text);
    expect(bench.said()).toContain('There is no model to choose');
    expect(bench.said()).toContain('/status');
  }
});

test.each(['2', 'large:9b', 'LARGE:9b', 'large'])('/newsession %s starts with that model', async (wanted) => {
  const bench = quickBench();
  await bench.send(`/newsession ${wanted}`);
  expect(bench.said()).toBe('✨ Session 1 with large:9b is active. Write your first message.');
  expect(await sessionsOf(bench)).toMatchObject([{ number: 1, modelName: 'large:9b', createdBy: 1001 }]);
});

test.each(['3', '0', 'nothing', '-1'])(
  '/newsession %s names no model and shows the list again',
  async (wanted) => {
    const bench = quickBench();
    await bench.send(`/newsession ${wanted}`);
    expect(bench.said()).toContain('There is no such model');
    expect(bench.buttons()).toHaveLength(2);
    expect(await sessionsOf(bench)).toEqual([]);
  },
);

test('a tapped model starts a session in the place of the list', async () => {
  const bench = quickBench();
  await bench.send('/newsession');
  await bench.tap(button(bench, 'large:9b'));
  expect(bench.calls.at(-1)?.method).toBe('editMessageText');
  expect(bench.said()).toContain('Session 1 with large:9b is active');
});

test('a model button means its model also when the list has changed since', async () => {
  const installed = [{ name: 'a:1b' }, { name: 'b:1b' }];
  const model = createFakeModel({ fallback: () => ['x'], installed });
  const bench = quickBench({ model, offered: [] });
  await bench.send('/newsession');
  const tapped = button(bench, 'a:1b');
  installed.unshift({ name: `${'long/'.repeat(20)}new:1b` });
  await bench.tap(tapped);
  expect(await sessionsOf(bench)).toMatchObject([{ modelName: 'a:1b' }]);
  await bench.send('/newsession');
  expect(bench.buttons()).toHaveLength(3);
});

test('/listsessions shows number, title, model, messages, last use and which is active', async () => {
  const bench = quickBench();
  await bench.send('How do bees fly?');
  await bench.send('/newsession 2');
  await bench.send('/listsessions');
  // The clock runs on as fast as it can while the answer is written.
  expect(bench.said().replace(/\d+ min ago/, 'just now')).toBe(
    [
      'Your sessions',
      '',
      '▶️ 2. New chat',
      '     large:9b · 0 messages · just now · active',
      '1. How do bees fly?',
      '     small:1b · 2 messages · just now',
      '',
      'Tap a number to switch to it.',
    ].join('\n'),
  );
  expect(bench.buttons().map(({ text }) => text)).toEqual(['▶️ 2', '1', '✏️ Rename', '🗑 Delete']);
  await bench.tap('switch:1');
  expect(bench.said()).toBe(
    '▶️ Session 1 “How do bees fly?” with small:1b is active. Write on, or see /history.',
  );
  await bench.send('And how high?');
  expect(await contentsOf(bench, 1)).toContain('And how high?');
});

test('a newcomer with no session is told how to begin', async () => {
  const bench = quickBench();
  await bench.send('/sessions');
  expect(bench.said()).toContain('You have no sessions. Just write something');
  await bench.send('/newsession 1');
  await bench.send('/archive');
  await bench.send('/listsessions');
  expect(bench.said()).toContain('Your archives are in /listarchives.');
});

test('long lists come in pages that turn in place', async () => {
  const bench = quickBench();
  for (let count = 0; count < 12; count += 1) await bench.send('/newsession 1');
  await bench.send('/listsessions');
  expect(bench.said()).toContain('Your sessions (12, page 1 of 2)');
  await bench.tap(button(bench, 'Older'));
  expect(bench.calls.at(-1)?.method).toBe('editMessageText');
  expect(bench.said()).toContain('page 2 of 2');
  expect(bench.said()).toMatch(/^2\. /m);
  expect(bench.said()).toMatch(/^1\. /m);
  await bench.tap(button(bench, 'Newer'));
  expect(bench.said()).toContain('page 1 of 2');
  await bench.tap('sessions:99');
  expect(bench.said()).toContain('page 2 of 2');
});

test.each([
  ['/switch', 'Tell me which one by its number'],
  ['/switch first', 'Tell me which one by its number'],
  ['/switch 9', 'There is no conversation 9.'],
])('%s is answered by what to do', async (command, told) => {
  const bench = quickBench();
  await bench.send('/newsession 1');
  await bench.send(command);
  expect(bench.said()).toContain(told);
  expect(bench.said()).toContain('/listsessions');
});

test('/switch to an archived conversation offers to restore it', async () => {
  const bench = quickBench();
  await bench.send('Hello');
  await bench.send('/archive');
  await bench.send('/switch 1');
  expect(bench.said()).toBe('Conversation 1 is archived. /restore 1 brings it back.');
  await bench.tap(button(bench, 'Restore'));
  expect(bench.said()).toContain('is back with 2 messages and active');
});

test('nobody can switch to the session of somebody else', async () => {
  const bench = quickBench();
  await bench.send('Mine');
  const [mine] = await sessionsOf(bench);
  const eve = { chat: { id: 3003, type: 'private' }, from: { id: 3003, is_bot: false, first_name: 'Eve' } };
  await bench.send('/switch 1', eve);
  expect(bench.said()).toBe('There is no conversation 1. /listsessions and /listarchives show the numbers.');
  await bench.tap('switch:1', { from: eve.from, message: { message_id: 5, date: 1, chat: eve.chat } });
  expect(bench.said()).toContain('There is no conversation 1.');
  expect(await activeOf(bench)).toBe(mine?.sessionId);
});

test('/rename gives a title that lists and later messages keep', async () => {
  const bench = quickBench();
  await bench.send('/newsession 1');
  await bench.send('/rename #1 Holiday\nplans');
  expect(bench.said()).toBe('✏️ Conversation 1 is now called “Holiday plans”.');
  await bench.send('Where to?');
  expect(await sessionsOf(bench)).toMatchObject([{ title: 'Holiday plans' }]);
});

test.each(['/rename', '/rename 1'])('%s shows how it is used', async (command) => {
  const bench = quickBench();
  await bench.send('/newsession 1');
  await bench.send(command);
  expect(bench.said()).toContain('/rename 2 Holiday plans');
});

test('/rename without a number renames the active session', async () => {
  const bench = quickBench();
  await bench.send('/newsession 1');
  await bench.send('/rename Holiday plans');
  expect(bench.said()).toBe('✏️ Conversation 1 is now called “Holiday plans”.');
});

test('the list renames: a number is tapped, and a reply is the title', async () => {
  const bench = quickBench();
  await bench.send('How do bees fly?');
  await bench.send('/newsession 1');
  await bench.send('/listsessions');
  await bench.tap(button(bench, 'Rename'));
  expect(bench.said()).toContain('Tap the number of the one to rename.');
  await bench.tap('rename:1');
  const text = bench.said();
  expect(text).toBe('✏️ Reply to this message with the new title of conversation 1 “How do bees fly?”.');
  // The app opens the reply by itself.
  expect(bench.chat().at(-1)?.sent.reply_markup).toEqual({ force_reply: true, selective: true });
  await bench.send('Bees', { reply_to_message: { message_id: 9, from: BOT, text } });
  expect(bench.said()).toBe('✏️ Conversation 1 is now called “Bees”.');
  await bench.send('/echo hi', { reply_to_message: { message_id: 9, from: BOT, text } });
  expect(bench.said()).toBe('hi');
});

test('the list deletes, after asking', async () => {
  const bench = quickBench();
  await bench.send('/newsession 1');
  await bench.send('/listsessions');
  await bench.tap(button(bench, '🗑 Delete'));
  await bench.tap(button(bench, 'Back'));
  expect(bench.said()).toContain('Tap a number to switch to it.');
  await bench.tap(button(bench, '🗑 Delete'));
  await bench.tap(button(bench, '1'));
  expect(bench.said()).toContain('Delete session 1');
  await bench.tap(button(bench, '🗑 Delete'));
  expect(await sessionsOf(bench)).toEqual([]);
});

test.each([
  ['/newsession What is love?', 'What is love?', 'large:9b'],
  ['/new Why?', 'Why?', 'large:9b'],
  ['/reset small:1b What is love?', 'What is love?', 'small:1b'],
])('%s starts a session and asks it', async (command, question, model) => {
  const bench = quickBench();
  await bench.send('/newsession 2');
  await bench.send(command);
  expect(bench.shown().slice(-2)).toEqual([`✨ Session 2 with ${model} is active.`, 'An answer']);
  expect(await contentsOf(bench, 2)).toEqual([question, 'An answer']);
});

test('a question that starts a session goes to the first model when there was none', async () => {
  const bench = quickBench();
  await bench.send('/clear What is love?');
  expect(bench.model.requests[0]?.model).toBe('small:1b');
});

test('without a model there is nothing to start', async () => {
  const bench = quickBench({ offered: [] });
  bench.services.catalogue = { ...bench.services.catalogue, entries: async () => [] };
  for (const command of ['/new What is love?', '/models']) {
    await bench.send(command);
    expect(bench.said()).toContain('There is no model to choose');
  }
});

test('/models without a session offers to start one', async () => {
  const bench = quickBench();
  await bench.send('/models');
  await bench.tap(button(bench, 'large:9b'));
  expect(await sessionsOf(bench)).toMatchObject([{ modelName: 'large:9b' }]);
});

test('/rename of a number that is not there says so', async () => {
  const bench = quickBench();
  await bench.send('/rename 4 Title');
  expect(bench.said()).toContain('There is no conversation 4.');
});

test('a session gets its title from its first message, not from the next', async () => {
  const bench = quickBench();
  await bench.send('# Tell me about *bees*. They are nice');
  await bench.send('And wasps?');
  expect(await sessionsOf(bench)).toMatchObject([{ title: 'Tell me about bees', messageCount: 4 }]);
});

test('the group has its own sessions', async () => {
  const bench = quickBench();
  await bench.send('Mine');
  await inGroup(bench, '/newsession 2');
  await inGroup(bench, '/listsessions');
  expect(bench.said()).toContain('▶️ 1. New chat');
  expect(bench.said()).not.toContain('Mine');
  expect(await sessionsOf(bench, -100200)).toMatchObject([{ number: 1, createdBy: 2002 }]);
});

test('every model of the catalogue fits into a button', async () => {
  const offered = OFFERED.map((entry) => ({ ...entry, name: `hf.co/${'x'.repeat(110)}/${entry.name}` }));
  const bench = quickBench({ offered, model: createFakeModel({ away: new Error('away') }) });
  await bench.send('/newsession');
  await bench.tap(bench.buttons()[1]?.data ?? '');
  expect(await sessionsOf(bench)).toMatchObject([{ modelName: offered[1]?.name }]);
});

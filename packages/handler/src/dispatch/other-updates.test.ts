// What is neither text nor a file, who may not use the bot, and updates nobody knows.
import { expect, test } from 'vitest';
import { BOT, USER } from '../../test/bench.ts';
import { BOB, contentsOf, GROUP, inGroup, outcomes, quickBench, sessionsOf } from '../../test/people.ts';

test.each([
  ['photo', "I can't look at photos. Tell me in words what it is about."],
  ['live_photo', "I can't look at photos. Tell me in words what it is about."],
  ['sticker', "I can't look at stickers. Tell me in words what it is about."],
  ['voice', "I can't listen to voice messages: no speech server is set up. Please write it as text."],
  ['video', "I can't look at videos. Tell me in words what it is about."],
  ['video_note', "I can't listen to video messages: no speech server is set up. Please write it as text."],
  ['audio', "I can't listen to audio files: no speech server is set up. Please write it as text."],
  ['poll', "I can't vote in polls. Write me the question and I answer it."],
  ['location', "I can't read maps. Write me the name of the place and what you want to know."],
  ['contact', "I can't read contact cards. Write me what you want to know."],
  ['checklist', "I can't read checklists. Copy the list into a message."],
  ['dice', "I don't play games, but I answer questions: just write one."],
  ['hologram', "I can't read this kind of message. Please write it as text, or send a text file."],
])('a %s gets a friendly sentence in private and silence in a group', async (kind, told) => {
  const bench = quickBench();
  await bench.send('', { text: undefined, [kind]: {} });
  expect(bench.said()).toBe(told);
  await inGroup(bench, '', { text: undefined, [kind]: {} });
  expect(outcomes(bench, GROUP.id)).toEqual(['ignored']);
  const reply_to_message = { message_id: 3, from: BOT };
  await inGroup(bench, '', { text: undefined, [kind]: {}, reply_to_message });
  expect(bench.chat()).toHaveLength(2);
});

test.each([
  ['invoice', { forward_origin: { type: 'user' } }],
  ['giveaway', { forward_origin: { type: 'channel' } }],
  ['gift_card', { via_bot: { id: 3, is_bot: true } }],
])('a person who passes on a %s gets a sentence', async (kind, more) => {
  const bench = quickBench();
  await bench.send('', { text: undefined, [kind]: {}, ...more });
  expect(bench.said()).toContain("I can't read this kind of message.");
});

test('an album is refused once, whatever it holds, and the next one again', async () => {
  const bench = quickBench();
  const part = (media_group_id: string, kind = 'photo') =>
    bench.send('', { text: undefined, media_group_id, [kind]: {} });
  for (const kind of ['photo', 'video', 'photo']) await part('first', kind);
  expect(bench.shown()).toHaveLength(1);
  expect(outcomes(bench)).toEqual(['answered', 'ignored', 'ignored']);
  await part('second');
  await part('second');
  expect(bench.shown()).toHaveLength(2);
});

test('words below a picture are a question, and the model is told that there is more', async () => {
  const bench = quickBench();
  const album = { media_group_id: 'a', text: undefined };
  await bench.send('', { ...album, photo: [{}], caption: 'What is the capital of Peru?' });
  expect((await contentsOf(bench))[0]).toBe(
    'What is the capital of Peru?\n\n[A photo came with this message. You cannot see it.]',
  );
  await bench.send('', { ...album, photo: [{}] });
  expect(outcomes(bench)).toEqual(['answered', 'ignored']);
});

test('a moving picture, which comes as a document too, is named as what it is', async () => {
  const bench = quickBench();
  const document = { file_id: 'f', file_name: 'cat.mp4', mime_type: 'video/mp4' };
  await bench.send('', { text: undefined, document, animation: document });
  expect(bench.said()).toContain("I can't look at animations.");
});

test.each([
  [
    'a service message',
    {
      message: {
        message_id: 1,
        date: 1,
        chat: { id: 1001, type: 'private' },
        from: USER,
        pinned_message: {},
      },
    },
  ],
  ['a kind nobody knows', { brand_new: { chat: { id: 1001, type: 'private' } } }],
  [
    'a channel post',
    { channel_post: { message_id: 1, date: 1, chat: { id: -1, type: 'channel' }, text: 'x' } },
  ],
  [
    'a message in a channel',
    { message: { message_id: 1, date: 1, chat: { id: 1001, type: 'channel' }, text: 'x' } },
  ],
  ['a member that changes', { my_chat_member: { chat: { id: 1001, type: 'private' }, from: USER, date: 1 } }],
  ['a message without its fields', { message: { text: 7 } }],
  ['a tap without a message', { callback_query: { id: 'x', from: USER, data: 'switch:1' } }],
  [
    'an edited sticker',
    {
      edited_message: {
        message_id: 1,
        date: 1,
        chat: { id: 1001, type: 'private' },
        from: USER,
        sticker: {},
      },
    },
  ],
  ['a stopped draft', { stopped_message_generation: { chat: { id: 1001, type: 'private' }, draft_id: 4 } }],
])('%s is met with silence', async (_, update) => {
  const bench = quickBench();
  expect(await bench.deliver({ update_id: 5, ...update })).toBe('deleted');
  expect(bench.calls).toEqual([]);
});

const locked = (...ids: number[]) => quickBench({ config: { allowed: new Set(ids) } });

test('who is not allowed gets one polite refusal with the id to ask for, then silence', async () => {
  const bench = locked(5);
  await bench.send('Hi');
  expect(bench.said()).toBe('Sorry, this assistant is private. Its owner can add you with your id: 1001');
  await bench.send('/start');
  await bench.tap('models');
  expect(bench.chat()).toHaveLength(1);
  expect(outcomes(bench)).toEqual(['refused', 'refused', 'refused']);
  expect(bench.model.calls).toEqual([]);
});

test('a tap of somebody who is not allowed changes nothing', async () => {
  const bench = locked(5);
  await bench.tap('new:1');
  expect(bench.chat()).toEqual([]);
  expect(await sessionsOf(bench)).toEqual([]);
});

test('who is listed is answered, also in a group that is not listed', async () => {
  const bench = locked(USER.id);
  await bench.send('/echo hi');
  expect(bench.said()).toBe('hi');
  await inGroup(bench, '/echo there', { from: USER });
  expect(bench.said()).toBe('there');
  await inGroup(bench, '/echo no', { from: BOB });
  expect(bench.said()).toContain('this assistant is private');
});

test('a listed group admits its members, there', async () => {
  const bench = locked(GROUP.id);
  await inGroup(bench, '/echo hi');
  expect(bench.said()).toBe('hi');
  await bench.send('/echo alone', { from: BOB, chat: { id: BOB.id, type: 'private' } });
  expect(bench.said()).toContain('this assistant is private');
});

test('a stranger in a group is not refused for what was not meant for us', async () => {
  const bench = locked(5);
  await inGroup(bench, 'nice weather');
  expect(bench.calls.filter(({ method }) => method !== 'getMe')).toEqual([]);
});

test('texts and numbers that look like formatting stay as they are', async () => {
  const bench = quickBench();
  await bench.send('*bold* [link](x) <b>_');
  await bench.send('/rename 1 *T* <b>`x`');
  expect(bench.said()).toBe('✏️ Conversation 1 is now called “*T* <b>`x`”.');
});

// "Remind me about this", in reply to a message.
import { expect, test } from 'vitest';
import { BOT, USER } from '../../../test/bench.ts';
import { BOB, GROUP, inGroup } from '../../../test/people.ts';
import { inBerlin, NOW, reminderBenchOfEach } from '../../../test/reminder-bench.ts';

const bench = reminderBenchOfEach(async (bench) => {
  for (const owner of [USER.id, GROUP.id]) await inBerlin(bench, owner);
});

const RENT = { message_id: 77, from: BOB, text: 'The  rent\nis due' };

test.each([
  'remind me about this tomorrow at 9am',
  'Remind me of that tomorrow at 9 am!',
  'could you remind me about this message tomorrow at 9am?',
  'remind me tomorrow at 9am',
  'remind me about this at 9am tomorrow',
  'remind me about this on 12 March at 9am',
  '/remind this tomorrow at 9am',
  'Erinnere mich morgen um 9 Uhr daran',
  'Erinnere mich morgen um 9 Uhr nochmal an diese Nachricht',
  'Kannst du mich morgen um 9 Uhr daran erinnern?',
  'recuérdame esto mañana a las 9:00',
  'recuérdamelo mañana a las 9:00',
  '¿puedes recordarme este mensaje mañana a las 9:00?',
  'rappelle-moi ça demain à 9h',
  'rappelle-le-moi demain à 9h',
  'peux-tu me rappeler ce message demain à 9h ?',
  'lembra-me disto amanhã às 9h',
  'me lembra dessa mensagem amanhã às 9h',
  'напомни мне об этом завтра в 9 утра',
  'напомни про это сообщение завтра в 9 утра',
])('%s', async (words) => {
  await bench.send(words, { reply_to_message: RENT });
  expect(await bench.stored()).toMatchObject({
    ...{ state: 'active', text: RENT.text, repliedToId: 77 },
    dueMs: Date.parse('2027-03-12T08:00Z'),
  });
});

const PICTURE = { text: undefined, photo: [{ file_id: 'p', width: 1, height: 1 }] };
const SCAN = { text: undefined, document: { file_id: 'd', file_name: 'bill.pdf' } };
const ALBUM = { media_group_id: 'a1' };

test.each<[string, object, string]>([
  ['Remind me about this tomorrow at 9am', PICTURE, '[photo]'],
  ['Erinnere mich morgen um 9 Uhr an dieses Foto', PICTURE, '[photo]'],
  ['remind me tomorrow at 9am', SCAN, '[file bill.pdf]'],
  ['remind me tomorrow at 9am to pay it', SCAN, 'pay it'],
  ['/remind tomorrow at 9am pay it', PICTURE, 'pay it'],
  ['/remind me tomorrow at 9am', PICTURE, '[photo]'],
])('“%s” below a picture or file rings as a reply to it', async (caption, content, text) => {
  await bench.send('', { ...content, ...ALBUM, caption, message_id: 78 });
  await bench.send('', { ...PICTURE, ...ALBUM, message_id: 79 });
  expect(bench.shown()).toEqual([expect.stringContaining('⏰ Reminder 1 is set.')]);
  const { dueMs = 0, ...stored } = (await bench.stored()) ?? {};
  expect(stored).toMatchObject({ state: 'active', text, repliedToId: 78 });
  await bench.clock.advance(dueMs - bench.clock.now());
  await bench.deliver({ steward: 'due', owner: USER.id, sk: 'REMINDER#1', due: dueMs });
  expect(bench.chat().at(-1)?.sent).toMatchObject({
    text: `⏰ ${text}`,
    reply_parameters: { message_id: 78 },
  });
});

test('/task below a picture or file is a task, in a group as well', async () => {
  await bench.send('', { ...SCAN, caption: '/task pay it' });
  expect(await bench.stored()).toMatchObject({ kind: 'task', text: 'pay it', state: 'active' });
  await inGroup(bench, '', { ...SCAN, caption: `/task@${BOT.username} pay it` });
  await inGroup(bench, '', { ...SCAN, caption: '/task@another_bot pay it' });
  const group = await bench.services.reminders.list(GROUP.id);
  expect(group.map(({ kind, text }) => [kind, text])).toEqual([['task', 'pay it']]);
});

test('words below a picture are changed by an edit, are none of a forward, and in a group need the bot’s name', async () => {
  const caption = 'remind me about this tomorrow at 9am';
  await bench.send('', { ...PICTURE, caption, message_id: 78 });
  const edited = { message_id: 78, edit_date: NOW / 1_000, chat: { id: USER.id, type: 'private' } };
  await bench.deliver({
    update_id: 90,
    edited_message: {
      ...edited,
      date: NOW / 1_000,
      from: USER,
      ...PICTURE,
      caption: 'remind me to pay tomorrow at 9am',
    },
  });
  expect(await bench.stored()).toMatchObject({ text: 'pay' });
  expect(await bench.stored(2)).toBeUndefined();
  await bench.send('', { ...PICTURE, caption, forward_origin: { date: NOW / 1_000 } });
  await inGroup(bench, '', { ...PICTURE, caption });
  expect([await bench.stored(2), await bench.stored(1, GROUP.id)]).toEqual([undefined, undefined]);
});

test.each([
  ['remind me about this tomorrow', 'At what time on Fri 12 Mar?'],
  ['remind me about this later', 'When shall it be?'],
  ['remind me about this', 'When shall I remind you?'],
  ['erinnere mich morgen daran', 'At what time on Fri 12 Mar?'],
])('%s: asked, and the text is kept', async (words, asked) => {
  await bench.send(words, { reply_to_message: RENT });
  expect(bench.said()).toContain(asked);
  expect(await bench.stored()).toMatchObject({ state: 'draft', text: RENT.text, repliedToId: 77 });
});

test('own words stay, and the ring still points at the message', async () => {
  await bench.send('remind me to answer this tomorrow at 9am', { reply_to_message: RENT });
  expect(await bench.stored()).toMatchObject({ text: 'answer this', repliedToId: 77 });
});

test.each([
  ['the part that was chosen', { reply_to_message: RENT, quote: { text: 'rent' } }, 'rent'],
  ['what is too long is cut', { reply_to_message: { ...RENT, text: 'x'.repeat(4_000) } }, 'x'.repeat(1_000)],
  ['a caption', { reply_to_message: { ...RENT, text: undefined, caption: 'Bill', photo: [] } }, 'Bill'],
  ['what has no words', { reply_to_message: { ...RENT, text: undefined, photo: [] } }, '[photo]'],
  [
    'a file',
    { reply_to_message: { ...RENT, text: undefined, document: { file_id: 'f', file_name: 'bill.pdf' } } },
    '[file bill.pdf]',
  ],
  [
    'another chat’s',
    { external_reply: { origin: { type: 'user' } }, quote: { text: 'far away' } },
    'far away',
  ],
])('%s', async (_, more, text) => {
  await bench.send('remind me about this in 2 hours', more);
  expect(await bench.stored()).toMatchObject({ state: 'active', text });
});

test('of what rang, the reminder’s words are taken and not the message’s', async () => {
  await bench.send('/remind in 20 min tea');
  const reply_markup = { inline_keyboard: [[{ text: 'Done', callback_data: `ring:done:1:${NOW}` }]] };
  const from = { id: 42, is_bot: true, first_name: 'S' };
  const reply_to_message = { message_id: 78, from, text: '⏰ tea (was due 9:00)', reply_markup };
  await bench.send('remind me about this tomorrow at 9am', { reply_to_message });
  expect(await bench.stored(2)).toMatchObject({ state: 'active', text: 'tea' });
});

test('in a topic the message that opened it is no answer to anything', async () => {
  await inGroup(bench, '@StewardBot remind me tomorrow at 9am', {
    ...{ is_topic_message: true, message_thread_id: 5 },
    reply_to_message: { message_id: 5, forum_topic_created: { name: 'Rent' } },
  });
  expect(bench.said()).toContain('what shall I remind you of?');
  expect((await bench.stored(1, GROUP.id))?.repliedToId).toBeUndefined();
});

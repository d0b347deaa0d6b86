// What a message points at reaches the model, once.
import { expect, test } from 'vitest';
import { type Bench, BOT } from '../../test/bench.ts';
import { BOB, contentsOf, GROUP, inGroup, quickBench } from '../../test/people.ts';

const lastQuestion = async (bench: Bench, number = 1) => (await contentsOf(bench, number)).at(-2);
const reply = (more: object = {}) => ({ message_id: 2, from: BOT, text: '1. Rome 2. Oslo 3. Lima', ...more });

test.each<[string, object, string]>([
  [
    'a chosen part',
    { reply_to_message: reply(), quote: { text: '2. Oslo', position: 8 } },
    '> 2. Oslo\n\nTell me more',
  ],
  ['an old answer', { reply_to_message: reply() }, '> 1. Rome 2. Oslo 3. Lima\n\nTell me more'],
  [
    'the words below a picture',
    { reply_to_message: reply({ text: undefined, photo: [{}], caption: 'Two\nlines' }) },
    '> Two\n> lines\n\nTell me more',
  ],
  [
    'a picture without words',
    { reply_to_message: reply({ text: undefined, video_note: {} }) },
    '> [video note]\n\nTell me more',
  ],
  [
    'a poll, with its answers',
    {
      reply_to_message: reply({
        text: undefined,
        poll: { question: 'Tea or coffee?', options: [{ text: 'Tea' }, { text: 'Coffee' }] },
      }),
    },
    '> [poll]\n> Tea or coffee?\n> - Tea\n> - Coffee\n\nTell me more',
  ],
  [
    'a list to tick off',
    { reply_to_message: reply({ text: undefined, checklist: { title: 'Buy', tasks: [{ text: 'Milk' }] } }) },
    '> [checklist]\n> Buy\n> - Milk\n\nTell me more',
  ],
  [
    'a place',
    { reply_to_message: reply({ text: undefined, venue: { title: 'Café', address: 'Main St 1' } }) },
    '> [venue]\n> Café\n> Main St 1\n\nTell me more',
  ],
  [
    'a contact',
    { reply_to_message: reply({ text: undefined, contact: { first_name: 'Xi', phone_number: '+123' } }) },
    '> [contact]\n> Xi\n> +123\n\nTell me more',
  ],
  [
    'a game',
    { reply_to_message: reply({ text: undefined, game: { title: 'Worm', description: '' } }) },
    '> [game]\n> Worm\n\nTell me more',
  ],
  [
    'a rich message',
    {
      reply_to_message: reply({
        text: undefined,
        rich_message: { blocks: [{ type: 'paragraph', text: 'Hi' }] },
      }),
    },
    '> Hi\n\nTell me more',
  ],
  [
    'a file',
    { reply_to_message: reply({ text: undefined, document: { file_id: 'f', file_name: 'a.pdf' } }) },
    '> [file a.pdf]\n\nTell me more',
  ],
  [
    'a message of another chat',
    { external_reply: { origin: { type: 'channel', chat: { title: 'News' } } }, quote: { text: 'It rains' } },
    '> News:\n> It rains\n\nTell me more',
  ],
  ['a message that holds nothing', { reply_to_message: reply({ text: undefined }) }, 'Tell me more'],
  [
    'an address behind a word',
    { entities: [{ type: 'text_link', offset: 8, length: 4, url: 'https://e.org/login' }] },
    'Tell me more (https://e.org/login)',
  ],
  [
    'an address behind itself',
    { text: 'e.org/x', entities: [{ type: 'text_link', offset: 0, length: 7, url: 'e.org/x' }] },
    'e.org/x',
  ],
  [
    'two addresses',
    {
      text: 'a b',
      entities: [
        { type: 'text_link', offset: 0, length: 1, url: 'https://a.example' },
        { type: 'text_link', offset: 2, length: 1, url: 'https://b.example' },
      ],
    },
    'a (https://a.example) b (https://b.example)',
  ],
  [
    'a forwarded message',
    { forward_origin: { type: 'user', date: 1, sender_user: { id: 9, first_name: 'Xi', last_name: 'Ng' } } },
    'Forwarded from Xi Ng:\n\nTell me more',
  ],
  [
    'a message forwarded from who hides behind a name',
    { forward_origin: { type: 'hidden_user', date: 1, sender_user_name: 'A\u202eB\nC' } },
    'Forwarded from A B C:\n\nTell me more',
  ],
  [
    'a message forwarded from nobody known',
    { forward_origin: { type: 'new' } },
    'Forwarded from somebody:\n\nTell me more',
  ],
])('%s is part of the question', async (_, more, question) => {
  const bench = quickBench();
  await bench.send('Tell me more', more);
  expect(await lastQuestion(bench)).toBe(question);
});

test.each([
  ['animation', 'An animation'],
  ['voice', 'A voice message'],
  ['hologram', 'Something'],
])('the model is told that it cannot see the %s with a caption', async (kind, named) => {
  const bench = quickBench();
  await bench.send('', { text: undefined, [kind]: {}, caption: 'What is it?' });
  expect(await lastQuestion(bench)).toBe(
    `What is it?\n\n[${named} came with this message. You cannot see it.]`,
  );
});

test('a reply to what the model has just seen is not said to it again', async () => {
  const bench = quickBench();
  await bench.send('Name three cities');
  const answer = bench.chat().find(({ text }) => text === 'An answer');
  await bench.send('And more?', { reply_to_message: reply({ message_id: answer?.id, text: 'An answer' }) });
  expect(await lastQuestion(bench)).toBe('And more?');
});

test('a reply to the answer of another session takes it along', async () => {
  const bench = quickBench();
  await bench.send('Name three cities');
  const answer = bench.chat().find(({ text }) => text === 'An answer');
  await bench.tap('new:1');
  await bench.send('And more?', { reply_to_message: reply({ message_id: answer?.id, text: 'An answer' }) });
  expect(await lastQuestion(bench, 2)).toBe('> An answer\n\nAnd more?');
});

test('a reply to what was said long ago in this session takes it along', async () => {
  const bench = quickBench();
  await bench.send('Name three cities');
  const answer = bench.chat().find(({ text }) => text === 'An answer');
  for (const question of ['One', 'Two']) await bench.send(question);
  await bench.send('And more?', { reply_to_message: reply({ message_id: answer?.id, text: 'An answer' }) });
  expect(await lastQuestion(bench)).toBe('> An answer\n\nAnd more?');
});

const file = (more: object = {}) =>
  reply({ text: undefined, document: { file_id: 'f', file_name: 'notes.txt', ...more } });

const holding = (text: string): Bench => {
  const bench = quickBench();
  bench.services.download = async () => Buffer.from(text);
  return bench;
};

test('a file that is replied to is read again', async () => {
  const bench = holding('The tide is high.');
  await bench.send('When?', { reply_to_message: file() });
  expect(await lastQuestion(bench)).toBe('[file notes.txt]\nThe tide is high.\n\nWhen?');
});

test('a file of another chat is read, and the words below it stay', async () => {
  const bench = holding('{"a":1}');
  const document = { file_id: 'f', file_name: 'a.json' };
  await bench.send('Why?', { external_reply: { origin: { sender_user_name: 'Xi' }, document } });
  expect(await lastQuestion(bench)).toBe('Xi: [file a.json]\n{"a":1}\n\nWhy?');
  await bench.send('Why?', { reply_to_message: { ...file(), caption: 'My notes' } });
  expect(await lastQuestion(bench)).toBe('[file notes.txt]\n{"a":1}\n\n> My notes\n\nWhy?');
});

test('a file that the model has just read is not said to it again', async () => {
  const bench = holding('The tide is high.');
  await bench.send('', {
    text: undefined,
    message_id: 77,
    document: { file_id: 'f', file_name: 'notes.txt' },
  });
  await bench.send('When?', { reply_to_message: { ...file(), message_id: 77 } });
  expect(await lastQuestion(bench)).toBe('When?');
  const quote = { text: 'high', position: 0 };
  await bench.send('How?', { reply_to_message: { ...file(), message_id: 77 }, quote });
  expect(await lastQuestion(bench)).toBe('> high\n\nHow?');
});

test.each([
  ['one that is too large', { file_size: 200_001 }],
  ['an archive', { file_name: 'a.7z' }],
])('of %s the model learns the name', async (_, more) => {
  const bench = quickBench();
  bench.services.download = async () => expect.fail('it was downloaded');
  await bench.send('When?', { reply_to_message: file(more) });
  expect(await lastQuestion(bench)).toMatch(/^> \[file [\w.]+\]\n\nWhen\?$/);
});

test('a file that is no text after all is only named', async () => {
  const bench = holding('\u0000');
  await bench.send('When?', { reply_to_message: file() });
  expect(await lastQuestion(bench)).toBe('> [file notes.txt]\n\nWhen?');
});

test('a file sent as a reply takes along what it replies to', async () => {
  const bench = holding('The tide is high.');
  const document = { file_id: 'f', file_name: 'notes.txt' };
  await bench.send('', { text: undefined, document, caption: 'Compare', reply_to_message: reply() });
  expect(await lastQuestion(bench)).toBe('The tide is high.\n\n> 1. Rome 2. Oslo 3. Lima\n\nCompare');
});

test('in a group the model, /history and an export know who asks', async () => {
  const bench = quickBench();
  await inGroup(bench, `@${BOT.username} what is a bee?`);
  await inGroup(bench, `@${BOT.username} and a wasp?`, {
    from: { id: 9, first_name: 'Carol', last_name: 'Lee' },
  });
  expect(bench.model.calls.at(-1)?.request.messages.filter(({ role }) => role === 'user')).toMatchObject([
    { content: 'Bob: what is a bee?' },
    { content: 'Carol Lee: and a wasp?' },
  ]);
  await inGroup(bench, '/history');
  expect(bench.said()).toContain('👤 Carol Lee · ');
  await inGroup(bench, '/export 1');
  expect(JSON.parse(bench.documents.at(-1)?.text ?? '').conversation[0]).toMatchObject({
    role: 'user',
    content: 'what is a bee?',
    name: 'Bob',
  });
});

test('a paste in a group keeps the name of who sent it', async () => {
  const bench = quickBench();
  await inGroup(bench, `@${BOT.username} ${'long '.repeat(900)}`.slice(0, 4096));
  await bench.deliverQueued();
  const [stored] = bench.stores.dump().items.filter(({ sk }) => sk.startsWith('MESSAGE#'));
  expect([stored?.pk, stored?.speaker]).toEqual([GROUP.id, BOB.first_name]);
});

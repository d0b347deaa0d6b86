// Sent files: text is a question, JSON is a conversation to import, anything else gets a sentence.
import { StewardError } from '@steward/core';
import { expect, test } from 'vitest';
import { type Bench, BOT, textMessage, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import {
  activeOf,
  contentsOf,
  GROUP,
  inGroup,
  outcomes,
  quickBench,
  sessionsOf,
} from '../../../test/people.ts';

const file = (fileName: string, more: object = {}) => ({ file_id: 'f', file_name: fileName, ...more });

const sendFile = async (bench: Bench, bytes: string | Uint8Array, document: object, more: object = {}) => {
  bench.services.download = async () => (typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  await bench.send('', { text: undefined, document, ...more });
};

const neverLoaded = (bench: Bench) => {
  bench.services.download = async () => expect.fail('it was downloaded');
};

test.each([
  file('notes.txt'),
  file('NOTES.TXT'),
  file('read.md'),
  file('read.markdown', { mime_type: 'application/octet-stream' }),
  { file_id: 'f', mime_type: 'text/plain' },
  { file_id: 'f', mime_type: 'text/markdown' },
])('a text file is a question: %j', async (document) => {
  const bench = quickBench();
  await sendFile(bench, '\ufeffWhat is a bee? 🐝', document);
  expect(await contentsOf(bench)).toEqual(['What is a bee? 🐝', 'An answer']);
});

test('the words sent with a text file stand behind its text', async () => {
  const bench = quickBench();
  await sendFile(bench, 'A long tale', file('tale.txt'), { caption: 'Sum it up' });
  expect((await contentsOf(bench))[0]).toBe('A long tale\n\nSum it up');
});

test('in a group the mention in those words is left out', async () => {
  const bench = quickBench();
  bench.services.download = async () => Buffer.from('A long tale');
  await inGroup(bench, '', {
    text: undefined,
    document: file('tale.txt'),
    caption: `@${BOT.username} sum it up`,
    caption_entities: [{ type: 'mention', offset: 0, length: BOT.username.length + 1 }],
  });
  expect((await contentsOf(bench, 1, GROUP.id))[0]).toBe('A long tale\n\nsum it up');
});

test('a text file that is too large is refused before it is downloaded', async () => {
  const bench = quickBench();
  neverLoaded(bench);
  await bench.send('', { text: undefined, document: file('big.txt', { file_size: 200_001 }) });
  expect(bench.said()).toBe(
    'This text file is too large: I can read up to 200 kB. Send a shorter part of it.',
  );
});

test('a text file whose size Telegram did not tell is refused while it is downloaded', async () => {
  const bench = quickBench();
  bench.services.download = async () => {
    throw new StewardError('file-too-large', 'too large');
  };
  await bench.send('', { text: undefined, document: file('big.txt') });
  expect(bench.said()).toContain('too large: I can read up to 200 kB');
  expect(outcomes(bench)).toEqual(['answered']);
});

test('a download that fails for good is told', async () => {
  const bench = quickBench();
  bench.services.download = async () => {
    throw new StewardError('download-failed', 'no', { userMessage: 'Please send it again.' });
  };
  for (const name of ['a.txt', 'a.json']) {
    await bench.send('', { text: undefined, document: file(name) });
    expect(bench.said()).toContain('Please send it again.');
  }
});

test.each([
  ['not UTF-8', new Uint8Array([0xff, 0xfe, 0x41, 0x00]), 'I can only read plain text.'],
  ['binary', 'a\u0000b', 'I can only read plain text.'],
  ['empty', '', 'This file is empty.'],
  ['blank', ' \n\t ', 'This file is empty.'],
])('a text file that is %s is told so', async (_, bytes, told) => {
  const bench = quickBench();
  await sendFile(bench, bytes, file('a.txt'));
  expect(bench.said()).toContain(told);
  expect(await sessionsOf(bench)).toEqual([]);
});

test.each([
  ['photo.pdf', /^I can't read this kind of file\. Send a \.txt or \.md file/],
  ['chatgpt.zip', /^I can't open \.zip files\. Unpack it/],
])('%s is not read, and the sentence says what is', async (name, told) => {
  const bench = quickBench();
  neverLoaded(bench);
  await bench.send('', { text: undefined, document: file(name, { mime_type: 'application/x-any' }) });
  expect(bench.said()).toMatch(told);
});

test('a file without a name and a type is none we read', async () => {
  const bench = quickBench();
  await sendFile(bench, 'x', { file_id: 'f' });
  expect(bench.said()).toContain("I can't read this kind of file.");
});

test('without a model a text file is not taken', async () => {
  const bench = quickBench({ offered: [] });
  bench.services.catalogue = { ...bench.services.catalogue, entries: async () => [] };
  await sendFile(bench, 'What?', file('a.txt'));
  expect(bench.said()).toContain('There is no model to talk to');
});

const ours = (changes: object = {}) => ({
  user_id: 5,
  session_id: 'old',
  model_name: 'large:9b',
  conversation: [
    { role: 'user', content: 'Hi there bees', ts: 1_600_000_000_000 },
    { role: 'assistant', content: 'Hello', ts: 1_600_000_001_000 },
  ],
  archive_version: '1.0',
  ...changes,
});

const chatGpt = (title: string) => ({
  title,
  current_node: 'b',
  mapping: {
    a: {
      id: 'a',
      parent: null,
      message: { author: { role: 'user' }, content: { content_type: 'text', parts: ['Bake?'] } },
    },
    b: {
      id: 'b',
      parent: 'a',
      message: { author: { role: 'assistant' }, content: { content_type: 'text', parts: ['Slowly'] } },
    },
  },
});

test('our JSON becomes an active session of the sender, with its model', async () => {
  const bench = quickBench();
  await sendFile(bench, JSON.stringify(ours()), file('a.json'));
  expect(bench.said()).toBe(
    '📥 Imported as session 1 “Hi there bees” with 2 messages; it is active now and uses large:9b.',
  );
  expect(await sessionsOf(bench)).toMatchObject([{ owner: USER.id, number: 1, modelName: 'large:9b' }]);
  await bench.send('Go on');
  expect(bench.model.requests[0]?.messages.map(({ content }) => content)).toContain('Hi there bees');
});

test('a model that is not here is named at once', async () => {
  const bench = quickBench();
  await sendFile(bench, JSON.stringify(ours({ model_name: 'other:70b' })), file('a.json'));
  expect(bench.said()).toContain(
    'uses other:70b, which is not on the server: choose another one with /model.',
  );
  bench.services.model.installed = async () => {
    throw new Error('away');
  };
  await sendFile(bench, JSON.stringify(ours({ model_name: 'other:70b' })), file('a.json'));
  expect(bench.said()).toContain('uses other:70b.');
});

test("ChatGPT's file becomes one session for each conversation", async () => {
  const bench = quickBench();
  const many = Array.from({ length: 23 }, (_, n) => chatGpt(`Baking ${n + 1}`));
  await sendFile(bench, JSON.stringify(many), { file_id: 'f', mime_type: 'application/json' });
  expect(bench.said()).toContain('📥 Imported 23 conversations; session 23 is active now.');
  expect(bench.said()).toContain('23. Baking 23 · 2 messages');
  expect(bench.said()).toContain('… and 3 more in /listsessions.');
  await sendFile(bench, JSON.stringify(many.slice(0, 2)), file('conversations.json'));
  expect(bench.said()).not.toContain('more in');
  expect(await contentsOf(bench, 25)).toEqual(['Bake?', 'Slowly']);
});

const nested = `${'['.repeat(200)}${']'.repeat(200)}`;
const message = (changes: object) =>
  ours({ conversation: [{ role: 'user', content: 'x', ts: 1, ...changes }] });
const many = ours({
  conversation: Array.from({ length: 20_001 }, () => ({ role: 'user', content: 'x', ts: 1 })),
});

test.each([
  [
    'not JSON',
    '{"a": ',
    'This file is not valid JSON, so I cannot import it. I can import what /export makes',
  ],
  ['no conversation', '{}', 'I found no conversation in this file. I can import what /export makes'],
  [
    'a bad role',
    JSON.stringify(message({ role: 'robot' })),
    'Message 1 was not said by user, assistant or system',
  ],
  ['non-text content', JSON.stringify(message({ content: 7 })), 'Message 1 is not plain text'],
  ['absurd nesting', nested, 'nested too deeply'],
  ['too many messages', JSON.stringify(many), 'more than 20,000 messages'],
  ['too long a message', JSON.stringify(message({ content: 'x'.repeat(350_001) })), 'longer than 350 kB'],
])('an import is refused for %s, in its own sentence', async (_, text, told) => {
  const bench = quickBench();
  await sendFile(bench, text, file('a.json'));
  expect(bench.said()).toContain(told);
  expect(await sessionsOf(bench)).toEqual([]);
  expect(outcomes(bench)).toEqual(['answered']);
});

test('an import over 20 MB is refused before it is downloaded, and while it is', async () => {
  const bench = quickBench();
  neverLoaded(bench);
  await bench.send('', { text: undefined, document: file('a.json', { file_size: 20_000_001 }) });
  expect(bench.said()).toBe(
    'This file is over 20 MB, the most that Telegram lets a bot download. Please send a smaller one.',
  );
  bench.services.download = async () => {
    throw new StewardError('file-too-large', 'too large');
  };
  await bench.send('', { text: undefined, document: file('a.json') });
  expect(bench.said()).toContain('over 20 MB');
});

test('__proto__ in an import does nothing', async () => {
  const bench = quickBench();
  const evil = JSON.stringify(ours()).replace(
    '{',
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{}},',
  );
  await sendFile(bench, evil, file('a.json'));
  expect(bench.said()).toContain('Imported as session 1');
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test('an import nobody can store for the moment is tried again, not refused', async () => {
  const bench = quickBench();
  bench.services.download = async () => {
    throw new StewardError('download-failed', 'later', { retryable: true });
  };
  expect(await bench.send('', { text: undefined, document: file('a.json') })).toBe('kept');
  bench.services.download = async () => {
    throw new StewardError('storage-refused', 'no sentence');
  };
  await bench.send('', { text: undefined, document: file('a.json') });
  expect(bench.said()).toContain('something went wrong');
});

test('an import that crashes anywhere is one import', async () => {
  const many = JSON.stringify([chatGpt('One'), chatGpt('Two')]);
  await crashAtEveryWrite({
    prepare: async (bench) => {
      bench.services.download = async () => Buffer.from(many);
    },
    update: {
      update_id: 900,
      message: { ...textMessage('', 800), text: undefined, document: file('a.json') },
    },
    async check(bench, writes) {
      const sessions = await sessionsOf(bench);
      expect(
        sessions.map(({ title }) => title),
        `after ${writes} writes`,
      ).toEqual(['One', 'Two']);
      expect(new Set(sessions.map(({ number }) => number)).size).toBe(2);
      expect(await contentsOf(bench, sessions[1]?.number)).toEqual(['Bake?', 'Slowly']);
      expect(await activeOf(bench)).toBe(sessions[1]?.sessionId);
    },
  });
});

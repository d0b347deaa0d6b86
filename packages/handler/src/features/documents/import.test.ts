// Sent exports: conversations go into the archive; a JSON file that holds none, sent with a question, is what it is about.
import { StewardError } from '@steward/core';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { type Bench, textMessage, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite, expectOnce } from '../../../test/crash.ts';
import { activeOf, button, contentsOf, outcomes, quickBench, sessionsOf } from '../../../test/people.ts';

const file = (fileName: string, more: object = {}) => ({ file_id: 'f', file_name: fileName, ...more });

const sendFile = async (
  bench: Bench,
  content: unknown,
  fileName = 'a.json',
  more: object = {},
): Promise<void> => {
  const bytes = content instanceof Uint8Array ? content : Buffer.from(asText(content));
  bench.services.download = async () => bytes;
  await bench.send('', { text: undefined, document: file(fileName), ...more });
};

const asText = (content: unknown): string =>
  typeof content === 'string' ? content : JSON.stringify(content);

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

const node = (id: string, parent: string | null, role: string, words: string, at: number) => ({
  [id]: {
    id,
    parent,
    message: {
      author: { role },
      create_time: at,
      content: { content_type: 'text', parts: [words] },
    },
  },
});

const chatGpt = (title: string, at = 1_600_000_000) => ({
  title,
  conversation_id: title,
  current_node: 'b',
  mapping: { ...node('a', null, 'user', 'Bake?', at), ...node('b', 'a', 'assistant', 'Slowly', at) },
});

test('imported instructions are as long as those of /system at most, and that is said', async () => {
  const bench = quickBench();
  await sendFile(bench, ours({ system_prompt: `Be brief. ${'x'.repeat(200_000)}` }));
  expect(bench.said()).toContain('Only the first 4000 characters of the instructions of 1 conversation');
  await bench.tap(button(bench, 'Continue it'));
  await bench.send('Hello?');
  const [system] = bench.model.requests[0]?.messages ?? [];
  expect(system?.content).toMatch(/^Be brief\. x{3990}(?!x)/);
});

test('our JSON goes into the archive of the sender, with its model, and goes on by a tap', async () => {
  const bench = quickBench();
  await sendFile(bench, ours());
  expect(bench.said()).toBe(
    '📥 Imported as session 1 “Hi there bees” with 2 messages; it is in your archive and uses large:9b.',
  );
  expect(await sessionsOf(bench)).toMatchObject([
    {
      owner: USER.id,
      number: 1,
      modelName: 'large:9b',
      archivePath: expect.stringContaining('archives/1001/i'),
    },
  ]);
  expect(await activeOf(bench)).toBeUndefined();
  expect(await contentsOf(bench)).toEqual([]);
  await bench.tap(button(bench, 'Continue it'));
  expect(bench.said()).toContain('Conversation 1 “Hi there bees” is back with 2 messages and active.');
  await bench.send('Go on');
  expect(bench.model.requests[0]?.messages.map(({ content }) => content)).toContain('Hi there bees');
});

test('a model that is not here is named at once; that of another program is replaced', async () => {
  const bench = quickBench();
  await sendFile(bench, ours({ model_name: 'other:70b' }));
  expect(bench.said()).toContain(
    'uses other:70b, which is not on the server: choose another one with /model',
  );
  bench.services.model.installed = async () => {
    throw new Error('away');
  };
  await sendFile(bench, ours({ session_id: 'b', model_name: 'other:70b' }));
  expect(bench.said()).toContain('uses other:70b.');
  await sendFile(bench, { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] });
  expect(bench.said()).toContain('uses small:1b.');
  await sendFile(bench, { model: 'large:9b', messages: [{ role: 'user', content: 'Hi you' }] });
  expect(bench.said()).toContain('uses large:9b.');
});

test('the same file twice is recognised, archived and live', async () => {
  const bench = quickBench();
  await sendFile(bench, ours());
  await sendFile(bench, ours());
  expect(bench.said()).toBe(
    'This conversation is here already: session 1 “Hi there bees” with 2 messages, in your archive.',
  );
  await bench.tap(button(bench, 'Continue it'));
  await bench.send('Something else');
  await sendFile(bench, ours());
  expect(bench.said()).toContain('is here already: session 1');
  expect(bench.said()).not.toContain('in your archive');
  expect(button(bench, 'Continue it')).toBe('switch:1');
  expect(await sessionsOf(bench)).toHaveLength(1);
});

test('many are listed, the most recent first', async () => {
  const bench = quickBench();
  const many = Array.from({ length: 23 }, (_, n) => chatGpt(`Baking ${n + 1}`, 1_600_000_000 - n));
  await sendFile(bench, many, 'conversations.json');
  const said = bench.said() ?? '';
  expect(said).toContain('📥 Imported 23 conversations into your archive, the most recent first:');
  expect(said).toMatch(/23\. Baking 1 · 2 messages\n22\. Baking 2 · /);
  expect(said).toContain('… and 3 more in /listarchives.');
  expect(said).toContain('/restore 23 goes on with one of them.');
  await bench.send('/restore 22');
  expect(await contentsOf(bench, 22)).toEqual(['Bake?', 'Slowly']);

  await sendFile(bench, [...many.slice(0, 2), chatGpt('New', 1_650_000_000)], 'conversations.json');
  expect(bench.said()).toContain('📥 Imported 1 conversation into your archive');
  expect(bench.said()).toContain('24. New · 2 messages\n\n2 conversations were here already.');
  await sendFile(bench, many.slice(0, 2), 'conversations.json');
  expect(bench.said()).toContain('All 2 conversations in this file are here already:\n\n23. Baking 1');
  expect(await sessionsOf(bench)).toHaveLength(24);
});

test('a bad one is named and left out, the others come in', async () => {
  const bench = quickBench();
  const bad = (title: string) => ({ ...ours(), title, conversation: [{ role: 'robot', content: 'x' }] });
  await sendFile(bench, [chatGpt('Good'), bad('Robot'), chatGpt('Too')]);
  expect(bench.said()).toContain('Imported 2 conversations');
  expect(bench.said()).toContain(
    'Left out (1):\n• “Robot”: message 1 was not said by user, assistant or system.',
  );
  await sendFile(bench, [bad('Robot'), ours()]);
  expect(bench.said()).toContain('Imported as session 3 “Hi there bees”');
  expect(bench.said()).toContain('• “Robot”');
  const robots = Array.from({ length: 7 }, (_, n) => bad(`Robot ${n}`));
  await sendFile(bench, robots);
  expect(bench.said()).toMatch(
    /^I could not import any of the conversations in this file\.\n\nLeft out \(7\):/,
  );
  expect(bench.said()).toContain('• … and 2 more.');
});

const nested = `${'['.repeat(2_000)}${']'.repeat(2_000)}`;
const message = (changes: object) =>
  ours({ conversation: [{ role: 'user', content: 'x', ts: 1, ...changes }] });
const tooMany = ours({
  conversation: Array.from({ length: 20_001 }, () => ({ role: 'user', content: 'x', ts: 1 })),
});

test.each([
  [
    'not JSON',
    '{"a": ',
    'This file is not valid JSON, so I cannot import it. I can import what /export makes',
  ],
  ['no conversation', '{}', 'I found no conversation in this file. I can import what /export makes'],
  ['a bad role', message({ role: 'robot' }), 'Message 1 was not said by user, assistant or system'],
  ['non-text content', message({ content: 7 }), 'Message 1 is not plain text'],
  [
    'absurd nesting',
    `{"conversation":[{"role":"user","content":${nested}}]}`,
    'Message 1 is nested too deeply',
  ],
  ['too many messages', tooMany, 'more than 20,000 messages, the most that one may have: please split'],
  ['too long a message', message({ content: 'x'.repeat(350_001) }), 'longer than 350 kB'],
])('an import is refused for %s, in its own sentence', async (_, content, told) => {
  const bench = quickBench();
  await sendFile(bench, content);
  expect(bench.said()).toContain(told);
  expect(await sessionsOf(bench)).toEqual([]);
  expect(outcomes(bench)).toEqual(['answered']);
});

test.each([
  ['other JSON', '{"name":"steward","private":true}', 'package.json'],
  ['of a linter', '[{"filePath":"a.ts","messages":[{"ruleId":"semi"}]}]', 'lint.json'],
  ['broken JSON', '{"name": ', 'broken.json'],
  ['JSON lines of anything', '{"a":1}\n{"a":2}', 'rows.jsonl'],
])('%s, sent with a question, is what the question is about', async (_, content, name) => {
  const bench = quickBench();
  await sendFile(bench, content, name, { caption: 'What is this?' });
  expect(await contentsOf(bench)).toEqual([`${content}\n\nWhat is this?`, 'An answer']);
});

test('other JSON that is no text, or too large a one, is told so', async () => {
  const bench = quickBench();
  await sendFile(bench, new Uint8Array([0xff, 0x00]), 'a.json', { caption: 'What is this?' });
  expect(bench.said()).toContain('I can only read plain text.');
  await sendFile(bench, { a: 'x'.repeat(200_000) }, 'a.json', { caption: 'What is this?' });
  expect(bench.said()).toContain('too large: I can read up to 200 kB');
});

test('a conversation that is sent with a question is imported, and the question is answered', async () => {
  const bench = quickBench();
  await sendFile(bench, ours(), 'a.json', { caption: 'What did I say?' });
  expect(bench.chat().map(({ text }) => text)).toEqual([
    expect.stringContaining('Imported as session 1'),
    expect.stringContaining('Started session 2'),
    'An answer',
  ]);
  expect(await contentsOf(bench, 2)).toEqual([`${asText(ours())}\n\nWhat did I say?`, 'An answer']);
});

test.each(['Please import this', 'Bitte importieren', 'Импортируй'])(
  '“%s” asks for no more than that',
  async (caption) => {
    const bench = quickBench();
    await sendFile(bench, ours(), 'a.json', { caption });
    expect(bench.said()).toContain('Imported as session 1');
    expect(await sessionsOf(bench)).toHaveLength(1);
  },
);

test('a question about more than can be read at once is not lost in silence', async () => {
  const bench = quickBench();
  const long = message({ content: 'x'.repeat(200_000) });
  for (const [content, name] of [
    [long, 'a.json'],
    [zip({ 'a.json': ours() }), 'a.zip'],
  ] as const) {
    await sendFile(bench, content, name, { caption: 'What did I say?' });
    expect(bench.said()).toContain('so your question is still open');
  }
  expect(await sessionsOf(bench)).toHaveLength(2);
});

test('an import that /export gave away is recognised, also while there is less of it in the file', async () => {
  const bench = quickBench();
  await sendFile(bench, ours());
  await bench.send('/export 1');
  const exported = bench.documents.at(-1)?.text;
  const isKnown = async () => {
    await sendFile(bench, exported);
    expect(bench.said()).toContain('This conversation is here already: session 1');
  };
  await isKnown();
  await bench.send('/restore 1');
  await bench.send('Go on');
  await isKnown();
  await bench.send('/archive 1');
  await isKnown();
  expect(await sessionsOf(bench)).toHaveLength(1);
});

test('a conversation of ours that /export gave away comes in beside it, once', async () => {
  const bench = quickBench();
  await bench.send('What is a bee?');
  await bench.send('/export 1');
  const exported = bench.documents.at(-1)?.text;
  await sendFile(bench, exported);
  expect(bench.said()).toContain('Imported as session 2');
  await sendFile(bench, exported);
  expect(bench.said()).toContain('here already: session 2');
});

test('an import over 20 MB is refused before it is downloaded, and while it is', async () => {
  const bench = quickBench();
  bench.services.download = async () => expect.fail('it was downloaded');
  await bench.send('', { text: undefined, document: file('a.json', { file_size: 20_000_001 }) });
  expect(bench.said()).toContain('This file is over 20 MB, the most that Telegram lets a bot download.');
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
  await sendFile(bench, evil);
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

test('an import that crashes anywhere is one import, told once and as new', async () => {
  const told: number[] = [];
  await crashAtEveryWrite({
    prepare: async (bench) => {
      bench.services.download = async () => Buffer.from(JSON.stringify([chatGpt('One'), chatGpt('Two')]));
    },
    update: {
      update_id: 900,
      message: { ...textMessage('', 800), text: undefined, document: file('a.json') },
    },
    async check(bench, writes) {
      told.push(bench.chat().filter(({ text }) => text.includes('Imported 2 conversations')).length);
      const sessions = await sessionsOf(bench);
      expect(
        sessions.map(({ title }) => title),
        `after ${writes} writes`,
      ).toEqual(['One', 'Two']);
      expect(new Set(sessions.map(({ number }) => number)).size).toBe(2);
      const number = sessions[1]?.number;
      await bench.send(`/restore ${number}`);
      expect(await contentsOf(bench, number)).toEqual(['Bake?', 'Slowly']);
    },
  });
  expectOnce(told);
});

/** A .zip of texts by name. */
const zip = (files: Record<string, unknown>): Uint8Array =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(asText(content))])),
  );

/** Writes another size into a .zip's list of files and before the file itself. */
const withSize = (packed: Uint8Array, size: number): Uint8Array => {
  const lying = Buffer.from(packed);
  lying.writeUInt32LE(size, lying.indexOf('PK\x03\x04') + 22);
  lying.writeUInt32LE(size, lying.indexOf('PK\x01\x02') + 24);
  return lying;
};

test('a .zip is read without being unpacked by hand: all exports in it, and nothing else', async () => {
  const bench = quickBench();
  const packed = zip({
    'export/conversations-000.json': [chatGpt('One')],
    'export/conversations-001.json': [chatGpt('Two')],
    'export/user.json': { id: 'u' },
    'export/broken.json': '{"a": ',
    '__MACOSX/export/._conversations-000.json': 'x',
    'chat.html': '<p>',
  });
  await sendFile(bench, packed, 'chatgpt.zip');
  expect(bench.said()).toContain('Imported 2 conversations');
  expect(bench.said()).toContain('Left out (1):\n• “broken.json”: it is not valid JSON.');
  await sendFile(bench, packed, 'chatgpt.zip');
  expect(bench.said()).toContain('here already');
});

const harmless = zip({ 'conversations.json': [ours()] });
test.each([
  ['no .zip at all', Buffer.from('PK'), 'I cannot open this .zip file'],
  ['a cut one', harmless.subarray(0, harmless.length - 30), 'I cannot open this .zip file'],
  ['a path that leads out', zip({ '../../conversations.json': [ours()] }), 'I cannot open this .zip file'],
  ['an absolute path', zip({ '/etc/conversations.json': [ours()] }), 'I cannot open this .zip file'],
  ['a size that lies', withSize(zip({ 'a.json': `[${' '.repeat(2_000_000)}]` }), 10), 'I cannot open this'],
  ['a size beyond all', withSize(harmless, 3_000_000_000), 'are larger than 100 MB: please split them'],
  ['no export in it', zip({ 'user.json': {}, 'a.txt': 'x' }), 'I found no conversation in this file. I can'],
])('a .zip with %s is refused with a sentence', async (_, packed, told) => {
  const bench = quickBench();
  await sendFile(bench, packed, 'a.zip', { caption: 'Import it' });
  expect(bench.said()).toContain(told);
  expect(await sessionsOf(bench)).toEqual([]);
});

test('a fault that is not the file’s is none of its sentences', async () => {
  const bench = quickBench();
  bench.services.sessions.list = async () => {
    throw new TypeError('ours');
  };
  await sendFile(bench, harmless, 'a.zip');
  expect(bench.said()).not.toContain('.zip');
});

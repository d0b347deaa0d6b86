// Sent files: text is a question, anything else gets a sentence; what is imported has tests of its own.
import { StewardError } from '@steward/core';
import { expect, test } from 'vitest';
import { type Bench, BOT } from '../../../test/bench.ts';
import { contentsOf, GROUP, inGroup, outcomes, quickBench, sessionsOf } from '../../../test/people.ts';

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
  file('table.csv'),
  file('server.log'),
  file('main.py'),
  file('index.ts', { mime_type: 'video/mp2t' }),
  file('Makefile', { mime_type: 'application/octet-stream' }),
  file('notes.something'),
  file('drawing.svg', { mime_type: 'image/svg+xml' }),
  { file_id: 'f' },
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
  ['a PDF by another name', '%PDF-1.4 obj', 'This file is a PDF, though its name does not end in .pdf.'],
  ['empty', '', 'This file is empty. Send one with text in it.'],
  ['blank', ' \n\t ', 'This file is empty. Send one with text in it.'],
])('a text file that is %s is told so', async (_, bytes, told) => {
  const bench = quickBench();
  await sendFile(bench, bytes, file('a.txt'));
  expect(bench.said()).toContain(told);
  expect(await sessionsOf(bench)).toEqual([]);
});

test.each([
  ['photo.xlsx', 'application/x-any'],
  ['song.mp3', 'text/plain'],
  [undefined, 'audio/ogg'],
])('%s of type %s is not read, and the sentence says what is', async (name, type) => {
  const bench = quickBench();
  neverLoaded(bench);
  await bench.send('', { text: undefined, document: { file_id: 'f', file_name: name, mime_type: type } });
  expect(bench.said()).toMatch(/^I can't read this kind of file\. Send a PDF, .* with your question/);
});

test('without a model a text file is not taken', async () => {
  const bench = quickBench({ offered: [] });
  bench.services.catalogue = { ...bench.services.catalogue, entries: async () => [] };
  await sendFile(bench, 'What?', file('a.txt'));
  expect(bench.said()).toContain('There is no model to talk to');
});

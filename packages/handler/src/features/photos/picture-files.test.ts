// A picture that is sent as a file is looked at, where it is of a kind and a size for models.
import { StewardError } from '@steward/core';
import { expect, test } from 'vitest';
import { textMessage } from '../../../test/bench.ts';
import { contentsOf, messagesOf } from '../../../test/people.ts';
import { createPhotoBench, JPEG, PNG, pictureNamed } from '../../../test/photo-bench.ts';

test.each([
  ['JPEG', 'a.jpg', 'image/jpeg', JPEG],
  ['PNG', 'a.PNG', 'application/octet-stream', PNG],
  ['PNG without a name', undefined, 'image/png', PNG],
  ['JPEG called otherwise', 'a.png', 'image/png', JPEG],
])('a %s that comes as a file is looked at', async (_, name, type, magic) => {
  const { bench, send, sent, downloads } = createPhotoBench({
    download: async (id) => pictureNamed(id, magic),
  });
  const document = { file_id: 'F', file_unique_id: 'uF', file_name: name, mime_type: type, file_size: 50 };
  await send('', { text: undefined, document, caption: 'Read this' });
  expect(sent()).toEqual([['Read this', 'F']]);
  expect(downloads).toEqual(['F']);
  const mediaType = magic === JPEG ? 'image/jpeg' : 'image/png';
  expect((await messagesOf(bench))[0]).toMatchObject({ attachments: [{ mediaType }] });
});

test.each([
  ['a.webp', 'image/webp', 'another kind'],
  ['IMG_1.HEIC', 'image/heic', 'another kind'],
  ['a.gif', 'image/gif', 'another kind'],
  ['a.heic', 'application/octet-stream', 'another kind'],
  ['a.jpg', 'image/jpeg', 'another kind'],
])('%s (%s) gets a sentence that helps', async (file_name, mime_type, told) => {
  const { bench, send, model } = createPhotoBench({ download: async () => Buffer.from('RIFF____WEBPVP8 ') });
  await send('', { text: undefined, document: { file_id: 'F', file_name, mime_type }, caption: 'Look' });
  expect(bench.said()).toContain(told);
  expect(bench.said()).toContain('Send it as a photo');
  expect(model.calls).toEqual([]);
  expect(await contentsOf(bench)).toEqual([]);
});

test.each([
  ['as it is told', { file_size: 4_000_001 }, async () => pictureNamed('F')],
  [
    'as it turns out',
    {},
    () => Promise.reject(new StewardError('file-too-large', 'The file is over the limit')),
  ],
])('a file that is too large, %s, is not taken', async (_, more, download) => {
  const { bench, send, model } = createPhotoBench({ download });
  const document = { file_id: 'F', file_name: 'a.jpg', mime_type: 'image/jpeg', ...more };
  await send('', { text: undefined, document });
  expect(bench.said()).toMatch(/^This picture is too large: I take up to 4 MB\./);
  expect(model.calls).toEqual([]);
});

test('a download that fails for now is tried again by the queue', async () => {
  const { bench, deliver } = createPhotoBench({
    download: () => Promise.reject(new StewardError('download-failed', 'x', { retryable: true })),
  });
  const document = { file_id: 'F', file_name: 'a.jpg' };
  const message = textMessage('', 800, { text: undefined, document });
  expect(await deliver({ update_id: 700, message })).toBe('kept');
  expect(bench.calls).toEqual([]);
});

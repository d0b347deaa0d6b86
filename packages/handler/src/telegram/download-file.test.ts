import { expect, test } from 'vitest';
import { ok, refused } from '../../test/bench.ts';
import { errorFields } from '../observability/log.ts';
import { createDownload } from './download-file.ts';
import { createTelegramClient } from './telegram-client.ts';

const TOKEN = '42:secret-token';

const setUp = (getFile: () => Response, file: (url: string) => Response = () => new Response('')) => {
  const urls: string[] = [];
  const telegram = createTelegramClient({
    token: TOKEN,
    apiUrl: 'http://telegram.test',
    fetch: (async () => getFile()) as typeof fetch,
  });
  const download = createDownload({
    telegram,
    apiUrl: 'http://telegram.test/',
    token: () => TOKEN,
    fetch: (async (url: string) => {
      urls.push(url);
      return file(url);
    }) as unknown as typeof fetch,
  });
  return { download, urls };
};

const found = () => ok({ file_id: 'f', file_path: 'documents/a.txt' });

test('a file is fetched from where Telegram keeps it', async () => {
  const { download, urls } = setUp(found, () => new Response('hello'));
  expect(new TextDecoder().decode(await download('f', 5))).toBe('hello');
  expect(urls).toEqual([`http://telegram.test/file/bot${TOKEN}/documents/a.txt`]);
});

test.each<[string, () => Response, (url: string) => Response, object]>([
  ['larger than it said', found, () => new Response('hello!'), { code: 'file-too-large', retryable: false }],
  [
    'too big for bots',
    () => refused(400, 'Bad Request: file is too big'),
    () => new Response(''),
    { code: 'file-too-large', retryable: false },
  ],
  [
    'not offered',
    () => refused(400, 'Bad Request: invalid file_id'),
    () => new Response(''),
    { code: 'download-failed', retryable: false },
  ],
  [
    'not offered right now',
    () => refused(500, 'Internal Server Error'),
    () => new Response(''),
    { code: 'download-failed', retryable: true },
  ],
  [
    'without a path',
    () => ok({ file_id: 'f' }),
    () => new Response(''),
    { code: 'download-failed', retryable: false },
  ],
  ['gone', found, () => new Response('', { status: 404 }), { code: 'download-failed', retryable: true }],
  [
    'unreachable',
    found,
    (url) => {
      throw new TypeError(`fetch of ${url} failed`);
    },
    { code: 'download-failed', retryable: true },
  ],
])(
  'a file that is %s fails with a sentence, and the token stays secret',
  async (_, getFile, file, expected) => {
    const error = await setUp(getFile, file)
      .download('f', 5)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ ...expected, userMessage: expect.stringMatching(/\.$/) });
    expect((error as Error).message + JSON.stringify(errorFields(error))).not.toContain('secret-token');
  },
);

test.each([
  [20_000_000, '20 MB'],
  [200_000, '200 kB'],
])('the limit of %d bytes is told as %s', async (maxBytes, text) => {
  const error = await setUp(() => refused(400, 'Bad Request: file is too big'))
    .download('f', maxBytes)
    .catch((thrown: unknown) => thrown);
  expect((error as { userMessage: string }).userMessage).toContain(text);
});

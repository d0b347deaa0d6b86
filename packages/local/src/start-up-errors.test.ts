// Whatever answers for Telegram at the start: nothing that it says, and no token, reaches the terminal or the log.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlainText, createTelegramClient } from '@steward/handler';
import { listenOnLoopback } from '@steward/stand-ins';
import { afterAll, expect, test } from 'vitest';
import { checkBot } from './check-bot.ts';
import { explainFailure } from './explain-failure.ts';
import { createLocalLog } from './local-log.ts';

const SECRET_PART = 'AAb-Shh_nobody_may_read_this_here_1';
const TOKEN = `123456789:${SECRET_PART}`;
const WORDS = 'what a stranger says';
const HOSTILE = `\u001b[2J\u001b]0;${WORDS}\u0007\u009b31m /bot${TOKEN}/getMe /bot${encodeURIComponent(TOKEN)} \r\n${WORDS}`;

const folder = mkdtempSync(join(tmpdir(), 'steward-start-up-'));
afterAll(() => rmSync(folder, { recursive: true }));

const json =
  (status: number, body: unknown): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
const raw =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(status, headers).end(body);
  };
const refused = (code: number, more: object = {}) =>
  json(code, { ok: false, error_code: code, description: HOSTILE, ...more });
const bot = { id: 42, is_bot: true, first_name: HOSTILE, username: 'a_bot' };
/** A bot, and then whatever is given. */
const afterGetMe =
  (then: RequestListener): RequestListener =>
  (request, response) =>
    request.url?.endsWith('/getMe')
      ? json(200, { ok: true, result: bot })(request, response)
      : then(request, response);
const leadingTo = (location: string): RequestListener => raw(302, '', { location });

class Waited extends Error {}

/** Starts with this answering; resolves with what was shown and what was logged. */
const startWith = async (answer: RequestListener | string) => {
  const server = createServer(typeof answer === 'string' ? undefined : answer);
  const { endpoint, close } = await listenOnLoopback(server, 0);
  const apiUrl = typeof answer === 'string' ? answer.replace('<port>', new URL(endpoint).port) : endpoint;
  const shown: string[] = [];
  const path = join(folder, `${crypto.randomUUID()}.log`);
  const plain = createPlainText([TOKEN]);
  const print = (line: string): void => void shown.push(plain(line));
  const log = createLocalLog(path, print, plain);
  const telegram = createTelegramClient({ token: TOKEN, apiUrl, timeoutMs: 2_000 });
  const sleep = async (): Promise<void> => {
    throw new Waited();
  };
  const error = await checkBot(telegram, { commands: [], print, log, sleep }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Waited) shown.push('WAITS');
  else if (error) shown.push(...explainFailure(error, {}).split('\n').map(plain));
  if (error) log.error('It cannot start', error);
  await log.close();
  await close();
  return { shown: shown.join('\n'), logged: readFileSync(path, 'utf8') };
};

test.each<[string, RequestListener | string, RegExp]>([
  ['400 that quotes the path', refused(400), /Telegram refuses this bot \(400\)\. Check TELEGRAM_BOT_TOKEN/],
  [
    '400 that calls itself not found',
    refused(400, { description: `not found: ${HOSTILE}` }),
    /refuses this bot \(400\)/,
  ],
  ['401', refused(401), /does not know this bot token \(401\).*BotFather/],
  ['403', refused(403), /refuses this bot \(403\)/],
  ['404', refused(404), /does not know this bot token \(404\)/],
  ['409', refused(409), /refuses this bot \(409\)/],
  [
    '429 for ever',
    refused(429, { parameters: { retry_after: 1e300 } }),
    /cannot be reached yet \(429\).*\nWAITS/,
  ],
  ['429 of nonsense', refused(429, { parameters: { retry_after: HOSTILE } }), /WAITS/],
  ['500', refused(500), /cannot be reached yet \(500\); trying again until it answers\.\nWAITS/],
  [
    'a number that is text',
    json(400, { ok: false, error_code: HOSTILE, description: HOSTILE }),
    /refuses this bot/,
  ],
  ['garbage', raw(200, HOSTILE), /its answer is none of a Bot API.*\nWAITS/],
  ['garbage with 400', raw(400, HOSTILE), /WAITS|refuses/],
  ['a page with 502', raw(502, `<html>${HOSTILE}`), /WAITS/],
  ['nothing', raw(200, ''), /WAITS/],
  ['null', raw(200, 'null'), /WAITS/],
  ['ok without a result', json(200, { ok: true }), /names no bot: it is no Bot API\. Check TELEGRAM_API_URL/],
  ['ok with a text', json(200, { ok: true, result: HOSTILE }), /names no bot/],
  ['ok with a list', json(200, { ok: true, result: [bot] }), /names no bot/],
  ['ok with an id that is text', json(200, { ok: true, result: { ...bot, id: HOSTILE } }), /names no bot/],
  ['a redirect to itself', leadingTo(`/bot${TOKEN}/getMe`), /cannot be reached yet.*\nWAITS/],
  ['a redirect to elsewhere', leadingTo(`http://127.0.0.1:9/${encodeURIComponent(HOSTILE)}`), /WAITS/],
  ['nobody', 'http://127.0.0.1:9', /cannot be reached yet.*\nWAITS/],
  ['no such name', `http://${SECRET_PART.replaceAll('_', '-').toLowerCase()}.invalid`, /WAITS/],
  ['no TLS', 'https://127.0.0.1:<port>', /cannot be reached yet.*\nWAITS/],
  [
    'a webhook that is set',
    afterGetMe(json(200, { ok: true, result: { url: `https://u:${TOKEN}@a.example/${TOKEN}` } })),
    /webhook is set \(to host a\.example\)/,
  ],
  [
    'a webhook with a token for a host',
    afterGetMe(json(200, { ok: true, result: { url: `odd://${TOKEN}\u001b[2J` } })),
    /webhook is set/,
  ],
  ['a refused getWebhookInfo', afterGetMe(refused(400)), /refuses this bot \(400\)/],
  ['nonsense for all but getMe', afterGetMe(json(200, { ok: true, result: HOSTILE })), /^$/],
])('%s', async (_, answer, sentence) => {
  const { shown, logged } = await startWith(answer);
  expect(shown).toMatch(sentence);
  for (const text of [shown, logged]) {
    expect(text.toLowerCase()).not.toContain(SECRET_PART.toLowerCase());
    expect(text).not.toContain(WORDS);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]|\\u00(1b|9b|07)/iu);
  }
});

test('a name that is none is not shown', async () => {
  const answer = json(200, { ok: true, result: { ...bot, username: HOSTILE } });
  const { endpoint, close } = await listenOnLoopback(createServer(answer), 0);
  const log = createLocalLog('/dev/null', () => {});
  const telegram = createTelegramClient({ token: TOKEN, apiUrl: endpoint });
  expect(await checkBot(telegram, { commands: [], print: () => {}, log })).toMatchObject({
    id: 42,
    username: '',
  });
  await close();
});

test('a server that redirects gets nothing more, and where it points gets nothing', async () => {
  const asked: string[] = [];
  const elsewhere = await listenOnLoopback(
    createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    }),
    0,
  );
  await startWith(leadingTo(`${elsewhere.endpoint}/?${encodeURIComponent(TOKEN)}`));
  await elsewhere.close();
  expect(asked).toEqual([]);
});

import { reset, startScriptedServer, status } from '@steward/stand-ins/testing';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import type { Fault } from '@steward/telegram-emulator/testing';
import { expect, test } from 'vitest';
import { checkToken } from './check-token.ts';

const playing = async <T>(
  run: (world: {
    token: string;
    url: string;
    plant(fault: Fault): void;
    call(method: string, values: object): Promise<unknown>;
  }) => Promise<T>,
): Promise<T> => {
  const emulator = createTelegramEmulator();
  const server = await startBotApiServer(emulator);
  try {
    return await run({
      token: emulator.token,
      url: server.url,
      plant: (fault) => emulator.faults.add(fault),
      call: (method, values) => emulator.api.call(method, { values: { ...values }, files: new Map() }),
    });
  } finally {
    emulator.close();
    await server.close();
  }
};

test('a good token tells who the bot is', () =>
  playing(async ({ token, url }) => {
    expect(await checkToken(token, url)).toMatchObject({
      name: 'Steward',
      username: expect.stringMatching(/bot$/),
    });
  }));

test('what is no token is not even sent', async () => {
  expect(await checkToken('hunter2', 'http://127.0.0.1:1')).toMatchObject({
    problem: expect.stringMatching(/no bot token/),
  });
});

test.each([
  [401, /does not know this token/],
  [404, /does not know this token/],
  [429, /wait a little/],
  [403, /refuses this bot \(403\)/],
  [502, /cannot be reached/],
])('%d of Telegram is told in a sentence without its words', (error_code, sentence) =>
  playing(async ({ token, url, plant }) => {
    plant({ kind: 'status', error_code, description: `secret ${token}`, method: 'getMe' });
    const { problem } = (await checkToken(token, url)) as { problem: string };
    expect(problem).toMatch(sentence);
    expect(problem).not.toContain('secret');
  }),
);

test('a webhook elsewhere is told with its host alone', () =>
  playing(async ({ token, url, call }) => {
    await call('setWebhook', { url: 'https://bot.example.org/secret-path' });
    const { problem } = (await checkToken(token, url)) as { problem: string };
    expect(problem).toMatch(/messages go to bot\.example\.org/);
    expect(problem).not.toContain('secret-path');
  }));

test.each([
  ['Conflict: terminated by other getUpdates request', /Another program already polls/],
  ["Conflict: can't use getUpdates method while webhook is active", /works elsewhere/],
])('409 (%s) is told, too', (description, sentence) =>
  playing(async ({ token, url, plant }) => {
    plant({ kind: 'status', error_code: 409, description, method: 'getUpdates' });
    expect(await checkToken(token, url)).toMatchObject({ problem: expect.stringMatching(sentence) });
  }),
);

test.each([
  ['breaks the connection', reset, /cannot be reached/],
  ['is no Bot API', status(200, '<html>hello</html>'), /no Bot API/],
  ['names no bot', status(200, { ok: true, result: { id: 'x' } }), /no Bot API/],
])('so is what %s', async (_what, answer, sentence) => {
  const server = await startScriptedServer(answer);
  const checked = await checkToken('123456:ABC-DEF', server.url).finally(server.close);
  expect(checked).toMatchObject({ problem: expect.stringMatching(sentence) });
});

import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startBotApiServer } from './bot-api-server.ts';
import { createTelegramEmulator } from './emulator.ts';
import type { Fault } from './faults.ts';
import { type Answer, startTelegram, type TestTelegram } from './testing/bot-client.ts';

const withAlice = async (telegram: TestTelegram) => {
  const { id } = telegram.emulator.addUser({ first_name: 'Alice' });
  telegram.emulator.sendText(id, id, 'hello');
  return { id, root: `${telegram.server.url}/bot${telegram.emulator.token}` };
};

describe('the Bot API server', () => {
  it('takes a query, JSON, a form and multipart alike', async () => {
    await using telegram = await startTelegram({ rateLimits: false });
    const { id, root } = await withAlice(telegram);
    const keyboard = JSON.stringify({ inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] });
    const fields = { chat_id: String(id), text: 'hi', reply_markup: keyboard };
    const multipart = new FormData();
    for (const [name, value] of Object.entries(fields)) multipart.set(name, value);
    const answers = await Promise.all([
      fetch(`${root}/sendMessage?${new URLSearchParams(fields)}`),
      fetch(`${root}/sendmessage`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(fields),
      }),
      fetch(`${root}/SendMessage`, { method: 'POST', body: new URLSearchParams(fields) }),
      fetch(`${root}/sendMessage`, { method: 'POST', body: multipart }),
    ]);
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200]);
    expect(telegram.emulator.calls().map((one) => one.params)).toEqual(
      Array.from({ length: 4 }, () => ({ chat_id: id, text: 'hi', reply_markup: JSON.parse(keyboard) })),
    );
  });

  it('takes a document and gives it back by its path', async () => {
    await using telegram = await startTelegram();
    const { id, root } = await withAlice(telegram);
    const form = new FormData();
    form.set('chat_id', String(id));
    form.set('document', 'attach://content');
    form.set('content', new Blob(['{"a":1}'], { type: 'application/json' }), 'my chat.json');
    form.set('caption', 'Your export');
    const sent = (await (
      await fetch(`${root}/sendDocument`, { method: 'POST', body: form })
    ).json()) as Answer;
    const { document, caption } = sent.result;
    expect(caption).toBe('Your export');
    expect(document).toMatchObject({
      file_name: 'my chat.json',
      mime_type: 'application/json',
      file_size: 7,
    });
    expect(telegram.emulator.calls().at(-1)?.params.content).toEqual({ fileName: 'my chat.json', size: 7 });
    const { result } = await telegram.call('getFile', { file_id: document.file_id });
    const file = await fetch(`${telegram.server.url}/file/bot${telegram.emulator.token}/${result.file_path}`);
    expect(await file.text()).toBe('{"a":1}');
    const seen = telegram.emulator.file(document.file_id);
    expect(seen).toMatchObject({ fileName: 'my chat.json', mimeType: 'application/json' });
  });

  it('is the same bot at each start, with a token that nobody can know of before', async () => {
    const [one, other] = [createTelegramEmulator(), createTelegramEmulator()];
    expect(one.bot).toEqual(other.bot);
    expect(one.token).toMatch(/^\d{10}:[\w-]{35}$/);
    expect(one.token).not.toBe(other.token);
  });

  it('refuses a wrong token, an unknown method, an unknown path and a missing file', async () => {
    await using telegram = await startTelegram();
    const { root } = await withAlice(telegram);
    const { url } = telegram.server;
    const statuses = [
      `${url}/bot1:wrong/getMe`,
      `${root}1/getMe`,
      `${url}/bot%E0%A4%A/getMe`,
      `${root}/frobnicate`,
      `${url}/`,
      `${url}/file${root.slice(url.length)}/a`,
    ];
    const answers = await Promise.all(statuses.map(async (one) => (await fetch(one)).json()));
    expect(answers).toEqual([
      ...Array.from({ length: 3 }, () => ({ ok: false, error_code: 401, description: 'Unauthorized' })),
      { ok: false, error_code: 404, description: 'Not Found' },
      { ok: false, error_code: 404, description: 'Not Found' },
      { ok: false, error_code: 404, description: 'Not Found' },
    ]);
  });

  it.each([
    ['application/json', '{"chat_id":'],
    ['application/json', '[1]'],
    ['multipart/form-data; boundary=x', 'no boundary here'],
  ])('refuses a malformed body of type %s', async (type, body) => {
    await using telegram = await startTelegram();
    const { root } = await withAlice(telegram);
    const headers = { 'Content-Type': type };
    const response = await fetch(`${root}/sendMessage`, { method: 'POST', headers, body });
    expect(await response.json()).toMatchObject({ error_code: 400 });
  });

  it('refuses an upload of more than 50 MB', async () => {
    await using telegram = await startTelegram();
    const { id, root } = await withAlice(telegram);
    const form = new FormData();
    form.set('chat_id', String(id));
    form.set('document', new Blob([new Uint8Array(51 * 1024 * 1024)]), 'big.bin');
    const response = await fetch(`${root}/sendDocument`, { method: 'POST', body: form });
    expect(response.status).toBe(413);
  });

  it('answers 429 with retry_after in the body and in a header', async () => {
    await using telegram = await startTelegram({ clock: () => 1_800_000_000_000 });
    const { id, root } = await withAlice(telegram);
    const send = () => fetch(`${root}/sendMessage?chat_id=${id}&text=x`);
    for (let index = 0; index < 3; index += 1) expect((await send()).status).toBe(200);
    const refused = await send();
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
  });

  it('is deaf to web pages, by their headers and by names bent to this machine', async () => {
    await using telegram = await startTelegram();
    const { port } = new URL(telegram.server.url);
    const path = `/bot${telegram.emulator.token}/getMe`;
    const status = (headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        const request = httpRequest({ host: '127.0.0.1', port, path, headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        request.on('error', reject).end();
      });
    expect(await status({ Origin: 'http://evil.example' })).toBe(403);
    expect(await status({ 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    expect(await status({ Host: `evil.example:${port}` })).toBe(403);
    expect(await status({ Host: `localhost:${port}` })).toBe(200);
  });

  it('says so when its port is in use', async () => {
    await using telegram = await startTelegram();
    const port = Number(new URL(telegram.server.url).port);
    await expect(startBotApiServer(telegram.emulator, { port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});

describe('a planted fault', () => {
  const planted = async (telegram: TestTelegram, fault: Fault) => {
    const { id, root } = await withAlice(telegram);
    telegram.emulator.faults.add(fault);
    const send = async (patienceMs = 60_000) => {
      const signal = AbortSignal.timeout(patienceMs);
      const response = await fetch(`${root}/sendMessage?chat_id=${id}&text=x`, { signal });
      return [response.status, response.headers.get('content-type')];
    };
    const sent = () => telegram.emulator.history(id).filter((message) => message.from?.is_bot).length;
    return { id, send, sent };
  };

  it('refuses with any status, as often as it is told, after as many calls as it is told', async () => {
    await using telegram = await startTelegram();
    const fault = {
      method: /^send/,
      kind: 'status',
      error_code: 429,
      retry_after: 9,
      times: 2,
      skip: 1,
    } as const;
    const { send, id } = await planted(telegram, fault);
    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await send())[0]);
    expect(statuses).toEqual([200, 429, 429, 200]);
    telegram.emulator.faults.add({ method: 'sendMessage', chatId: id, kind: 'status', error_code: 500 });
    telegram.emulator.faults.add({ chatId: 1, kind: 'status', error_code: 503 });
    expect(await telegram.call('sendMessage', { chat_id: id, text: 'x' })).toEqual({
      ok: false,
      error_code: 500,
      description: 'Internal Server Error',
    });
    telegram.emulator.faults.clear();
    expect((await telegram.call('getMe')).ok).toBe(true);
  });

  it.each([
    ['timeout-before', 0],
    ['timeout-after-accept', 1],
    ['reset', 0],
    ['reset-after-accept', 1],
  ] as const)('%s leaves no answer and %i message', async (kind, count) => {
    await using telegram = await startTelegram();
    const { send, sent } = await planted(telegram, { kind, method: 'sendMessage' });
    await expect(send(1_000)).rejects.toThrow();
    expect(sent()).toBe(count);
    expect(telegram.emulator.calls().at(-1)).toMatchObject({ method: 'sendMessage', status: 0 });
  });

  it('delays a call, or answers it with the page of a proxy', async () => {
    await using telegram = await startTelegram();
    const { send, sent } = await planted(telegram, { kind: 'delay', ms: 20 });
    expect(await send()).toEqual([200, 'application/json']);
    telegram.emulator.faults.add({ kind: 'html-502' });
    expect(await send()).toEqual([502, 'text/html']);
    expect(sent()).toBe(1);
  });
});

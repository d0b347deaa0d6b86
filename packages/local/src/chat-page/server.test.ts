import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createTelegramEmulator, type TelegramEmulator } from '../telegram-emulator/emulator.ts';
import { messagesAtOnce } from './chat-feed.ts';
import { type ChatPage, type ChatPageOptions, startChatPage } from './server.ts';
import { openEvents, rawRequest } from './testing/raw-request.ts';
import { runScriptedBot } from './testing/scripted-bot.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const start = async (options: Partial<ChatPageOptions> = {}) => {
  const emulator = createTelegramEmulator({ rateLimits: false });
  const page = await startChatPage({ emulator, port: 0, ...options });
  cleanUps.push(
    () => emulator.close(),
    () => page.close(),
  );
  const you = emulator.users()[0];
  if (!you) throw new Error('nobody is there');
  return { emulator, page, you: you.id };
};

const origin = ({ port }: ChatPage) => ({ origin: `http://127.0.0.1:${port}` });

const post = (page: ChatPage, path: string, body: unknown, headers: Record<string, string> = {}) =>
  rawRequest(page.port, {
    method: 'POST',
    path,
    headers: { ...origin(page), 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const texts = (emulator: TelegramEmulator, chatId: number) =>
  emulator.history(chatId).map((message) => message.text);

const events = (page: ChatPage) => {
  const stream = openEvents(page.port);
  cleanUps.push(() => stream.close());
  return stream;
};

describe('starting', () => {
  it('makes one person, so that the page can be used at once', async () => {
    const { emulator } = await start();
    expect(emulator.users().map((user) => user.first_name)).toEqual(['You']);
  });

  it('adds nobody where somebody is already', async () => {
    const emulator = createTelegramEmulator();
    emulator.addUser({ first_name: 'Ann' });
    const page = await startChatPage({ emulator, port: 0 });
    cleanUps.push(() => page.close());
    expect(emulator.users().map((user) => user.first_name)).toEqual(['Ann']);
  });

  it('says that the port is taken', async () => {
    const { page, emulator } = await start();
    await expect(startChatPage({ emulator, port: page.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('refuses to listen beyond this machine', async () => {
    const emulator = createTelegramEmulator();
    await expect(startChatPage({ emulator, port: 0, host: '0.0.0.0' })).rejects.toThrow('this machine only');
    await expect(startChatPage({ emulator, port: 0, host: '192.168.1.4' })).rejects.toThrow();
  });

  it('gives the port free when it closes, even with pages open', async () => {
    const { page, emulator } = await start();
    const stream = events(page);
    await stream.next((event) => event.type === 'state');
    await page.close();
    await stream.ended();
    const again = await startChatPage({ emulator, port: page.port });
    cleanUps.push(() => again.close());
    expect(again.port).toBe(page.port);
  });
});

describe('who may ask', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST'])('answers to its own name %s', async (name) => {
    const { page } = await start();
    const answer = await rawRequest(page.port, { path: '/', headers: { host: `${name}:${page.port}` } });
    expect(answer.status).toBe(200);
  });

  it.each([
    'evil.example',
    'evil.example:8787',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.1',
  ])('refuses the foreign Host "%s"', async (host) => {
    const { page } = await start();
    for (const path of ['/', '/page.js', '/api/events', '/api/status', '/files/x']) {
      expect((await rawRequest(page.port, { path, headers: { host } })).status).toBe(403);
    }
  });

  it('refuses a request without a Host', async () => {
    const { page } = await start();
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(page.port, '127.0.0.1', () => socket.end('GET / HTTP/1.0\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  it.each([
    'http://evil.example',
    'null',
    'https://127.0.0.1',
    'http://127.0.0.1:1',
    'http://localhost:3000',
  ])('refuses the foreign Origin %s, for reading and for changing', async (foreign) => {
    const { page, emulator, you } = await start();
    const body = { userId: you, chatId: you, text: 'forged' };
    expect((await post(page, '/api/messages', body, { origin: foreign })).status).toBe(403);
    const read = await rawRequest(page.port, { path: '/api/events', headers: { origin: foreign } });
    expect(read.status).toBe(403);
    expect(texts(emulator, you)).toEqual([]);
  });

  it('refuses a change without an Origin', async () => {
    const { page, emulator, you } = await start();
    const answer = await rawRequest(page.port, {
      method: 'POST',
      path: '/api/messages',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userId: you, chatId: you, text: 'forged' }),
    });
    expect(answer.status).toBe(403);
    expect(texts(emulator, you)).toEqual([]);
  });

  it('lets other sites link to the page, but not load its parts', async () => {
    const { page } = await start();
    const ask = (path: string, mode: string) =>
      rawRequest(page.port, { path, headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode } });
    expect((await ask('/', 'navigate')).status).toBe(200);
    expect((await ask('/page.js', 'no-cors')).status).toBe(403);
  });
});

describe("the page's files", () => {
  it('come with headers that allow nothing foreign and nothing inline', async () => {
    const { page } = await start();
    for (const path of ['/', '/page.css', '/page.js', '/icon.svg', '/api/status', '/nothing']) {
      const { headers } = await rawRequest(page.port, { path });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  it('have their types', async () => {
    const { page } = await start();
    const typeOf = async (path: string) => (await rawRequest(page.port, { path })).headers['content-type'];
    expect(await typeOf('/')).toBe('text/html; charset=utf-8');
    expect(await typeOf('/page.css')).toBe('text/css; charset=utf-8');
    expect(await typeOf('/page.js')).toBe('text/javascript; charset=utf-8');
    expect(await typeOf('/icon.svg')).toBe('image/svg+xml');
  });

  it.each([
    '/../server.ts',
    '/..%2fserver.ts',
    '/%2e%2e/server.ts',
    '/static/page.js',
    '/./../../../package.json',
    '/jsconfig.json',
    '/page.js%00.css',
    '/.%5c..%5cserver.ts',
    '//etc/passwd',
    '/constructor',
    '/nothing.js',
  ])('do not include %s', async (path) => {
    const { page } = await start();
    expect((await rawRequest(page.port, { path })).status).toBe(404);
  });

  it('refuses an address it cannot read', async () => {
    const { page } = await start();
    expect((await rawRequest(page.port, { path: 'http://[' })).status).toBe(400);
  });

  it('are only read, never posted to', async () => {
    const { page } = await start();
    expect((await post(page, '/page.js', {})).status).toBe(404);
    expect((await post(page, '/api/events', {})).status).toBe(404);
    expect((await rawRequest(page.port, { path: '/api/messages' })).status).toBe(404);
  });
});

describe('what people do', () => {
  it('sends a text, as a reply where asked', async () => {
    const { page, emulator, you } = await start();
    const first = (await post(page, '/api/messages', { userId: you, chatId: you, text: 'hello' })).json();
    const [replyTo] = first.messageIds as number[];
    await post(page, '/api/messages', { userId: you, chatId: you, text: 'again', replyTo });
    expect(texts(emulator, you)).toEqual(['hello', 'again']);
    expect(emulator.history(you)[1]?.reply_to_message?.message_id).toBe(replyTo);
  });

  it('splits a long paste as Telegram does', async () => {
    const { page, you } = await start();
    const answer = await post(page, '/api/messages', {
      userId: you,
      chatId: you,
      text: 'word '.repeat(2000),
    });
    expect(answer.json().messageIds).toHaveLength(3);
  });

  it('takes 100,000 characters and not one more', async () => {
    const { page, you } = await start();
    const send = (length: number) =>
      post(page, '/api/messages', { userId: you, chatId: you, text: 'é'.repeat(length) });
    expect((await send(100_000)).status).toBe(200);
    const refused = await send(100_001);
    expect(refused.status).toBe(400);
    expect(refused.json().error).toContain('100,000');
  });

  it('refuses a request that is far too large before it is read whole', async () => {
    const { page, you } = await start();
    const headers = { ...origin(page), 'content-type': 'application/json' };
    const body = JSON.stringify({ userId: you, chatId: you, text: 'x'.repeat(2_000_000) });
    const known = await rawRequest(page.port, {
      method: 'POST',
      path: '/api/messages',
      headers: { ...headers, 'content-length': String(body.length) },
      body: body.slice(0, 1000),
    }).catch((error: Error) => error);
    expect(known).toMatchObject({ status: 413 });
  });

  it('counts what arrives where no length was announced', async () => {
    const { page } = await start();
    const status = await new Promise<string>((resolve, reject) => {
      const socket = connect(page.port, '127.0.0.1', () => {
        socket.write(
          `POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1:${page.port}\r\nOrigin: http://127.0.0.1:${page.port}\r\n` +
            'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
        );
        const chunk = Buffer.alloc(65_536, 0x20);
        for (let sent = 0; sent < 20; sent += 1) {
          socket.write(`${chunk.length.toString(16)}\r\n`);
          socket.write(chunk);
          socket.write('\r\n');
        }
      });
      socket.once('data', (data) => {
        resolve(data.toString('latin1').split('\r\n')[0] ?? '');
        socket.destroy();
      });
      socket.on('error', reject);
    });
    expect(status).toContain('413');
  });

  it.each([
    ['another media type', { 'content-type': 'text/plain' }, '{}', 415],
    ['no JSON', {}, 'hello', 400],
    ['a wrong shape', {}, '{"userId":"1"}', 400],
    ['an empty text', {}, '{"userId":1,"chatId":1,"text":""}', 400],
    ['somebody unknown', {}, '{"userId":1,"chatId":1,"text":"hi"}', 400],
  ])('refuses %s with a sentence', async (_what, headers, body, status) => {
    const { page } = await start();
    const answer = await rawRequest(page.port, {
      method: 'POST',
      path: '/api/messages',
      headers: { ...origin(page), 'content-type': 'application/json', ...headers },
      body,
    });
    expect(answer.status).toBe(status);
    expect(String(answer.json().error)).toMatch(/\w/);
  });

  it('edits a message of one’s own', async () => {
    const { page, emulator, you } = await start();
    const [sent] = emulator.sendText(you, you, 'helo');
    const edit = { userId: you, chatId: you, messageId: sent?.message_id, text: 'hello' };
    expect((await post(page, '/api/edits', edit)).status).toBe(200);
    expect(texts(emulator, you)).toEqual(['hello']);
    expect((await post(page, '/api/edits', { ...edit, messageId: 999 })).status).toBe(400);
  });

  it('adds people and groups', async () => {
    const { page, emulator, you } = await start();
    const added = await post(page, '/api/users', {
      firstName: ' Ann ',
      lastName: 'Lovelace',
      username: 'ann_l',
    });
    expect(added.json().user).toMatchObject({ first_name: 'Ann', last_name: 'Lovelace', username: 'ann_l' });
    const ann = (added.json().user as { id: number }).id;
    const group = await post(page, '/api/groups', { title: 'Family', memberIds: [you, ann] });
    const { id } = group.json().chat as { id: number };
    expect(emulator.chats().find((chat) => chat.id === id)?.title).toBe('Family');
    expect((await post(page, '/api/users', { firstName: '  ' })).json().error).toBe('A name is needed.');
    expect((await post(page, '/api/groups', { title: 'x', memberIds: [] })).status).toBe(400);
  });

  it('tells what a tapped button answered', async () => {
    const { page, emulator, you } = await start();
    emulator.sendText(you, you, '/start');
    const bot = runScriptedBot(emulator, async ({ callback_query: tap }, call) => {
      if (tap) await call('answerCallbackQuery', { callback_query_id: tap.id, text: `got ${tap.data}` });
    });
    cleanUps.push(bot.stop);
    const keyboard = [[{ text: 'One', callback_data: 'one' }]];
    const sent = (await bot.call('sendMessage', {
      chat_id: you,
      text: 'Choose',
      reply_markup: { inline_keyboard: keyboard },
    })) as { message_id: number };
    const tap = { userId: you, chatId: you, messageId: sent.message_id, data: 'one' };
    expect((await post(page, '/api/taps', tap)).json()).toMatchObject({ answer: { text: 'got one' } });
    expect((await post(page, '/api/taps', { ...tap, data: 'forged' })).status).toBe(400);
  });

  it('stops a draft', async () => {
    const { page, emulator, you } = await start();
    emulator.sendText(you, you, '/start');
    const bot = runScriptedBot(emulator, async () => undefined);
    cleanUps.push(bot.stop);
    await bot.call('sendMessageDraft', { chat_id: you, draft_id: 7, text: 'Thin', can_stop: true });
    expect((await post(page, '/api/stops', { userId: you, chatId: you, draftId: 7 })).status).toBe(200);
    expect(emulator.drafts(you)).toEqual([]);
    expect((await post(page, '/api/stops', { userId: you, chatId: you, draftId: 7 })).status).toBe(400);
  });

  it('shows the status it was given, or none', async () => {
    const { page } = await start({ status: async () => ({ model: 'demo' }) });
    expect((await rawRequest(page.port, { path: '/api/status' })).json()).toEqual({ model: 'demo' });
    const other = await start();
    expect((await rawRequest(other.page.port, { path: '/api/status' })).json()).toEqual({});
  });

  it('says nothing of the cause when the server itself fails', async () => {
    const { page } = await start({ status: () => Promise.reject(new Error('secret path')) });
    const answer = await rawRequest(page.port, { path: '/api/status' });
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('secret');
  });
});

describe('files', () => {
  const upload = (page: ChatPage, query: Record<string, string>, body: Uint8Array, type?: string) =>
    rawRequest(page.port, {
      method: 'POST',
      path: `/api/files?${new URLSearchParams(query)}`,
      headers: { ...origin(page), 'content-type': type ?? 'application/octet-stream' },
      body,
    });

  it('go up with their names and caption and come down as they were', async () => {
    const { page, emulator, you } = await start();
    const bytes = new TextEncoder().encode('{"format":"1.0"}');
    const names = { fileName: 'Gespräch "3".json', mimeType: 'application/json', caption: 'Import this' };
    expect((await upload(page, { userId: `${you}`, chatId: `${you}`, ...names }, bytes)).status).toBe(200);
    const [message] = emulator.history(you);
    expect(message).toMatchObject({ caption: 'Import this', document: { file_name: names.fileName } });
    const id = encodeURIComponent(message?.document?.file_id ?? '');
    const answer = await rawRequest(page.port, { path: `/files/${id}` });
    expect(answer.body).toBe('{"format":"1.0"}');
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="Gespr_ch _3_.json"; filename*=UTF-8''Gespr%C3%A4ch%20%223%22.json`,
    );
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('never bring a header of their own', async () => {
    const { page, emulator, you } = await start();
    const bytes = new Uint8Array([1, 2, 3]);
    const sent = emulator.sendDocument(you, you, {
      fileName: 'a\r\nSet-Cookie: b\ud800.txt',
      mimeType: 'text/html\r\nx-evil: 1',
      bytes,
    });
    const answer = await rawRequest(page.port, { path: `/files/${sent.document?.file_id}` });
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.headers['content-disposition']).toContain('filename="a__Set-Cookie: b_.txt"');
  });

  it.each(['/files/unknown', '/files/', '/files/a/b', '/files/%E0%A4%A', '/files/..%2f..%2fpackage.json'])(
    'are not found at %s',
    async (path) => {
      const { page } = await start();
      expect((await rawRequest(page.port, { path })).status).toBe(404);
    },
  );

  it('are refused when empty, nameless, of another media type, or over 50 MB', async () => {
    const { page, you } = await start();
    const query = { userId: `${you}`, chatId: `${you}`, fileName: 'a.txt' };
    const some = new Uint8Array([1]);
    expect((await upload(page, query, new Uint8Array())).json().error).toBe('The file is empty.');
    expect((await upload(page, { ...query, fileName: '' }, some)).status).toBe(400);
    expect((await upload(page, query, some, 'multipart/form-data')).status).toBe(415);
    const tooLarge = await rawRequest(page.port, {
      method: 'POST',
      path: `/api/files?${new URLSearchParams(query)}`,
      headers: {
        ...origin(page),
        'content-type': 'application/octet-stream',
        'content-length': String(50 * 1024 * 1024 + 1),
      },
      body: some,
    });
    expect(tooLarge.status).toBe(413);
    expect(tooLarge.json().error).toBe('A file has at most 50 MB.');
  });
});

describe('events', () => {
  it('begin with everything that is there', async () => {
    const { page, emulator, you } = await start();
    emulator.sendText(you, you, 'before');
    const bot = runScriptedBot(emulator, async () => undefined);
    cleanUps.push(bot.stop);
    await bot.call('setMyCommands', { commands: [{ command: 'start', description: 'Begin' }] });
    await bot.call('sendChatAction', { chat_id: you, action: 'typing' });
    await bot.call('sendMessageDraft', { chat_id: you, draft_id: 3, text: 'Thin' });
    const state = await events(page).next((event) => event.type === 'state');
    expect(state).toMatchObject({
      bot: { is_bot: true },
      users: [{ first_name: 'You' }],
      chats: [{ id: you, type: 'private', memberIds: [you] }],
      commands: [{ command: 'start' }],
      messages: { [you]: [{ text: 'before' }] },
      drafts: { [you]: [{ draft_id: 3, text: 'Thin' }] },
      actions: { [you]: { action: 'typing' } },
      more: [],
    });
  });

  it('tell of messages, edits, deletions, typing, drafts and commands as they happen', async () => {
    const { page, emulator, you } = await start();
    const stream = events(page);
    await stream.next((event) => event.type === 'state');
    const bot = runScriptedBot(emulator, async () => undefined);
    cleanUps.push(bot.stop);
    emulator.sendText(you, you, 'hello');
    await stream.next((event) => (event.message as { text?: string })?.text === 'hello');
    await bot.call('sendChatAction', { chat_id: you, action: 'typing' });
    await stream.next(
      (event) => event.type === 'action' && (event.action as { action: string }).action === 'typing',
    );
    await bot.call('sendMessageDraft', { chat_id: you, draft_id: 3, text: 'Thin' });
    await stream.next((event) => event.type === 'drafts' && (event.drafts as unknown[]).length === 1);
    const sent = (await bot.call('sendMessage', { chat_id: you, text: 'on' })) as { message_id: number };
    await bot.call('editMessageText', { chat_id: you, message_id: sent.message_id, text: 'once' });
    const edited = await stream.next((event) => (event.message as { text?: string })?.text === 'once');
    expect(edited).toMatchObject({ type: 'message', chatId: you, message: { message_id: sent.message_id } });
    await bot.call('deleteMessage', { chat_id: you, message_id: sent.message_id });
    await stream.next((event) => event.type === 'deleted' && event.messageId === sent.message_id);
    await bot.call('setMyCommands', { commands: [{ command: 'help', description: 'Help' }] });
    await stream.next((event) => event.type === 'commands');
  });

  it('tell of new people and groups, with their members', async () => {
    const { page, you } = await start();
    const stream = events(page);
    await stream.next((event) => event.type === 'state');
    const { user } = (await post(page, '/api/users', { firstName: 'Ann' })).json() as {
      user: { id: number };
    };
    await stream.next((event) => event.type === 'people' && (event.users as unknown[]).length === 2);
    await post(page, '/api/users', { firstName: 'Bob' });
    await post(page, '/api/groups', { title: 'Two of us', memberIds: [you, user.id] });
    const isKnown = (event: Record<string, unknown>) =>
      event.type === 'people' &&
      (event.chats as { title?: string; memberIds: number[] }[]).some(
        (chat) => chat.title === 'Two of us' && chat.memberIds.length === 2,
      );
    expect(await stream.next(isKnown)).toBeDefined();
  });

  it('offer a group made elsewhere to everybody', async () => {
    const { page, emulator, you } = await start();
    const ann = emulator.addUser({ first_name: 'Ann' }).id;
    emulator.createGroup({ title: 'Elsewhere', memberIds: [ann] });
    const state = await events(page).next((event) => event.type === 'state');
    const group = (state.chats as { title?: string }[]).find((chat) => chat.title === 'Elsewhere');
    expect(group).toMatchObject({ memberIds: [you, ann] });
  });

  it('bring the latest messages of a long chat, and the earlier ones on request', async () => {
    const { page, emulator, you } = await start();
    for (let count = 1; count <= messagesAtOnce + 50; count += 1)
      emulator.sendText(you, you, `message ${count}`);
    const state = await events(page).next((event) => event.type === 'state');
    const latest = (state.messages as Record<string, { message_id: number; text: string }[]>)[you] ?? [];
    expect(latest).toHaveLength(messagesAtOnce);
    expect(state.more).toEqual([you]);
    const before = latest[0]?.message_id;
    const answer = await rawRequest(page.port, { path: `/api/history?chatId=${you}&before=${before}` });
    expect(answer.json()).toMatchObject({ more: false });
    expect((answer.json().messages as { text: string }[]).map(({ text }) => text)[0]).toBe('message 1');
    expect(answer.json().messages).toHaveLength(50);
  });

  it('keep a silent connection warm', async () => {
    const { page } = await start({ heartbeatMs: 5 });
    await events(page).next((event) => event.type === ': still here');
  });

  it('forget a page that has gone', async () => {
    const { page, emulator, you } = await start();
    const gone = events(page);
    await gone.next((event) => event.type === 'state');
    gone.close();
    const stays = events(page);
    await stays.next((event) => event.type === 'state');
    emulator.sendText(you, you, 'still told');
    await stays.next((event) => event.type === 'message');
  });
});

import { connect } from 'node:net';
import { rawRequest } from '@steward/stand-ins/testing';
import { describe, expect, it } from 'vitest';
import type { TelegramEmulator } from '../emulator.ts';
import { post, startPage } from './testing/start-page.ts';

const texts = (emulator: TelegramEmulator, chatId: number) =>
  emulator.history(chatId).map((message) => message.text);

describe('who may ask', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST'])('answers to its own name %s', async (name) => {
    const { page } = await startPage();
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
    const { page } = await startPage();
    for (const path of ['/', '/page.js', '/api/events', '/api/status', '/files/x']) {
      expect((await rawRequest(page.port, { path, headers: { host } })).status).toBe(403);
    }
  });

  it('refuses a request without a Host', async () => {
    const { page } = await startPage();
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
    const { page, emulator, you } = await startPage();
    const body = { userId: you, chatId: you, text: 'forged' };
    expect((await post(page, '/api/messages', body, { origin: foreign })).status).toBe(403);
    const read = await rawRequest(page.port, { path: '/api/events', headers: { origin: foreign } });
    expect(read.status).toBe(403);
    expect(texts(emulator, you)).toEqual([]);
  });

  it('refuses a change without an Origin', async () => {
    const { page, emulator, you } = await startPage();
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
    const { page } = await startPage();
    const ask = (path: string, mode: string) =>
      rawRequest(page.port, { path, headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode } });
    expect((await ask('/', 'navigate')).status).toBe(200);
    expect((await ask('/page.js', 'no-cors')).status).toBe(403);
  });
});

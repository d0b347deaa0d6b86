import { rawRequest } from '@steward/stand-ins/testing';
import { describe, expect, it } from 'vitest';
import { createTelegramEmulator } from '../emulator.ts';
import { startChatPage } from './server.ts';
import { cleanUps, eventsOf, post, startPage } from './testing/start-page.ts';

describe('starting', () => {
  it('makes one person, so that the page can be used at once', async () => {
    const { emulator } = await startPage();
    expect(emulator.users().map((user) => user.first_name)).toEqual(['Sam']);
  });

  it('adds nobody where somebody is already', async () => {
    const emulator = createTelegramEmulator();
    emulator.addUser({ first_name: 'Ann' });
    const page = await startChatPage({ emulator, port: 0 });
    cleanUps.push(() => page.close());
    expect(emulator.users().map((user) => user.first_name)).toEqual(['Ann']);
  });

  it('says that the port is taken', async () => {
    const { page, emulator } = await startPage();
    await expect(startChatPage({ emulator, port: page.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('refuses to listen beyond this machine', async () => {
    const emulator = createTelegramEmulator();
    await expect(startChatPage({ emulator, port: 0, host: '0.0.0.0' })).rejects.toThrow('this machine only');
    await expect(startChatPage({ emulator, port: 0, host: '192.168.1.4' })).rejects.toThrow();
  });

  it('refuses an app whose address no browser opens', async () => {
    const emulator = createTelegramEmulator();
    for (const appUrl of ['javascript:alert(1)', 'file:///a', 'somewhere']) {
      await expect(startChatPage({ emulator, port: 0, appUrl })).rejects.toThrow();
    }
  });

  it('gives the port free when it closes, even with pages open', async () => {
    const { page, emulator } = await startPage();
    const stream = eventsOf(page);
    await stream.next((event) => event.type === 'state');
    await page.close();
    await stream.ended();
    const again = await startChatPage({ emulator, port: page.port });
    cleanUps.push(() => again.close());
    expect(again.port).toBe(page.port);
  });
});

describe("the page's files", () => {
  it('come with headers that allow nothing foreign and nothing inline', async () => {
    const { page } = await startPage();
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

  it.each([
    [undefined, "'none'"],
    ['http://localhost:8788/mini?a=b', 'http://localhost:8788'],
    ['https://app.example.org', 'https://app.example.org'],
  ])('may frame the app at %s and nothing else', async (appUrl, origin) => {
    const { page } = await startPage({ appUrl });
    const policy = String((await rawRequest(page.port, { path: '/' })).headers['content-security-policy']);
    expect(policy.split('; ')).toContain(`frame-src ${origin}`);
    const { headers } = await rawRequest(page.port, { path: '/api/status' });
    expect(headers['content-security-policy']).toContain("frame-src 'none'");
  });

  it('have their types', async () => {
    const { page } = await startPage();
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
    const { page } = await startPage();
    expect((await rawRequest(page.port, { path })).status).toBe(404);
  });

  it("have the page itself also at the bot's name, where links to it lead", async () => {
    const { page, emulator } = await startPage();
    const at = async (path: string) => (await rawRequest(page.port, { path })).status;
    expect(await at(`/${emulator.bot.username}?start=a`)).toBe(200);
    expect(await at('/another_bot?start=a')).toBe(404);
  });

  it('refuses an address it cannot read', async () => {
    const { page } = await startPage();
    expect((await rawRequest(page.port, { path: 'http://[' })).status).toBe(400);
  });

  it('are only read, never posted to', async () => {
    const { page } = await startPage();
    expect((await post(page, '/page.js', {})).status).toBe(404);
    expect((await post(page, '/api/events', {})).status).toBe(404);
    expect((await rawRequest(page.port, { path: '/api/messages' })).status).toBe(404);
  });
});

// The browser's door over https: a cookie that scripts cannot read, and what it is worth from anywhere but the app itself.
import { freePort } from '@steward/stand-ins/testing';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppWorld, startAppWorld } from './app-world.ts';
import { ask, attack, DOOR, frame, sendForm, startAttacker, startTlsFront, wishes } from './attacker.ts';

const NAME = '__Host-session';
const JSON_DOOR = { ...DOOR, 'content-type': 'application/json' };

export const tellHttpsDoor = (given: () => AppWorld): void => {
  let front: Awaited<ReturnType<typeof startTlsFront>>;
  let others: Awaited<ReturnType<typeof startAttacker>>;
  let world: AppWorld;
  beforeAll(async () => {
    [front, others] = [await startTlsFront(), await startAttacker({ isTls: true })];
    front.target = await freePort();
    const environment = {
      PUBLIC_URL: `https://steward.test:${front.port}`,
      WEB_PORT: String(front.target),
    };
    world = await startAppWorld(given().browser, environment);
  });
  afterAll(async () => {
    await world?.close();
    await Promise.all([front?.close(), others?.close()]);
  });

  const signedIn = async (name: string) => {
    const player = await world.addPlayer(name);
    const context = await world.newContext();
    const page = await context.newPage();
    const ticket = await world.signIn(page, player);
    return { player, context, page, ticket };
  };

  const cookieOf = async (context: BrowserContext) =>
    (await context.cookies(world.appUrl)).find(({ name }) => name === NAME);

  const whoIs = async (page: Page): Promise<string> => {
    const answer = await ask(page, world.appUrl, { path: '/api/me', headers: DOOR });
    return answer.startsWith('200 ') ? JSON.parse(answer.slice(4)).name : answer;
  };

  it('the session is a cookie that no script reads, and it goes when one signs out', async () => {
    const { context, page } = await signedIn('Ola');
    const { value: _, expires, ...rules } = (await cookieOf(context)) ?? { expires: 0 };
    expect(rules).toEqual({
      ...{ name: NAME, domain: 'steward.test', path: '/', secure: true, httpOnly: true },
      sameSite: 'Lax',
    });
    expect(expires * 1000).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    expect(await page.evaluate('[document.cookie, sessionStorage.length, localStorage.length]')).toEqual([
      '',
      0,
      0,
    ]);
    await page.reload();
    await page.locator('.sections.grid').waitFor();
    await page.locator('nav a', { hasText: 'Settings' }).click();
    await page.getByRole('button', { name: 'Sign out here' }).click();
    await page.waitForURL(`${world.appUrl}/`);
    expect(await cookieOf(context)).toBeUndefined();
  });

  it("the cookie counts with the browser's door only", async () => {
    const { page, context } = await signedIn('Pia');
    const { appUrl } = world;
    const asText = { ...DOOR, authorization: `Bearer ${(await cookieOf(context))?.value}` };
    const headers: Record<string, string>[] = [DOOR, {}, { 'x-steward-door': 'mini-app' }, asText];
    const answers: string[] = [];
    for (const one of headers)
      answers.push((await ask(page, appUrl, { path: '/api/me', headers: one })).slice(0, 3));
    expect(answers).toEqual(['200', '401', '401', '401']);
    // A link to it from anywhere brings the cookie, and shows nothing.
    expect((await page.goto(`${appUrl}/api/me`))?.status()).toBe(401);
    expect(front.seen.at(-1)?.headers.cookie ?? front.seen.at(-2)?.headers.cookie).toContain(NAME);
  });

  it.each(['steward.test', 'evil.test'])(
    'a page of %s, another port, learns and changes nothing by it',
    async (site) => {
      const { context, page } = await signedIn('Quin');
      const { appUrl } = world;
      const ticket = (await (await world.addPlayer('Mallory')).link()).split('#')[1] ?? '';
      const evil = await context.newPage();
      const home = `https://${site}:${others.port}/`;
      await evil.goto(home);
      const [statuses, before] = [new Set<number>(), front.seen.length];
      context.on('response', (response) => {
        if (response.url().startsWith(`${appUrl}/api/`)) statuses.add(response.status());
      });
      expect(new Set(await attack(evil, appUrl, ticket))).toEqual(new Set(['blocked', 'opaque']));
      for (const wish of wishes(ticket).slice(3)) {
        expect(await sendForm(evil, appUrl, wish)).toBe(403);
        await evil.goto(home);
      }
      expect([...statuses].filter((status) => status !== 403 && status !== 405)).toEqual([]);
      // Ports are one site: there the cookie came along, and only the function has kept others out.
      const came = front.seen.slice(before).some(({ headers }) => headers.cookie?.includes(NAME));
      expect(came).toBe(site === 'steward.test');
      expect(await whoIs(page)).toBe('Quin');
      const answers: string[] = [];
      for (const wish of wishes(ticket))
        answers.push((await ask(page, appUrl, { ...wish, headers: JSON_DOOR })).slice(0, 3));
      // The fifth signs in as the other, whom the sixth then signs out.
      expect(new Set(answers)).toEqual(new Set(['200']));
    },
  );

  it('in a frame it counts for nothing', async () => {
    const { context, page } = await signedIn('Rex');
    const around = await context.newPage();
    // The page that may frame it.
    await around.goto(world.pageUrl);
    const app = await frame(around, `${world.appUrl}/mini`);
    expect(app.url()).toBe(`${world.appUrl}/mini`);
    expect(await ask(app, world.appUrl, { path: '/api/me', headers: DOOR })).toBe(
      '401 {"error":"signed-out"}',
    );
    expect(front.seen.at(-1)?.headers.cookie).toBeUndefined();
    expect(await whoIs(page)).toBe('Rex');
    await around.goto(`https://steward.test:${others.port}/`);
    expect((await frame(around, `${world.appUrl}/mini`)).url()).toBe('chrome-error://chromewebdata/');
    expect(world.faults.splice(0).join()).toMatch(/frame-ancestors/);
  });

  it('a cookie that was planted before hands nobody over, and none is planted from a host below', async () => {
    const mallory = await signedIn('Mal');
    const planted = (await cookieOf(mallory.context))?.value ?? '';
    const player = await world.addPlayer('Sam');
    const context = await world.newContext();
    const page = await context.newPage();
    await page.goto(`https://below.steward.test:${others.port}/`);
    await page.evaluate(`for (const rules of ['; Domain=steward.test', ''])
      document.cookie = '${NAME}=${planted}; Path=/; Secure' + rules`);
    expect(await cookieOf(context)).toBeUndefined();
    await context.addCookies([
      { name: NAME, value: planted, url: world.appUrl, secure: true, httpOnly: true },
    ]);
    await page.goto(`${world.appUrl}/dashboard`);
    expect(await whoIs(page)).toBe('Mal');
    await world.signIn(page, player);
    expect((await cookieOf(context))?.value).not.toBe(planted);
    expect([await whoIs(page), await whoIs(mallory.page)]).toEqual(['Sam', 'Mal']);
  });
};

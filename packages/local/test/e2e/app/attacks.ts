// What pages of others, and people who hold what is not theirs, try with the app of a local run.
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AppWorld, Player } from './app-world.ts';
import { ask, attack, DOOR, frame, sendForm, startAttacker, wishes } from './attacker.ts';

/** Answers without what a browser is told to keep others away: what an attack would do if it were missing. */
const withoutGuard = (context: BrowserContext, path: string, header: string) =>
  context.route(`**${path}`, async (route) => {
    const response = await route.fetch();
    const { [header]: _guard, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });

const isIn = async (page: Page): Promise<string> => {
  const token = await page.evaluate(`sessionStorage.getItem('session')`);
  return await page.evaluate(`fetch('/api/me', { headers: { authorization: 'Bearer ${token}' } }).then(
    async (response) => response.status + ' ' + ((await response.json()).name ?? ''))`);
};

export const tellAttacks = (world: () => AppWorld): void => {
  let others: Awaited<ReturnType<typeof startAttacker>>;
  beforeAll(async () => {
    others = await startAttacker();
  });
  afterAll(() => others.close());

  /** Somebody whose browser is signed in, and beside the app shows a page of others. */
  const victim = async (name: string, site = 'localhost') => {
    const player = await world().addPlayer(name);
    const context = await world().newContext();
    const page = await context.newPage();
    const ticket = await world().signIn(page, player);
    const evil = await context.newPage();
    await evil.goto(`http://${site}:${others.port}/`);
    return { player, context, page, evil, ticket };
  };

  it.each(['localhost', '127.0.0.1', 'evil.test'])(
    'a page of %s, another port, learns and changes nothing',
    async (site) => {
      const { player, context, page, evil } = await victim('Eve', site);
      const { appUrl } = world();
      const taken = await world().addPlayer('Mallory');
      const ticketOf = async (one: Player) => (await one.link()).split('#')[1] ?? '';
      const ticket = await ticketOf(taken);
      const statuses = new Set<number>();
      context.on('response', (response) => {
        if (response.url().startsWith(`${appUrl}/api/`)) statuses.add(response.status());
      });
      expect(new Set(await attack(evil, appUrl, ticket))).toEqual(new Set(['blocked', 'opaque']));
      for (const wish of wishes(ticket).slice(3)) {
        expect(await sendForm(evil, appUrl, wish)).toBe(403);
        await evil.goto(`http://${site}:${others.port}/`);
      }
      expect([...statuses].filter((status) => status !== 403 && status !== 405)).toEqual([]);
      // Nobody was signed out, or in as somebody else; and all of it is what the app itself does with its token.
      expect(await isIn(page)).toBe(`200 ${player.name}`);
      const token = (await page.evaluate(`sessionStorage.getItem('session')`)) as string;
      const answers: string[] = [];
      for (const wish of wishes(ticket)) {
        const headers = { ...DOOR, authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        answers.push((await ask(page, appUrl, { ...wish, headers })).slice(0, 3));
      }
      expect(new Set(answers)).toEqual(new Set(['200']));
    },
  );

  it('the app stands in no frame of another page', async () => {
    const { context, evil } = await victim('Finn');
    const { appUrl, faults } = world();
    for (const path of ['/mini', '/dashboard', '/login']) {
      faults.splice(0);
      expect((await frame(evil, appUrl + path)).url()).toBe('chrome-error://chromewebdata/');
      expect(faults.join()).toMatch(/frame-ancestors/);
      await withoutGuard(context, path, 'content-security-policy');
      expect((await frame(evil, appUrl + path)).url()).toBe(appUrl + path);
    }
  });

  it('who opens the app in a window has no hold on it', async () => {
    const { context, evil } = await victim('Gus');
    const { appUrl } = world();
    const open = async () => {
      const opened = context.waitForEvent('page');
      await evil.evaluate(`void (window.opened = window.open('${appUrl}/login'))`);
      const page = await opened;
      await page.getByRole('heading', { level: 1 }).waitFor();
      return [await evil.evaluate('opened.closed'), await page.evaluate('window.opener !== null')];
    };
    expect(await open()).toEqual([true, false]);
    await withoutGuard(context, '/login', 'cross-origin-opener-policy');
    expect(await open()).toEqual([false, true]);
    // Nor does the browser let it look inside.
    const look = `(() => { try { return opened.sessionStorage.length } catch ({ name }) { return name } })()`;
    expect(await evil.evaluate(look)).toBe('SecurityError');
  });

  it('only the page around the Mini App speaks to it', async () => {
    const context = await world().newContext();
    const around = await context.newPage();
    const { appUrl, you } = world();
    await around.goto(`http://127.0.0.1:${others.port}/`);
    // As if this page were one that may frame it.
    await withoutGuard(context, '/mini', 'content-security-policy');
    const app = await frame(
      around,
      `${appUrl}/mini#tgWebAppData=${encodeURIComponent(await you.initData())}`,
    );
    await app.getByRole('heading', { level: 1, name: 'Sam' }).waitFor();
    await app.getByRole('link', { name: 'Settings' }).click();
    const beside = await frame(around, `http://localhost:${others.port}/`);
    const look = () => app.evaluate(`document.documentElement.style.cssText`);
    const before = await look();
    // Of the page's own listener, and behind the app's.
    await app.evaluate(`addEventListener('message', ({ origin }) => { window.heardOf = origin })`);
    const heardOf = (origin: string) => app.waitForFunction(`window.heardOf === '${origin}'`);
    const say = (who: Page | typeof beside, event: string, data: object = {}) =>
      who.evaluate(`(window === top ? window : parent).frames[0].postMessage(
        ${JSON.stringify(JSON.stringify({ eventType: event, eventData: data }))}, '*')`);
    const theme = {
      theme_params: { bg_color: '#112233', secondary_bg_color: '#112233', text_color: '#ffffff' },
    };
    await say(beside, 'theme_changed', theme);
    await say(beside, 'back_button_pressed');
    await heardOf(`http://localhost:${others.port}`);
    expect(await look()).toBe(before);
    expect(await app.getByRole('heading', { level: 1 }).textContent()).toBe('Settings');
    await say(around, 'theme_changed', theme);
    await say(around, 'back_button_pressed');
    await app.getByRole('heading', { level: 1, name: 'Sam' }).waitFor();
    expect(await look()).not.toBe(before);
  });

  it('a token or a link that was planted before hands nobody over', async () => {
    const { player, page } = await victim('Hal');
    const mallory = await victim('Mal');
    const planted = (await mallory.page.evaluate(`sessionStorage.getItem('session')`)) as string;
    await page.evaluate(`sessionStorage.setItem('session', '${planted}')`);
    const ticket = await world().signIn(page, player);
    expect(await page.evaluate(`sessionStorage.getItem('session')`)).not.toBe(planted);
    expect([await isIn(page), await isIn(mallory.page)]).toEqual(['200 Hal', '200 Mal']);
    // The link that the one has used is of no use to who has seen it.
    const used = await ask(mallory.page, world().appUrl, {
      path: '/api/ticket/use',
      method: 'POST',
      headers: { ...DOOR, 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
    });
    expect(used).toBe('401 {"error":"sign-in-refused"}');
  });

  it('of two who tap at the same moment with one link, one is signed in', async () => {
    const link = await (await world().addPlayer('Jan')).link();
    const pages: Page[] = [];
    for (let times = 0; times < 2; times += 1) {
      const page = await (await world().newContext()).newPage();
      await page.goto(link);
      pages.push(page);
    }
    const taps = pages.map((page) => page.getByRole('button', { name: 'Sign in' }));
    for (const tap of taps) await tap.waitFor();
    await Promise.all(taps.map((tap) => tap.click()));
    const ends = pages.map(async (page) => {
      await page.locator('.sections.grid, [role=alert]').first().waitFor();
      return new URL(page.url()).pathname;
    });
    expect((await Promise.all(ends)).sort()).toEqual(['/dashboard', '/login']);
  });

  it('no address leads from the app to another site', async () => {
    const { page } = await victim('Ida');
    const { appUrl, addresses } = world();
    const evil = `evil.test:${others.port}`;
    const before = addresses.length;
    const paths = [
      `//${evil}`,
      `/\\${evil}`,
      `//${evil}/%2e%2e`,
      `/login?returnTo=//${evil}`,
      `/mini//${evil}`,
    ];
    for (const base of [appUrl, appUrl.replace('localhost', '127.0.0.1')])
      for (const path of paths) {
        await page.goto(`${base}${path}`);
        expect(new URL(page.url()).host).toBe(new URL(base).host.replace('127.0.0.1', 'localhost'));
      }
    const link = await (await world().addPlayer('Jo')).link();
    await page.goto('about:blank');
    await page.goto(link.replace('/login', `/login?returnTo=//${evil}&next=https://${evil}`));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.sections.grid').waitFor();
    expect(page.url()).toBe(`${appUrl}/dashboard`);
    expect(addresses.slice(before).filter((address) => address.startsWith(evil))).toEqual([]);
  });

  it('a name of others that points to this machine shows nothing', async () => {
    const { page } = await victim('Kit');
    const rebound = world().appUrl.replace('localhost', 'rebound.test');
    expect((await page.goto(`${rebound}/dashboard`))?.status()).toBe(403);
    expect(await ask(page, rebound, { path: '/api/me' })).toBe('403 {"error":"foreign-request"}');
    expect((await page.goto(`${world().appUrl}/dashboard`))?.status()).toBe(200);
  });
};

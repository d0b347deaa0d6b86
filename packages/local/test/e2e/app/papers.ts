// What somebody holds that is not, or no longer, good: what Telegram signed, a session, and what of both is left behind.
import { createTelegramEmulator } from '@steward/telegram-emulator';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { AppWorld, Player } from './app-world.ts';
import { secretsOf } from './connecting.ts';

const DAY_MS = 24 * 60 * 60_000;
const SECRET = /\d+\.[\w-]{43}|tgWebAppData|initData=|signature=|hash=[0-9a-f]{64}/;

/** A provider's page and the way back have the state in their own address, as OAuth has it: it is good once. */
const OF_CONSENT = /^\S+?\/(?:o\/oauth2\/v2\/auth|integrations\/google\/callback)\?\S+ from /;

const GREETING = /^Good (morning|afternoon|evening|night)/;
const REFUSED = '401 {"error":"sign-in-refused"}';

export const tellPapers = (world: () => AppWorld): void => {
  /** Opens the Mini App as a phone does, with this behind its address; resolves with what came of it. */
  const openWith = async (page: Page, initData: string): Promise<string> => {
    await page.goto('about:blank');
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/api/sign-in')),
      page.goto(`${world().appUrl}/mini#tgWebAppData=${encodeURIComponent(initData)}`),
    ]);
    const said = answer.status() === 200 ? '' : await answer.text();
    const { [answer.status()]: shown = 'You are not let in any more.' } = {
      200: GREETING,
      401: 'Telegram says that this page was opened too long ago.',
    };
    await page.getByText(shown).waitFor();
    expect(page.url()).toBe(`${world().appUrl}/mini`);
    return said === '' ? '200' : `${answer.status()} ${said}`;
  };

  const phone = async (): Promise<Page> => {
    const context = await world().newContext();
    await context.addInitScript('window.TelegramWebviewProxy = { postEvent() {} }');
    return await context.newPage();
  };

  const signedIn = async (player: Player): Promise<Page> => {
    const page = await (await world().newContext()).newPage();
    await world().signIn(page, player);
    await page.locator('nav a', { hasText: 'Settings' }).click();
    await page.locator('.version').waitFor();
    return page;
  };

  it('only what Telegram signed for this bot within a day, and nobody has changed, signs in', async () => {
    const { you, addPlayer, later, addresses } = world();
    const ann = await addPlayer('Ann');
    const page = await phone();
    const initData = await you.initData();
    const idOf = ({ id }: Player) => encodeURIComponent(`"id":${id},`);
    // The same key as this bot's Telegram has, for this bot and for another one.
    const token = /\/bot(\d+:[\w-]+)\//.exec(addresses.join('\n'))?.[1] ?? '';
    const signFor = (botUser?: { id: number }) => {
      const twin = createTelegramEmulator({ token, ...(botUser && { botUser }) });
      const { id } = twin.addUser({ first_name: 'Sam' });
      expect(id).toBe(you.id);
      const signed = twin.signInitData(id);
      twin.close();
      return signed;
    };
    expect(await openWith(page, initData)).toBe('200');
    // Telegram's own menu has “Reload page”.
    await page.reload();
    await page.getByText(GREETING).waitFor();
    expect(page.url()).toBe(`${world().appUrl}/mini`);
    expect(await openWith(page, signFor())).toBe('200');
    for (const wrong of [
      signFor({ id: 4242 }),
      initData.replace(idOf(you), idOf(ann)),
      `${initData}&user=${encodeURIComponent(JSON.stringify({ id: ann.id }))}`,
      initData.replace(/signature=.{4}/, 'signature=AAAA'),
      await later(-DAY_MS - 60_000, () => you.initData()),
      await later(10 * 60_000, () => you.initData()),
    ]) {
      expect(wrong).not.toBe(initData);
      expect(await openWith(page, wrong)).toBe(REFUSED);
    }
    // An app of a desktop opens again with what it had, up to a day ago.
    expect(await openWith(page, await later(-DAY_MS + 60_000, () => you.initData()))).toBe('200');
  });

  it('the Mini App renews its session by itself, for as long as what Telegram signed is good', async () => {
    const { addPlayer, later } = world();
    const page = await phone();
    const initData = await (await addPlayer('Oda')).initData();
    expect(await openWith(page, initData)).toBe('200');
    const go = async (name: string, shown: string) => {
      const signIn = page.waitForResponse((response) => response.url().endsWith('/api/sign-in'));
      await page.locator('nav a', { hasText: name }).click();
      await page.locator(shown).waitFor();
      return (await signIn).status();
    };
    expect(await later(61 * 60_000, () => go('Settings', 'text=This one, since'))).toBe(200);
    expect(await later(DAY_MS + 60_000, () => go('Chats', 'text=opened too long ago'))).toBe(401);
  });

  it('a link of /web asks, signs in once, and is told from no other that does not', async () => {
    const { addPlayer, newContext, appUrl } = world();
    const player = await addPlayer('Dora');
    const page = await (await newContext()).newPage();
    const link = await player.link();
    expect(link).toMatch(new RegExp(`^${appUrl}/login#${player.id}\\.[\\w-]{43}$`));
    const visit = async (hash: string): Promise<string> => {
      await page.goto('about:blank');
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.url().endsWith('/api/ticket')),
        page.goto(`${appUrl}/login#${hash}`),
      ]);
      const heading = page.locator('h1', { hasText: /^Sign in/ });
      await heading.waitFor();
      const sentence = await page.locator('main').textContent();
      return `${answer.status()} ${answer.status() === 200 ? '' : await answer.text()} ${sentence}`;
    };
    const ticket = link.slice(link.indexOf('#') + 1);
    // Whoever previews it, or looks twice, uses nothing up.
    await (await fetch(link)).text();
    for (let times = 0; times < 2; times += 1) expect(await visit(ticket)).toContain('Sign in as Dora?');
    expect(page.url()).toBe(`${appUrl}/login`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Dora' }).waitFor();
    const late = await player.link();
    const refusals = [
      await visit(ticket),
      await visit(`${player.id}.${'a'.repeat(43)}`),
      await visit('a'.repeat(43)),
      await world().later(5 * 60_000 + 1000, () => visit(late.slice(late.indexOf('#') + 1))),
    ];
    expect(new Set(refusals).size).toBe(1);
    // A new link may be pasted over the old one's page.
    await page.goto(await player.link());
    await page.getByRole('heading', { name: 'Sign in as Dora?' }).waitFor();
    expect(page.url()).toBe(`${appUrl}/login`);
    expect(refusals[0]).toMatch(/^401 \{"error":"sign-in-refused"\}[\s\S]*This link does not work any more/);
  });

  it.concurrent('signing out everywhere ends each session at its next request', async () => {
    const player = await world().addPlayer('Lou');
    const [here, there, inside] = [await signedIn(player), await signedIn(player), await phone()];
    const initData = await player.initData();
    await openWith(inside, initData);
    const token = await there.evaluate(`sessionStorage.getItem('session')`);
    await here.getByRole('button', { name: 'Sign out everywhere' }).click();
    await here.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await here.waitForURL(`${world().appUrl}/`);
    expect(await here.evaluate(`sessionStorage.getItem('session')`)).toBe(null);
    await there.getByLabel('Thinking').selectOption('on');
    await there.getByRole('dialog', { name: 'Your sign-in has ended' }).waitFor();
    expect(
      await there.evaluate(`fetch('/api/me', { headers: { authorization: 'Bearer ${token}' } })
      .then(({ status }) => status)`),
    ).toBe(401);
    // A browser keeps a page that was left as it was: gone back to, it shows nothing of that.
    await there.evaluate(`window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
    await there.getByText('Send /web to it.').waitFor();
    // What Telegram signed stays good for its day: SECURITY.md says so.
    expect(await openWith(inside, initData)).toBe('200');
  });

  it.concurrent('who is no longer let in is out at the next request', async () => {
    const { you, addPlayer } = world();
    const player = await addPlayer('Max');
    const page = await signedIn(player);
    const initData = await player.initData();
    await you.asks(`/access block ${player.id}`, /block/i);
    await page.getByLabel('Thinking').selectOption('on');
    await page.getByRole('alert').getByText('You are not let in any more.').waitFor();
    await page.locator('nav a', { hasText: 'Chats' }).click();
    await page.getByText('You are not let in any more.').waitFor();
    expect(await openWith(await phone(), initData)).toBe('403 {"error":"not-let-in"}');
  });

  it.concurrent('/forget ends what was signed in', async () => {
    const player = await world().addPlayer('Nina');
    const page = await signedIn(player);
    const unused = await player.link();
    await player.taps(await player.asks('/forget', /what this chat shows/), 'Yes');
    await player.taps(
      await player.sees(({ text }) => /Really everything/.test(text ?? '')),
      'Delete all now',
    );
    await player.sees(({ text }) => /All data is deleted/.test(text ?? ''));
    await page.getByLabel('Thinking').selectOption('on');
    await page.getByRole('dialog', { name: 'Your sign-in has ended' }).waitFor();
    await page.goto('about:blank');
    await page.goto(unused);
    await page.getByRole('alert').getByText('This link does not work any more.').waitFor();
  });
};

/** Last of all: what all of the others have left. */
export const tellTraces = (world: () => AppWorld): void => {
  it('no link, session, signature, token or title stands in the log, on the terminal, or in an address that was asked for', async () => {
    const { addresses, log, printed, you } = world();
    expect(SECRET.test((await you.link()).split('#')[1] ?? '')).toBe(true);
    expect(SECRET.test(await you.initData())).toBe(true);
    const lines = (await log()).split('\n');
    expect(lines.length).toBeGreaterThan(2);
    const asked = addresses.map((line) => line.replace(OF_CONSENT, ''));
    expect(asked).not.toEqual(addresses);
    const everywhere = [...lines, ...printed, ...asked];
    expect(everywhere.filter((line) => SECRET.test(line))).toEqual([]);
    const secrets = await secretsOf(world());
    expect(secrets.length).toBeGreaterThan(3);
    for (const secret of secrets) expect(everywhere.filter((line) => line.includes(secret))).toEqual([]);
  });
};

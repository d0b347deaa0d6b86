// An app in the sheet over the chat, in a real browser: a tiny one on a port of its own.
import type { BrowserContextOptions, Frame, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { runScriptedBot } from './testing/scripted-bot.ts';
import { cleanUps, startPage } from './testing/start-page.ts';
import { startTinyApp } from './testing/tiny-app.ts';
import { executablePath, useBrowser } from './testing/use-browser.ts';

const browser = useBrowser();
const eventually = (check: () => unknown) => expect.poll(check);

/** A chat page with the app, a bot that has set its menu button, and a browser that looks at it. */
const open = async (options: BrowserContextOptions = {}) => {
  const app = await startTinyApp();
  const { emulator, page: server, you } = await startPage({ appUrl: app.url });
  const bot = runScriptedBot(emulator, async () => {});
  await bot.call('setChatMenuButton', {
    menu_button: { type: 'web_app', text: 'App', web_app: { url: `${app.url}/mini` } },
  });
  cleanUps.push(
    () => app.close(),
    () => bot.stop(),
  );
  const page = await browser.newPage(options);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(server.url);
  await page.locator('.menu-button').waitFor();
  return { app, emulator, bot, page, you, faults, server };
};

const sheetOf = (page: Page) => page.locator('dialog.mini-app');

/** The frame of the app, once it has been spoken to. */
const appIn = async (page: Page): Promise<Frame> => {
  const handle = await page.locator('.mini-app-frame').elementHandle();
  const frame = await handle?.contentFrame();
  if (!frame) throw new Error('there is no app');
  await eventually(() => frame.evaluate('window.heard?.length ?? 0')).toBeGreaterThanOrEqual(4);
  return frame;
};

const openApp = async (page: Page): Promise<Frame> => {
  await page.locator('.menu-button').click();
  return appIn(page);
};

interface Heard {
  eventType: string;
  eventData: Record<string, unknown>;
  origin: string;
}
const heardBy = (app: Frame) => app.evaluate('window.heard') as Promise<Heard[]>;
const lastHeard = async (app: Frame, eventType: string) =>
  (await heardBy(app)).findLast((event) => event.eventType === eventType)?.eventData;
const say = (app: Frame, eventType: string, eventData: object = {}) =>
  app.evaluate(`say(${JSON.stringify(eventType)}, ${JSON.stringify(eventData)})`);

describe.skipIf(!executablePath)('an app of the bot', () => {
  it('opens over the chat, learns who opened it, and hears how the page looks and comes to look', async () => {
    const { page, you, emulator, faults, server } = await open({ colorScheme: 'light' });
    await page.locator('.menu-button', { hasText: 'App' }).click();
    const app = await appIn(page);
    const launch = (await app.evaluate('window.launch')) as Record<string, string>;
    expect(launch).toMatchObject({ tgWebAppPlatform: 'web', tgWebAppVersion: '9.1' });
    const data = new URLSearchParams(launch.tgWebAppData);
    expect(JSON.parse(data.get('user') ?? '')).toMatchObject({ id: you, first_name: 'Sam' });
    expect(data.get('signature')).toMatch(/^[\w-]{86}$/);
    expect(JSON.parse(launch.tgWebAppThemeParams ?? '')).toMatchObject({ bg_color: '#ffffff' });
    const noInsets = { top: 0, bottom: 0, left: 0, right: 0 };
    expect(await lastHeard(app, 'safe_area_changed')).toEqual(noInsets);
    expect(await lastHeard(app, 'content_safe_area_changed')).toEqual(noInsets);
    expect(await lastHeard(app, 'theme_changed')).toEqual({
      theme_params: JSON.parse(launch.tgWebAppThemeParams ?? ''),
    });
    expect(await lastHeard(app, 'viewport_changed')).toMatchObject({ width: 420, is_expanded: true });
    expect((await heardBy(app)).every(({ origin }) => origin === new URL(server.url).origin)).toBe(true);
    expect(await app.evaluate('document.referrer')).toBe(`${new URL(server.url).origin}/`);
    expect(await sheetOf(page).getByRole('heading').textContent()).toBe(emulator.bot.first_name);
    await page.locator('.mini-app-curtain').waitFor({ state: 'hidden' });
    await page.emulateMedia({ colorScheme: 'dark' });
    await eventually(() => lastHeard(app, 'theme_changed')).toMatchObject({
      theme_params: { bg_color: '#17212b' },
    });
    expect(faults).toEqual([]);
  });

  it('has the buttons of the sheet, and asks with its popups', async () => {
    const { page } = await open();
    const app = await openApp(page);
    const back = sheetOf(page).getByLabel('Back');
    expect(await back.isVisible()).toBe(false);
    await say(app, 'web_app_setup_back_button', { is_visible: true });
    await back.click();
    await eventually(() => lastHeard(app, 'back_button_pressed')).toEqual({});
    await say(app, 'web_app_setup_back_button', { is_visible: false });
    await back.waitFor({ state: 'hidden' });

    const colours = { color: '#112233', text_color: '#FFEEDD' };
    const shown = { is_visible: true, is_active: true, text: 'Save all' };
    const before = (await lastHeard(app, 'viewport_changed'))?.height as number;
    await say(app, 'web_app_setup_main_button', { ...shown, ...colours });
    const main = page.locator('.mini-app-main');
    await main.click();
    await eventually(() => lastHeard(app, 'main_button_pressed')).toEqual({});
    expect(await main.textContent()).toBe('Save all');
    expect(
      await main.evaluate((node) => (node as { style?: { backgroundColor: string } }).style?.backgroundColor),
    ).toBe('rgb(17, 34, 51)');
    await eventually(async () => (await lastHeard(app, 'viewport_changed'))?.height).toBeLessThan(before);
    await say(app, 'web_app_setup_main_button', { is_active: false, is_progress_visible: true });
    await eventually(() => main.isDisabled()).toBe(true);

    await sheetOf(page).getByLabel('More').click();
    await eventually(() => page.getByRole('menuitem').allTextContents()).toEqual(['Reload']);
    await page.keyboard.press('Escape');
    await say(app, 'web_app_setup_settings_button', { is_visible: true });
    await sheetOf(page).getByLabel('More').click();
    await page.getByRole('menuitem', { name: 'Settings' }).press('Enter');
    await eventually(() => lastHeard(app, 'settings_button_pressed')).toEqual({});

    const buttons = [
      { id: 'yes', type: 'destructive', text: 'Sign out' },
      { id: '', type: 'cancel' },
    ];
    await say(app, 'web_app_open_popup', { title: 'Everywhere', message: 'Sign out everywhere?', buttons });
    const popup = page.locator('dialog.popup', { hasText: 'Sign out everywhere?' });
    await eventually(() => popup.getByRole('button').allTextContents()).toEqual(['Sign out', 'Cancel']);
    await popup.getByText('Sign out', { exact: true }).click();
    await eventually(() => lastHeard(app, 'popup_closed')).toEqual({ button_id: 'yes' });
    await say(app, 'web_app_open_popup', { message: 'Really?', buttons: [] });
    await page.locator('dialog.popup', { hasText: 'Really?' }).press('Escape');
    await eventually(() => lastHeard(app, 'popup_closed')).toEqual({});
    await say(app, 'web_app_check_location');
    await eventually(() => lastHeard(app, 'location_checked')).toEqual({ available: false });
  });

  it('is closed by Escape, which gives the focus back, and asks first where the app wants that', async () => {
    const { page } = await open();
    await page.locator('.menu-button').focus();
    await page.keyboard.press('Enter');
    const app = await appIn(page);
    // Tab stays within the sheet and what the browser has around the page.
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('Tab');
    expect(await page.evaluate("document.activeElement.matches('dialog *, body')")).toBe(true);
    await say(app, 'web_app_setup_closing_behavior', { need_confirmation: true });
    // What was said before this has been heard too.
    await say(app, 'web_app_setup_back_button', { is_visible: true });
    await sheetOf(page).getByLabel('Back').waitFor();
    const popup = page.locator('dialog.popup');
    await sheetOf(page).getByLabel('Close').press('Escape');
    await popup.getByText('Cancel').click();
    await sheetOf(page).getByLabel('Close').click();
    await popup.waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => popup.count()).toBe(0);
    expect(await sheetOf(page).isVisible()).toBe(true);
    await sheetOf(page).getByLabel('Close').click();
    await popup.getByText('Close anyway').click();
    await eventually(() => sheetOf(page).count()).toBe(0);
    await page.locator('.menu-button:focus').waitFor();

    // Opened again it asks nothing of the kind, and an app that closes itself is not asked.
    const again = await openApp(page);
    await sheetOf(page).getByLabel('Close').press('Escape');
    await eventually(() => again.isDetached()).toBe(true);
    const third = await openApp(page);
    await say(third, 'web_app_setup_closing_behavior', { need_confirmation: true });
    await say(third, 'web_app_close');
    await eventually(() => sheetOf(page).count()).toBe(0);
  });

  it('opens links in a tab of their own, and only those that lead to the web', async () => {
    const { page, app: tiny, emulator } = await open();
    const app = await openApp(page);
    for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', '']) {
      await say(app, 'web_app_open_link', { url });
    }
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      app
        .getByLabel('Name')
        .click()
        .then(() => say(app, 'web_app_open_link', { url: `${tiny.url}/help` })),
    ]);
    await tab.waitForURL(`${tiny.url}/help`);
    expect(page.context().pages()).toHaveLength(2);
    await say(app, 'web_app_open_tg_link', { path_full: `/${emulator.bot.username}?start=x` });
    await eventually(() => sheetOf(page).count()).toBe(0);
    await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  });

  it('is loaded anew on Reload, with fresh data, unless it does so itself', async () => {
    const { page } = await open();
    const app = await openApp(page);
    const dataOf = (frame: Frame) => frame.evaluate('launch.tgWebAppData') as Promise<string>;
    const first = await dataOf(app);
    await say(app, 'web_app_setup_back_button', { is_visible: true });
    await app.evaluate(
      "addEventListener('message', ({ data }) => data.includes('reload_iframe') && say('iframe_will_reload'))",
    );
    const reload = async () => {
      await sheetOf(page).getByLabel('More').click();
      await page.getByRole('menuitem', { name: 'Reload' }).click();
    };
    await reload();
    await eventually(() => lastHeard(app, 'reload_iframe')).toEqual({});
    await app.evaluate('location.reload()');
    await eventually(() => app.evaluate('window.heard?.length ?? 0')).toBeGreaterThanOrEqual(4);
    await reload();
    await eventually(() => app.isDetached()).toBe(true);
    expect(await dataOf(await appIn(page))).not.toBe(first);
    await sheetOf(page).getByLabel('Back').waitFor({ state: 'hidden' });
  });

  it('is listened to in its own frame and from its own origin only', async () => {
    const { page, app: tiny, faults } = await open();
    const stranger = await startTinyApp(
      "addEventListener('message', (event) => (window.heard = event.data))",
    );
    cleanUps.push(() => stranger.close());
    const app = await openApp(page);
    const close = JSON.stringify({ eventType: 'web_app_close', eventData: {} });

    // The page itself, and another window of the app's own origin.
    await page.evaluate(`postMessage(${JSON.stringify(close)}, '*')`);
    const inner = (url: string) =>
      app.evaluate(
        `new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.src = ${JSON.stringify(url)};
        frame.onload = () => resolve();
        document.body.append(frame);
      })`,
      );
    await inner(`${tiny.url}/inner`);
    await inner(stranger.url);
    for (const frame of app.childFrames()) {
      await frame.evaluate(`top.postMessage(${JSON.stringify(close)}, '*')`);
    }
    // What the app says after them is heard after them.
    await say(app, 'web_app_setup_back_button', { is_visible: true });
    await sheetOf(page).getByLabel('Back').waitFor();
    expect(await sheetOf(page).isVisible()).toBe(true);
    expect(await app.childFrames()[1]?.evaluate('window.heard')).toBeUndefined();

    // No other page takes the place of the app.
    expect(faults).toEqual([]);
    await app.evaluate(`location.href = ${JSON.stringify(stranger.url)}`);
    await eventually(() => faults.join()).toContain('frame-src');
    expect(
      page
        .frames()
        .some((frame) => frame.parentFrame() === page.mainFrame() && frame.url().startsWith(stranger.url)),
    ).toBe(false);
  });

  it('is not opened for an address of somebody else, and says kindly when it does not answer', async () => {
    const { page, app: tiny, bot, faults } = await open();
    tiny.status = 503;
    await page.locator('.menu-button').click();
    const curtain = page.locator('.mini-app-curtain');
    await curtain.getByText('does not answer').waitFor();
    tiny.status = 200;
    await curtain.getByRole('button').click();
    await appIn(page);
    await sheetOf(page).getByLabel('Close').click();

    const elsewhere = { type: 'web_app', text: 'Else', web_app: { url: 'https://example.org/mini' } };
    await bot.call('setChatMenuButton', { menu_button: elsewhere });
    await page.locator('.menu-button', { hasText: 'Else' }).click();
    await curtain.getByText('opens only its own app').waitFor();
    expect(await page.locator('iframe').count()).toBe(0);
    expect(faults.filter((fault) => !fault.includes('Failed to load resource'))).toEqual([]);
  });

  it('fills a phone, and nothing reaches over its edge', async () => {
    const { page } = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await page.locator('.menu-button').tap();
    const app = await appIn(page);
    await say(app, 'web_app_setup_main_button', { is_visible: true, text: 'Save' });
    await page.locator('.mini-app-main').waitFor();
    // It has risen to the upper edge once it stands.
    await eventually(() => sheetOf(page).boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  it('opens from a button below a message, and from that of the field where the bot has set one', async () => {
    const { page, bot, emulator, you, app: tiny } = await open();
    emulator.sendText(you, you, '/start');
    const inline_keyboard = [[{ text: 'Settings', web_app: { url: `${tiny.url}/mini#settings` } }]];
    await bot.call('sendMessage', { chat_id: you, text: 'Here', reply_markup: { inline_keyboard } });
    await page.locator('.key', { hasText: 'Settings' }).click();
    const app = await appIn(page);
    expect(app.url()).toMatch(/\/mini#settings&tgWebAppData=/);
    await sheetOf(page).getByLabel('Close').click();

    emulator.createGroup({ title: 'Family', memberIds: [you] });
    await page.locator('.chat-tab', { hasText: 'Family' }).click();
    await page.locator('.menu-button').waitFor({ state: 'hidden' });
    await page.locator('.chat-tab', { hasText: emulator.bot.first_name }).click();
    await page.locator('.menu-button').waitFor();
    await bot.call('setChatMenuButton', { menu_button: { type: 'default' } });
    await page.locator('.menu-button').waitFor({ state: 'hidden' });
  });
});

// The Mini App in a frame, as Telegram on the web opens it.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { emptyData, fullData } from './testing/fake-data.ts';
import { CODE } from './testing/fake-integrations.ts';
import { executablePath, useBrowser } from './testing/in-browser.ts';

const browser = useBrowser();

const eventually = (check: () => unknown) => expect.poll(check);

describe.skipIf(!executablePath)('inside Telegram', () => {
  const askedOf = (page: Page) =>
    page.evaluate('window.asked.map(({ eventType }) => eventType)') as Promise<string[]>;

  it('signs in by itself, wears the theme, and is ready after its first picture', async () => {
    const { page, api, telegram, faults } = await browser.open();
    const app = await telegram('dark');
    expect(api.asked.slice(0, 2)).toEqual(['POST /api/sign-in', 'GET /api/me']);
    expect(await app.locator('html').evaluate('document.location.hash')).toBe('');
    const ground = () => app.locator('html').evaluate((root) => root.style.getPropertyValue('--page'));
    await eventually(ground).toBe('#232e3c');
    await eventually(() => askedOf(page)).toContain('web_app_ready');
    await page.evaluate("send('theme_changed', { theme_params: { secondary_bg_color: '#fafafa' } })");
    await eventually(ground).toBe('#fafafa');
    expect(faults).toEqual([]);
  });

  it('shows the box of a step that is not done, whose lines a dark theme makes darker than its cards', async () => {
    const { telegram } = await browser.open({}, emptyData(Date.now()));
    const app = await telegram('dark');
    const colourOf = (of: string, name: string) =>
      app.locator('html').evaluate(`getComputedStyle(document.querySelector('${of}')).${name}`);
    await app.locator('.step:not(.done) .step-mark').first().waitFor();
    await app.locator('.step .row-sub').first().waitFor();
    expect(await colourOf('.step:not(.done) .step-mark', 'borderTopColor')).toBe(
      await colourOf('.step .row-sub', 'color'),
    );
  });

  it("uses Telegram's back button, and has none of its own", async () => {
    const { page, telegram } = await browser.open();
    const app = await telegram('light');
    await app.locator('nav a', { hasText: 'Settings' }).click();
    await app.locator('.version').waitFor();
    const isBackShown = () =>
      page.evaluate(
        "asked.findLast((one) => one.eventType === 'web_app_setup_back_button').eventData.is_visible",
      );
    await eventually(isBackShown).toBe(true);
    await app.getByRole('button', { name: /^Time zone/ }).click();
    await page.evaluate("send('back_button_pressed')");
    await eventually(() => app.locator('dialog').count()).toBe(0);
    await app.locator('.version').waitFor();
    await page.evaluate("send('back_button_pressed')");
    await app.locator('.sections.grid').waitFor();
    await eventually(isBackShown).toBe(false);
  });

  it('signs in again without a word when its session has ended', async () => {
    const { api, telegram } = await browser.open();
    const app = await telegram('light');
    await app.locator('nav a', { hasText: 'Settings' }).click();
    await app.locator('.version').waitFor();
    api.tokens.clear();
    await app.getByRole('switch', { name: 'Suggestions' }).click();
    await eventually(() => api.data.settings.settings.suggestions).toBe(false);
    expect(await app.locator('dialog').count()).toBe(0);
  });

  it("sends to a provider's page in the person's browser, and sees what was connected there", async () => {
    const data = emptyData(Date.now());
    data.integrations = { offers: fullData(0).integrations.offers, integrations: [] };
    const { page, api, telegram, faults } = await browser.open({}, data);
    const app = await telegram('light');
    await app.getByRole('link', { name: 'Connect a calendar' }).click();
    await app.getByRole('button', { name: /^Google Calendar/ }).click();
    await app.getByRole('button', { name: 'Continue to the provider' }).click();
    await app.getByRole('button', { name: 'Open the page again' }).waitFor();
    const opened = "asked.findLast((one) => one.eventType === 'web_app_open_link').eventData.url";
    expect(await page.evaluate(opened)).toMatch(/#confirm=/);
    const address = await page.evaluate(opened);
    await eventually(() => app.getByRole('textbox').inputValue()).toBe(address);
    api.handle('POST /api/integrations/confirm', { authorization: [...api.tokens][0] }, { code: CODE }, {});
    await app.locator('html').evaluate("window.dispatchEvent(new Event('focus'))");
    await app.getByRole('switch', { name: 'Own' }).waitFor();
    await eventually(() => app.locator('dialog').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('says where it belongs when it is opened anywhere else', async () => {
    const { page, server, api } = await browser.open();
    await page.goto(`${server.url}/mini`);
    await page.getByRole('heading', { name: 'Open me in Telegram' }).waitFor();
    expect(api.asked).toEqual([]);
  });
});

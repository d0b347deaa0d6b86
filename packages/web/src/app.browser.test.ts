// The app in a real browser: signing in, saving, and what happens when something does not work.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { TICKET } from './testing/fake-api.ts';
import { fullData } from './testing/fake-data.ts';
import { executablePath, useBrowser } from './testing/in-browser.ts';

const browser = useBrowser();

const eventually = (check: () => unknown) => expect.poll(check);
const focused = (page: Page) => page.evaluate('document.activeElement.tagName');
const toggle = (page: Page, name: string) => page.getByRole('switch', { name });
const said = (page: Page) => page.locator('.toast [role=status]');

describe.skipIf(!executablePath)('signing in', () => {
  it('takes the ticket out of the address, asks whose it is, and uses it only at the button', async () => {
    const { page, server, api, faults } = await browser.open();
    await page.goto(`${server.url}/login#${TICKET}`);
    await page.getByRole('heading', { name: 'Sign in as Ana Novak (@ana)?' }).waitFor();
    expect(page.url()).toBe(`${server.url}/login`);
    expect(api.asked).toEqual(['POST /api/ticket']);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: /Ana$/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/dashboard');
    await page.reload();
    await page.locator('.sections.grid').waitFor();
    expect(faults).toEqual([]);
  });

  it.each(['used', 'never-given-to-anybody-at-all'])(
    'says what to do with a ticket that is %s',
    async (kind) => {
      const { page, server, signIn } = await browser.open();
      await signIn();
      await page.goto(`${server.url}/`);
      await page.goto(`${server.url}/login#${kind === 'used' ? TICKET : kind}`);
      await page.getByRole('alert').getByText('Send /web to the bot again').waitFor();
    },
  );

  it('shows the way in to who was never signed in, and goes on in this tab when another has', async () => {
    const { page, server } = await browser.open();
    await page.goto(`${server.url}/settings`);
    await page.getByText('Send /web to it.').waitFor();
    const other = await page.context().newPage();
    await other.goto(`${server.url}/login#${TICKET}`);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.version').waitFor();
  });
});

describe.skipIf(!executablePath)('the settings', () => {
  it('save themselves, and take it back', async () => {
    const { page, api, signIn, go, faults } = await browser.open();
    await signIn();
    await go('Settings');
    await eventually(() => focused(page)).toBe('H1');
    await toggle(page, 'Suggestions').click();
    await eventually(() => said(page).textContent()).toBe('Saved');
    expect(api.data.settings.settings.suggestions).toBe(false);
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(() => said(page).textContent()).toBe('Undone');
    expect(api.data.settings.settings.suggestions).toBe(true);
    await eventually(() => toggle(page, 'Suggestions').isChecked()).toBe(true);
    // The rules behind them do as well: ordered by keyboard, added, deleted and taken back.
    await page.getByRole('button', { name: /^Rules/ }).click();
    const words = () => api.data.settings.settings.rules.map((rule) => rule.words[0]);
    const named = () => page.evaluate('document.activeElement.getAttribute("aria-label")');
    await page.getByText('not there any more').waitFor();
    await page.getByRole('button', { name: 'Move down: rule 1 of 3' }).press('Enter');
    await eventually(words).toEqual([undefined, 'dentist', 'milk']);
    await eventually(named).toBe('Move down: rule 2 of 3');
    await page.keyboard.press('Enter');
    await eventually(words).toEqual([undefined, 'milk', 'dentist']);
    await eventually(named).toBe('Move up: rule 3 of 3');
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('Name words, a sender or a kind').waitFor();
    await page.getByRole('textbox', { name: 'Words' }).fill('idea, ');
    await page.getByRole('combobox', { name: 'Becomes' }).selectOption('note');
    await page.getByRole('combobox', { name: 'Goes to' }).selectOption({ label: 'Steward’s own notes' });
    await page.getByRole('button', { name: 'Save' }).click();
    await eventually(() => api.data.settings.settings.rules.at(-1)).toEqual({
      ...{ words: ['idea'], senders: [], to: 'note', target: { connection: 'own' } },
    });
    await page.getByRole('textbox', { name: 'Sentence' }).fill('an idea of mine');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('an idea of mine').waitFor();
    expect(await page.locator('.facts dd').allTextContents()).toEqual([
      ...['Note', '4', 'Steward’s own notes', 'an idea of mine'],
    ]);
    await page.getByRole('button', { name: /milk/ }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await eventually(words).toEqual([undefined, 'dentist', 'idea']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(words).toEqual([undefined, 'milk', 'dentist', 'idea']);
    expect(faults).toEqual([]);
  });

  it('go back to what they were, and say so beside the field, where one is refused', async () => {
    const { page, api, signIn, go } = await browser.open();
    await signIn();
    await go('Settings');
    api.refuse('PATCH /api/settings', 500, { error: 'failed' });
    await toggle(page, 'Daily briefing').click();
    const box = page.getByRole('group', { name: 'Daily briefing' });
    await box.getByRole('alert').getByText('That did not work. Try again.').waitFor();
    await eventually(() => toggle(page, 'Daily briefing').isChecked()).toBe(true);
    const at = page.getByLabel('At', { exact: true });
    await at.fill('');
    await at.blur();
    await box.getByRole('alert').getByText('Enter a time such as 08:00.').waitFor();
    expect(api.data.settings.settings.briefing).toBe('08:00');
    await at.fill('07:30');
    await at.blur();
    await eventually(() => api.data.settings.settings.briefing).toBe('07:30');
    await eventually(() => box.getByText('Enter a time').count()).toBe(0);
  });

  it('show what another tab or the chat has changed, and do not write over it', async () => {
    const { page, api, signIn, go } = await browser.open();
    await signIn();
    await go('Settings');
    await page.locator('.version').waitFor();
    const { settings } = api.data.settings;
    api.data.settings = { ...api.data.settings, settings: { ...settings, thinking: 'show', language: 'en' } };
    await page.getByRole('combobox', { name: 'Thinking' }).selectOption('on');
    await page.getByRole('alert').getByText('This is how it is now').waitFor();
    await eventually(() => page.getByRole('combobox', { name: 'Thinking' }).inputValue()).toBe('show');
    await eventually(() => page.getByRole('combobox', { name: 'Language' }).inputValue()).toBe('en');
    expect(api.data.settings.settings.thinking).toBe('show');
  });

  it('speak as the device does again, where the language is taken back and Telegram tells none', async () => {
    const { page, api, signIn, go } = await browser.open();
    await signIn();
    await go('Settings');
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await eventually(() => api.data.settings.settings.language).toBeNull();
  });

  it('say no more of when a sign-in was used than is kept: the hour', async () => {
    const nowMs = Date.now();
    const data = fullData(nowMs);
    const [own, other] = data.signIns;
    if (!own || !other) throw new Error('nobody is signed in');
    const older = { ...other, id: 'c', createdAtMs: nowMs - 90_000_000, seenAtMs: nowMs - 7_500_000 };
    // Used in this minute, which is kept as the full hour before it; with five minutes in which the page may come up.
    data.signIns = [own, { ...other, createdAtMs: nowMs - 60_000, seenAtMs: nowMs - 3_300_000 }, older];
    const { page, signIn, go } = await browser.open({}, data);
    await signIn();
    await go('Settings');
    await page.getByText('Used within the last hour').waitFor();
    await page.getByText('Last used about 2 hours ago').waitFor();
    expect(await page.locator('.row-sub', { hasText: 'minute' }).count()).toBe(0);
  });

  it('find a time zone by its city, with the keyboard alone', async () => {
    const { page, api, signIn, go } = await browser.open({ viewport: { width: 1280, height: 900 } });
    await signIn();
    await go('Settings');
    await page.getByRole('button', { name: /^Time zone/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.type('buenos');
    await page.keyboard.press('Enter');
    await eventually(() => api.data.settings.settings.zone).toMatch(/Buenos_Aires$/);
    await page.getByText('Buenos Aires').waitFor();
    await eventually(() => page.locator('dialog').count()).toBe(0);
    await eventually(() => focused(page)).toBe('BUTTON');
  });

  it('stand in a zone that this browser has not heard of', async () => {
    const { page, api, signIn, go, faults } = await browser.open();
    api.data.settings = {
      ...api.data.settings,
      settings: { ...api.data.settings.settings, zone: 'Europe/Avalon' },
    };
    await signIn();
    await go('Settings');
    await page.getByText('Avalon').waitFor();
    expect(faults).toEqual([]);
  });

  it('keep what was typed when the session has ended, and save it once one has signed in again', async () => {
    const { page, api, server, signIn, go } = await browser.open();
    await signIn();
    await go('Settings');
    const at = page.getByLabel('At', { exact: true });
    await at.waitFor();
    api.refuse('PATCH /api/settings', 401, { error: 'signed-out' });
    await at.fill('06:45');
    await at.blur();
    await page.getByRole('heading', { name: 'Your sign-in has ended' }).waitFor();
    await page.getByLabel('Link from the bot').fill('https://evil.example/');
    await page.getByText('That is not a link from the bot').waitFor();
    await page.getByLabel('Link from the bot').fill(`${server.url}/login#${TICKET}2`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await eventually(() => api.data.settings.settings.briefing).toBe('06:45');
    await eventually(() => at.inputValue()).toBe('06:45');
  });

  it('change nothing of another person who signs in instead', async () => {
    const { page, api, server, signIn, go } = await browser.open();
    await signIn();
    await go('Settings');
    await page.locator('.version').waitFor();
    // Only what the click asks: a read that is still on its way would bring the dialog before it.
    api.refuse('PATCH /api/settings', 401, { error: 'signed-out' });
    await toggle(page, 'Suggestions').click();
    await page.getByRole('heading', { name: 'Your sign-in has ended' }).waitFor();
    api.data.me = { ...api.data.me, id: 12, name: 'Josef', username: 'josef' };
    await page.getByLabel('Link from the bot').fill(`${server.url}/login#${TICKET}2`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Josef · @josef').waitFor();
    await page.locator('.version').waitFor();
    await eventually(() => toggle(page, 'Suggestions').isChecked()).toBe(true);
    expect(api.data.settings.settings.suggestions).toBe(true);
  });

  it('wait for the connection, and say so', async () => {
    const { page, api, signIn, go } = await browser.open();
    await signIn();
    await go('Settings');
    // What is there, and not only its shape while it loads.
    await page.locator('.version').waitFor();
    await page.context().setOffline(true);
    await toggle(page, 'Suggestions').click();
    await page.getByText('You are offline').waitFor();
    await page.context().setOffline(false);
    await eventually(() => api.data.settings.settings.suggestions).toBe(false);
    await eventually(() => page.getByText('You are offline').count()).toBe(0);
  });

  it('speak German to who does, at once', async () => {
    const { page, signIn } = await browser.open({ locale: 'de-AT' });
    await signIn();
    await page.locator('nav a', { hasText: 'Einstellungen' }).click();
    await page.getByRole('combobox', { name: 'Sprache' }).selectOption('en');
    await page.getByRole('switch', { name: 'Quiet hours' }).waitFor();
    await eventually(() => page.evaluate('document.documentElement.lang')).toBe('en');
  });

  it('end a session elsewhere, and all of them only when asked twice', async () => {
    const { page, api, server, signIn, go } = await browser.open();
    await signIn();
    await go('Settings');
    await page.getByRole('button', { name: 'End: Safari on iPhone' }).click();
    await eventually(() => api.data.signIns.map(({ id }) => id)).toEqual(['a', 'b']);
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    expect(api.tokens.size).toBe(1);
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${server.url}/`);
    expect(api.tokens.size).toBe(0);
    await eventually(() => page.evaluate('sessionStorage.length')).toBe(0);
  });
});

describe.skipIf(!executablePath)('a task', () => {
  it('is ticked at once, done by the bot, and can be taken back', async () => {
    const { page, api, signIn } = await browser.open();
    await signIn();
    const stateOf = () => api.data.reminders.find(({ number }) => number === 7)?.state;
    const box = page.getByRole('checkbox', { name: 'Done: Send the invoice to Marek' });
    await box.click();
    expect(await box.isChecked()).toBe(true);
    await eventually(stateOf).toBe('done');
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(stateOf).toBe('active');
    await eventually(() => box.isChecked()).toBe(false);
    await box.click();
    await eventually(stateOf).toBe('done');
  });

  it('is open again, with the reason, where the bot could not do it', async () => {
    const { page, api, signIn } = await browser.open();
    await signIn();
    api.outcome({ state: 'failed', why: 'changed-meanwhile' });
    const box = page.getByRole('checkbox', { name: 'Done: Book the train to Vienna' });
    await box.click();
    await page.getByRole('alert').getByText('It was changed meanwhile').waitFor();
    await eventually(() => box.isChecked()).toBe(false);
  });
});

// What people do with the app beside the chat, and what each of both then knows of the other.
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { AppWorld } from './app-world.ts';

const go = async (app: Page | FrameLocator, name: string): Promise<void> => {
  await app.locator('nav a', { hasText: name }).click();
  await app.getByRole('heading', { level: 1, name }).waitFor();
};

/** Waits for the sentence at the edge of the screen. */
const said = (app: Page | FrameLocator, text: string): Promise<void> =>
  app.locator('.toast [role=status]', { hasText: new RegExp(`^${text}$`) }).waitFor();

const row = (app: Page, name: RegExp): Locator => app.locator('main').getByRole('button', { name });

export const tellJourneys = (world: () => AppWorld): void => {
  const openApp = async (name: string) => {
    const player = await world().addPlayer(name);
    const page = await (await world().newContext()).newPage();
    return { player, page };
  };

  it.concurrent('the sheet of the chat page signs in, and the chat knows what is set there', async () => {
    const page = await (await world().newContext()).newPage();
    await page.setViewportSize({ width: 1000, height: 900 });
    await page.goto(world().pageUrl);
    const column = page.locator('.column[aria-label="Chat as Sam"]');
    await column.locator('.menu-button').click();
    const app = page.frameLocator('.mini-app-frame');
    await app.getByRole('heading', { level: 1, name: 'Sam' }).waitFor();
    await go(app, 'Settings');
    await app.getByLabel('Thinking').selectOption('show');
    await said(app, 'Saved');
    await page.locator('.mini-app').getByRole('button', { name: 'Close' }).click();
    await page.locator('.mini-app').waitFor({ state: 'detached' });
    await column.locator('.field').fill('/status');
    await column.locator('.field').press('Enter');
    await column.locator('.message.theirs', { hasText: /⚙️ Thinking: .*shown/i }).waitFor();
  });

  it.concurrent('a task that is ticked in the app is done in the chat, and one of the chat comes to the app', async () => {
    const { player, page } = await openApp('Ada');
    await player.asks('/task polish the zinc', /polish the zinc/);
    await world().signIn(page, player);
    await page.getByRole('checkbox', { name: 'Done: polish the zinc' }).check();
    await said(page, 'Done');
    await player.asks('/tasks', /☑️ 1\. polish the zinc/);
    await player.asks('/task wind the clock', /wind the clock/);
    // As a phone does it when the app is in front again.
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await page.getByRole('checkbox', { name: 'Done: wind the clock' }).waitFor();
  });

  it.concurrent('a conversation is renamed, put away, fetched back, sent and deleted from the app', async () => {
    const { player, page } = await openApp('Bert');
    await player.asks('Lighthouses', /demonstration/i);
    await world().signIn(page, player);
    await go(page, 'Chats');
    const act = async (name: RegExp, label: string, sentence: string) => {
      await row(page, name).click();
      await page.getByRole('dialog').getByRole('button', { name: label }).click();
      await said(page, sentence);
    };
    await row(page, /lighthouses/i).click();
    await page.getByRole('dialog').getByLabel('Title').fill('Zinc towers');
    await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
    await said(page, 'Renamed');
    await player.asks('/listsessions', /Zinc towers/);
    await act(/^Zinc towers/, 'Archive', 'Archived');
    await player.asks('/status', /Session: none active/);
    await act(/^Zinc towers/, 'Restore', 'Restored');
    await player.asks('/status', /Session: 1 “Zinc towers”/);
    await act(/^Zinc towers/, 'Send me the text', 'The file is in your chat with the bot\\.');
    expect((await player.sees(({ document }) => document !== undefined)).document?.file_name).toMatch(
      /\.md$/,
    );
    await row(page, /^Zinc towers/).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await said(page, 'Deleted');
    await player.asks('/status', /Session: none active/);
  });

  it.concurrent('of two tabs the second changes nothing that it has not seen', async () => {
    const { player, page } = await openApp('Cleo');
    const second = await page.context().newPage();
    for (const tab of [page, second]) {
      await world().signIn(tab, player);
      await go(tab, 'Settings');
      await tab.locator('.version').waitFor();
    }
    await page.getByLabel('Thinking').selectOption('on');
    await said(page, 'Saved');
    await second.getByLabel('Thinking').selectOption('show');
    await second.getByRole('alert').getByText('It was changed in the chat or in another tab.').waitFor();
    expect(await second.getByLabel('Thinking').inputValue()).toBe('on');
  });
};

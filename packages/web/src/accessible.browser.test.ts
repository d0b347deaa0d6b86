// Every screen at a phone's and a desktop's width, light and dark: no violation, and nothing too small for a finger.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { TICKET } from './testing/fake-api.ts';
import { emptyData } from './testing/fake-data.ts';
import { CODE } from './testing/fake-integrations.ts';
import { executablePath, useBrowser } from './testing/in-browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const browser = useBrowser();

/** Runs inside of the page. */
const SMALL = `[...document.querySelectorAll('button, a, select, input')]
  .map((field) => [field, (field.closest('label') ?? field).getBoundingClientRect()])
  .filter(([, { width, height, bottom }]) => bottom > 0 && (width < 44 || height < 44) && width > 0)
  .map(([field, { width, height }]) => field.outerHTML.slice(0, 80) + ' ' + width + ' × ' + height)`;

const WIDTHS = [390, 1280];

/** Each with one of its things that has a dialog. */
const LISTS: [screen: string, first?: RegExp][] = [
  ['Chats', /^Trip to Vienna/],
  ['Reminders', /^Weekly review/],
  ['Connections', /^iCloud/],
  ['People', /^Josef/],
];

const faultsOf = async (page: Page, screen: string, frame: Frame = page.mainFrame()): Promise<string[]> => {
  const faults: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    // What still moves has a colour between two.
    await frame.evaluate(
      'Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})))',
    );
    const { violations } = (await frame.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
    };
    const told = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
    const small = (await frame.evaluate(SMALL)) as string[];
    const wide = (await frame.evaluate('document.documentElement.scrollWidth > innerWidth')) as boolean;
    faults.push(
      ...[...told, ...small, ...(wide ? ['scrolls sideways'] : [])].map(
        (fault) => `${screen}, ${width}: ${fault}`,
      ),
    );
  }
  return faults;
};

describe.skipIf(!executablePath).each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it('every screen of the browser is accessible', async () => {
    const { page, server, signIn, go, api } = await browser.open({ colorScheme }, undefined, axe);
    await page.goto(`${server.url}/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const faults = await faultsOf(page, 'landing');
    await page.goto(`${server.url}/login#${TICKET}`);
    await page.getByText('Sign in as').waitFor();
    faults.push(...(await faultsOf(page, 'login')));
    await page.goto(`${server.url}/integrations#confirm=${CODE}`);
    await page.getByRole('link', { name: 'Open Telegram' }).waitFor();
    faults.push(...(await faultsOf(page, 'back from a provider')));
    await page.goto('about:blank');
    await signIn();
    faults.push(...(await faultsOf(page, 'overview')));
    await go('Settings');
    await page.locator('.version').waitFor();
    api.refuse('PATCH /api/settings', 500, { error: 'failed' });
    await page.getByRole('switch', { name: 'Suggestions' }).click();
    await page.locator('.fault:not(:empty)').waitFor();
    await page.getByRole('switch', { name: 'Quiet hours' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    faults.push(...(await faultsOf(page, 'settings')));
    await page.getByRole('button', { name: /^Time zone/ }).click();
    faults.push(...(await faultsOf(page, 'time zones')));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    faults.push(...(await faultsOf(page, 'question')));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Rules/ }).click();
    await page.getByText('not there any more').waitFor();
    await page.getByRole('textbox', { name: 'Sentence' }).fill('dentist');
    await page.keyboard.press('Enter');
    await page.locator('.facts').waitFor();
    faults.push(...(await faultsOf(page, 'rules')));
    await page.getByRole('button', { name: /dentist/ }).click();
    await page.getByRole('textbox', { name: 'Words' }).fill('1,2,3,4,5,6,7,8,9');
    faults.push(...(await faultsOf(page, 'one of the rules')));
    await page.keyboard.press('Escape');
    for (const [screen, first] of LISTS) {
      await go(screen);
      await page.locator('.sections .row-box').first().waitFor();
      faults.push(...(await faultsOf(page, screen)));
      if (first === undefined) continue;
      await page.getByRole('button', { name: first }).click();
      faults.push(...(await faultsOf(page, `one of the ${screen}`)));
      await page.keyboard.press('Escape');
    }
    await go('Settings');
    await page.getByRole('button', { name: /^Teams/ }).click();
    await page.getByRole('checkbox', { name: 'Josef' }).check();
    await page.getByRole('button', { name: 'Find a time' }).click();
    await page.getByText('5 times').waitFor();
    faults.push(...(await faultsOf(page, 'teams')));
    await page
      .getByRole('button', { name: /, \d\d:\d\d–/ })
      .nth(2)
      .click();
    await page.getByRole('button', { name: 'Propose' }).click();
    await page.getByRole('button', { name: 'Propose anyway' }).waitFor();
    faults.push(...(await faultsOf(page, 'a time that is proposed')));
    await page.keyboard.press('Escape');
    await page.getByRole('switch', { name: 'Ana Novak' }).click();
    await page.getByText('the whole day').waitFor();
    faults.push(...(await faultsOf(page, 'what is shared')));
    await page.keyboard.press('Escape');
    await go('Connections');
    await page.getByRole('button', { name: /^Apple Notes/ }).click();
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByLabel('Value of the header Authorization').waitFor();
    faults.push(...(await faultsOf(page, 'the Shortcut')));
    expect(faults).toEqual([]);
  });

  it('so is the overview of a newcomer, and a screen that could not be read', async () => {
    const { page, signIn, api } = await browser.open({ colorScheme }, emptyData(Date.now()), axe);
    await signIn();
    const faults = await faultsOf(page, 'newcomer');
    api.refuse('GET /api/settings', 500, { error: 'failed' });
    await page.locator('nav a', { hasText: 'Settings' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    faults.push(...(await faultsOf(page, 'failure')));
    expect(faults).toEqual([]);
  });

  it("so is the Mini App in Telegram's own colours", async () => {
    const { page, telegram } = await browser.open({ colorScheme }, undefined, axe);
    const app = await telegram(colorScheme);
    const frame = page.frames()[1];
    if (!frame) throw new Error('There is no frame.');
    const faults = await faultsOf(page, 'overview', frame);
    await app.locator('nav a', { hasText: 'Settings' }).click();
    await app.locator('.version').waitFor();
    faults.push(...(await faultsOf(page, 'settings', frame)));
    expect(faults).toEqual([]);
  });
});

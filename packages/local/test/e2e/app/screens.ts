// Every screen of the real app, at a phone's width, in both of its documents: accessible, and within its own policy.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { AppWorld } from './app-world.ts';

// Of the package that the app is made in.
const web = createRequire(import.meta.url).resolve('@steward/web/build');
const axe = readFileSync(createRequire(web).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

const violations = async (page: Page, screen: string): Promise<string[]> => {
  // What still moves has a colour between two.
  await page.evaluate(
    'Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})))',
  );
  const result = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  return (result as { violations: Violation[] }).violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${screen}, ${id}: ${html} ${failureSummary}`),
  );
};

/** What would run if it were taken for more than a text. */
const TAKEOVER = `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script>`;

const SCREENS = ['Overview', 'Chats', 'Reminders', 'Connections', 'Settings', 'People'];

export const tellScreens = (world: () => AppWorld): void => {
  it('every screen is accessible, and breaks no rule of its own page', async () => {
    const { you, appUrl, faults, newContext } = world();
    await you.asks('Hello', /./);
    await you.asks(`/task ${TAKEOVER}`, /taken/);
    await you.asks('/timezone Europe/Vienna', /Vienna/);
    await you.asks('/remind in 2 hours wind the clock', /wind the clock/);
    const context = await newContext();
    await context.addInitScript({ content: axe });
    await context.addInitScript('window.TelegramWebviewProxy = { postEvent() {} }');
    const page = await context.newPage();
    const found: string[] = [];
    const walk = async (door: string) => {
      for (const screen of SCREENS) {
        await page.locator('nav a', { hasText: screen }).click();
        await page.locator('nav a[aria-current]', { hasText: screen }).waitFor();
        await page.locator('.sections').waitFor();
        found.push(...(await violations(page, `${screen} (${door})`)));
      }
    };
    await page.goto(`${appUrl}/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    found.push(...(await violations(page, 'landing')));
    await page.goto(await you.link());
    await page.getByText('Sign in as').waitFor();
    found.push(...(await violations(page, 'link')));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.sections.grid').waitFor();
    await page.getByRole('checkbox', { name: `Done: ${TAKEOVER}` }).waitFor();
    await walk('browser');
    expect(await page.title()).not.toBe('taken');
    await page.goto(`${appUrl}/mini#tgWebAppData=${encodeURIComponent(await you.initData())}`);
    await page.locator('.sections.grid').waitFor();
    await walk('Telegram');
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
  });
};

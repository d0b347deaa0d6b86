// What people connect: agreed to on a provider's page, confirmed where that was, read in the chat, and ended; and a link that
// was sent on, between two browsers and two chats.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { eventsFrom } from '../../../src/demo/demo-events.ts';
import type { AppWorld, Player } from './app-world.ts';

/** The demo’s own; only the first has events. Each test has one of its own: at Google one revoke ends all. */
const [HOME, WORK] = ['you@steward-demo.example', 'work@steward-demo.example'];
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();

const toConnections = async (page: Page): Promise<void> => {
  await page.locator('nav a', { hasText: 'Connections' }).click();
  await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
};

const said = (page: Page, text: string): Promise<void> =>
  page.locator('.toast [role=status]', { hasText: text }).waitFor();

/** From the list to the provider's page; resolves with its address. */
const goThere = async (page: Page): Promise<string> => {
  await page.locator('main').getByRole('button', { name: 'Demo calendar' }).click();
  await page.getByRole('button', { name: 'Continue to the provider' }).click();
  await page.getByRole('heading', { name: 'Connect “Demo calendar” to Steward?' }).waitFor();
  return page.url();
};

const agree = async (page: Page, account: string): Promise<void> => {
  await page.getByLabel(account).check();
  await page.getByRole('button', { name: 'Allow' }).click();
};

const connect = async (page: Page, account: string): Promise<void> => {
  await goThere(page);
  await agree(page, account);
  await page.getByRole('heading', { name: 'Connect this account?' }).waitFor();
  await page.locator('.account', { hasText: account }).waitFor();
  expect(page.url()).toMatch(/\/integrations$/);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await said(page, 'Connected');
};

export const cardOf = (page: Page, account: string): Locator =>
  page.getByRole('button', { name: `Disconnect ${account}` });

/** What the demo of calendars keeps of this account: what was allowed there, and not taken back. */
const grantsOf = async ({ dataDir }: AppWorld, account: string): Promise<{ tokens: string[] }[]> => {
  const { state } = JSON.parse(await readFile(join(dataDir, 'demo-calendar.json'), 'utf8'));
  return state.grants.filter((grant: { account: string }) => grant.account === account);
};

/** All that opens what was connected, and what stands in it: for logs and addresses to be without. */
export const secretsOf = async (world: AppWorld): Promise<string[]> => {
  const { secret } = JSON.parse(await readFile(join(world.dataDir, 'demo-calendar.json'), 'utf8'));
  const grants = await grantsOf(world, HOME);
  return [secret, ...grants.flatMap(({ tokens }) => tokens), ...today()];
};

/** Titles of the demo's events of today. */
const today = (): string[] =>
  eventsFrom(Date.now(), timeZone)
    .slice(0, 2)
    .map(({ summary }) => summary ?? '');

const seesEvents = async (player: Player): Promise<void> => {
  await player.asks(`/timezone ${timeZone}`, new RegExp(timeZone));
  const [one, other] = today();
  await player.asks('/agenda', new RegExp(`${one}[\\s\\S]*${other}`));
  await player.asks('/briefing now', new RegExp(`In your calendar[\\s\\S]*${one}[\\s\\S]*${other}`));
};

export const tellConnecting = (world: () => AppWorld): void => {
  const signedIn = async (player: Player): Promise<Page> => {
    const page = await (await world().newContext()).newPage();
    await world().signIn(page, player);
    await toConnections(page);
    return page;
  };

  it.concurrent('a demo calendar is connected in the app, and its events come to the chat', async () => {
    const { you } = world();
    const page = await signedIn(you);
    await you.asks('/agenda', /No calendar is connected/);
    await connect(page, HOME);
    await seesEvents(you);
    await page.getByRole('button', { name: `Test ${HOME}` }).click();
    await said(page, `${HOME} works.`);

    const busy = page.getByRole('group', { name: 'Count as busy' }).getByRole('switch', { name: HOME });
    await busy.uncheck();
    await said(page, 'Saved');
    await connect(page, HOME);
    await busy.waitFor();
    expect(await busy.isChecked()).toBe(false);
    expect(await cardOf(page, HOME).count()).toBe(1);
    await busy.check();
    await said(page, 'Saved');

    expect((await grantsOf(world(), HOME)).length).toBeGreaterThan(0);
    await cardOf(page, HOME).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await said(page, 'Disconnected, and the access has ended at the provider as well.');
    expect(await grantsOf(world(), HOME)).toEqual([]);
    await you.asks('/agenda', /No calendar is connected/);
    // For what comes after a restart.
    await connect(page, HOME);
  });

  it.concurrent('a link that was sent on attaches nothing, to who sent it or to who followed it', async () => {
    const [eve, ada] = [await world().addPlayer('Evelyn'), await world().addPlayer('Adele')];
    const [evil, page] = [await signedIn(eve), await signedIn(ada)];
    /** A page of the provider's, begun by who sends it on. */
    const begin = async (): Promise<string> => {
      const address = await goThere(evil);
      await evil.goto(`${world().appUrl}/integrations`);
      await evil.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
      return address;
    };
    // Signed in as somebody else.
    await page.goto(await begin());
    await agree(page, WORK);
    await page.getByText('This was started by somebody else, or is over. Nothing was connected.').waitFor();
    await page.getByRole('button', { name: 'To your connections' }).click();
    // Signed out, the way goes on in the chat of whoever follows it.
    const address = await begin();
    const apart = await (await world().newContext()).newPage();
    await apart.goto(address);
    await agree(apart, WORK);
    await apart.getByRole('heading', { name: 'Go back to Telegram to finish' }).waitFor();
    const button = apart.getByRole('link', { name: 'Open Telegram' });
    const start = /\/\w+\?start=(connect-[\w-]{32})$/.exec((await button.getAttribute('href')) ?? '')?.[1];
    await ada.asks(`/start ${start}`, /connects nothing/);
    // What she who began it knows is the state; and the address that it all came back to is no good twice.
    const state = new URL(address).searchParams.get('state') ?? '';
    for (const guess of [state.split('.')[1]?.slice(0, 32), 'A'.repeat(32)])
      await eve.asks(`/start connect-${guess}`, /connects nothing/);
    await evil.goto(`${world().appUrl}/integrations/google/callback?state=${state}&code=guessed`);
    await evil.getByText('This was started by somebody else, or is over. Begin again').waitFor();
    for (const [player, of] of [
      [eve, evil],
      [ada, page],
    ] as const) {
      await player.asks('/connections', /Nothing is connected yet/);
      await player.asks('/agenda', /No calendar is connected/);
      await of.goto(`${world().appUrl}/integrations`);
      await of.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
      await of.locator('main').getByRole('button', { name: 'Demo calendar' }).waitFor();
      expect(await cardOf(of, WORK).count()).toBe(0);
    }
  });
};

/** All of it once more, by the next process on the same data. */
export const tellRestart = (world: () => AppWorld): void => {
  it('what was connected is read after a restart as before', async () => {
    await world().restart();
    await seesEvents(world().you);
  });
};

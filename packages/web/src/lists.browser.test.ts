// Conversations, reminders, people and teams in a real browser: found, changed, taken back, and put right when it fails.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { emptyData, fullData } from './testing/fake-data.ts';
import { CODE } from './testing/fake-integrations.ts';
import { executablePath, useBrowser } from './testing/in-browser.ts';

const browser = useBrowser();

const eventually = (check: () => unknown) => expect.poll(check);
const said = (page: Page) => page.locator('.toast [role=status]');
const undo = (page: Page) => page.locator('.toast-action').click();
const row = (page: Page, text: string) => page.locator('.row-box', { hasText: text });
const opened = async (page: Page, text: string) => {
  await row(page, text).getByRole('button').first().click();
  return page.getByRole('dialog');
};
type Options = Parameters<typeof browser.open>;
const at = async (screen: string, data?: Options[1], options: Options[0] = {}) => {
  const seen = await browser.open(options, data);
  await seen.signIn();
  await seen.go(screen);
  return seen;
};

describe.skipIf(!executablePath)('the conversations', () => {
  it('are found by words of their title in any order, without accents or case, and by number', async () => {
    const { page } = await at('Chats');
    const search = page.getByRole('searchbox');
    await search.fill('LÄNDLORD letter');
    await eventually(() => page.locator('.row-box').count()).toBe(1);
    await search.fill('#8');
    await row(page, 'Names for the cat').waitFor();
    await search.fill('nothing like it');
    await page.getByText('No chat is called “nothing like it”.').waitFor();
  });

  it('are renamed, and it is taken back', async () => {
    const { page, api, faults } = await at('Chats');
    const dialog = await opened(page, 'Names for the cat');
    const rename = dialog.getByRole('button', { name: 'Rename' });
    expect(await rename.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Title' }).fill('  Names for the dog ');
    await page.keyboard.press('Enter');
    await eventually(() => said(page).textContent()).toBe('Renamed');
    expect(api.data.conversations.at(-1)?.title).toBe('Names for the dog');
    await undo(page);
    await eventually(() => said(page).textContent()).toBe('Undone');
    expect(api.data.conversations.at(-1)?.title).toBe('Names for the cat');
    expect(faults).toEqual([]);
  });

  it('are archived and restored', async () => {
    const { page, api } = await at('Chats');
    await (await opened(page, 'sourdough')).getByRole('button', { name: 'Archive' }).click();
    await eventually(() => said(page).textContent()).toBe('Archived');
    await (await opened(page, 'sourdough')).getByRole('button', { name: 'Restore' }).click();
    await eventually(() => said(page).textContent()).toBe('Restored');
    expect(api.data.conversations.find(({ id }) => id === 's-13')?.isArchived).toBe(false);
  });

  it('are deleted only after a question, whose careful answer changes nothing', async () => {
    const { page, api } = await at('Chats');
    const ask = async () => (await opened(page, 'Trip')).getByRole('button', { name: 'Delete' }).click();
    await ask();
    await page.getByText('“Trip to Vienna in spring” with 18 messages is deleted for good.').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(api.asked).not.toContain('POST /api/works');
    await ask();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await eventually(() => said(page).textContent()).toBe('Deleted');
    await eventually(() => row(page, 'Trip').count()).toBe(0);
  });

  it('are as they were, and it is said beside them, where a work fails', async () => {
    const { page, api } = await at('Chats');
    api.outcome({ state: 'failed', why: 'gone' });
    await (await opened(page, 'Trip')).getByRole('button', { name: 'Archive' }).click();
    await row(page, 'Trip').getByRole('alert').getByText('it was deleted meanwhile').waitFor();
    expect(await row(page, 'Trip').locator('xpath=ancestor::section//h2').textContent()).toBe('Chats');
  });

  it('say how the first one begins', async () => {
    const { page } = await at('Chats', emptyData(Date.now()));
    await page.getByText('No chats yet.').waitFor();
    expect(await page.getByRole('searchbox').count()).toBe(0);
  });
});

describe.skipIf(!executablePath)('the reminders', () => {
  it('pause, go on and are deleted, each taken back with what they are then', async () => {
    const { page, api, faults } = await at('Reminders');
    await (await opened(page, 'Weekly review')).getByRole('button', { name: 'Pause' }).click();
    await eventually(() => said(page).textContent()).toBe('Paused');
    await row(page, 'Weekly review').getByText('paused').waitFor();
    await undo(page);
    await eventually(() => said(page).textContent()).toBe('Undone');
    await (await opened(page, 'Weekly review')).getByRole('button', { name: 'Delete' }).click();
    await eventually(() => said(page).textContent()).toBe('Deleted');
    expect(api.data.reminders.some(({ text }) => text === 'Weekly review')).toBe(false);
    await undo(page);
    await row(page, 'Weekly review').waitFor();
    expect(faults).toEqual([]);
  });

  it('that are tasks are ticked where they stand', async () => {
    const { page, api } = await at('Reminders');
    const task = api.data.reminders.find(({ kind, state }) => kind === 'task' && state === 'active');
    const box = page.getByRole('checkbox', { name: `Done: ${task?.text}` });
    await box.check();
    await eventually(() => said(page).textContent()).toBe('Done');
    await undo(page);
    await eventually(() => box.isChecked()).toBe(false);
    await eventually(() => api.data.reminders.find(({ number }) => number === task?.number)?.state).toBe(
      'active',
    );
  });

  it('say how one is made', async () => {
    const { page } = await at('Reminders', emptyData(Date.now()));
    await page.getByText('Nothing is coming up.').waitFor();
    await page.getByText('No open tasks.').waitFor();
  });
});

describe.skipIf(!executablePath)('words that are read from right to left', () => {
  const WORDS = 'לקנות 2 חלב!';

  it('run so in every list, and where they are changed', async () => {
    const data = fullData(Date.now());
    data.conversations = data.conversations.map((one) => ({ ...one, title: WORDS }));
    data.reminders = data.reminders.map((one) => ({ ...one, text: WORDS }));
    const { page, go } = await at('Chats', data);
    const labels = page.locator('.row-label', { hasText: WORDS });
    const unturned = page.locator('.row-label:not(:dir(rtl))', { hasText: WORDS });
    await labels.first().waitFor();
    expect(await unturned.count()).toBe(0);
    await opened(page, WORDS);
    await page.locator('dialog input:dir(rtl)').waitFor();
    await page.keyboard.press('Escape');
    await go('Reminders');
    await labels.first().waitFor();
    expect(await unturned.count()).toBe(0);
    await page.locator('button.row', { hasText: WORDS }).first().click();
    await page.locator('.dialog-words:dir(rtl)').waitFor();
  });
});

describe.skipIf(!executablePath)('the people', () => {
  it('are let in and blocked, and who was only asking cannot be put back there', async () => {
    const { page, api } = await at('People');
    await page.getByRole('button', { name: 'Allow: Marek' }).click();
    await eventually(() => said(page).textContent()).toBe('Marek is let in.');
    expect(await page.locator('.toast-action').count()).toBe(0);
    await page.getByRole('button', { name: 'Block: Josef' }).click();
    await eventually(() => said(page).textContent()).toBe('Josef is blocked.');
    await undo(page);
    await eventually(() => api.data.people.people.find(({ id }) => id === 12)?.standing).toBe('in');
  });

  it('are not promised to be alone where everyone is let in', async () => {
    const { page, api } = await at('People');
    await page.getByText('Nobody uses the bot whom you have not let in.').waitFor();
    const { people } = api.data.people;
    api.data.people = {
      ...api.data.people,
      people: people.filter(({ standing }) => standing !== 'asked'),
      isOpen: true,
    };
    await page.reload();
    await page.getByText('Everyone may use the bot').waitFor();
    expect(await page.getByText(/Nobody (?:uses|asks)/).count()).toBe(0);
  });

  it('are for who runs the bot alone', async () => {
    const { page, server, signIn } = await browser.open({}, emptyData(Date.now()));
    await signIn();
    expect(await page.locator('nav a', { hasText: 'People' }).count()).toBe(0);
    await page.goto(`${server.url}/people`);
    await page.getByText('This page does not exist.').waitFor();
  });
});

describe.skipIf(!executablePath)('the connections', () => {
  it('are made on a page of the provider, and confirmed where the same person is signed in', async () => {
    // In a window of its own: the clock stays in it.
    const { page, api, faults } = await at('Connections', undefined, { locale: 'en-GB' });
    await page.clock.install();
    await page.getByRole('button', { name: /^Google Calendar/ }).click();
    await page.getByRole('button', { name: 'Continue to the provider' }).click();
    await page.getByRole('heading', { name: 'Connect this account?' }).waitFor();
    await page.getByText('ana@work.example').waitFor();
    expect(new URL(page.url()).hash).toBe('');
    await page.getByRole('button', { name: 'Connect' }).click();
    await eventually(() => said(page).textContent()).toBe('Connected');
    await page.getByText('is being read for the first time').waitFor();
    const made = api.data.integrations.integrations.at(-1);
    if (made) made.lastReadAtMs = Date.now();
    await page.clock.fastForward(5000);
    await page.getByText('Works · last read now').waitFor();
    expect(faults).toEqual([]);
  });

  it('go on in the chat where nobody is signed in, and of what is not theirs people learn nothing', async () => {
    const { page, server, api, signIn } = await browser.open();
    await page.goto(`${server.url}/integrations#confirm=${CODE}`);
    const link = page.getByRole('link', { name: 'Open Telegram' });
    expect(await link.getAttribute('href')).toBe(`https://t.me/steward_bot?start=connect-${CODE}`);
    expect(page.url()).toBe(`${server.url}/integrations`);
    await page.reload();
    await link.waitFor();
    await signIn();
    await page.evaluate(`location.href = '/integrations#confirm=${'x'.repeat(32)}'`);
    await page.getByText('This was started by somebody else, or is over. Nothing was connected.').waitFor();
    expect(api.asked).not.toContain('POST /api/integrations/confirm');
    await page.evaluate("location.hash = '#refused=scope-missing'");
    await page.getByText('leave all boxes ticked').waitFor();
    api.data.pending = { provider: 'google', name: 'G', account: 'x@y', bot: '', code: CODE };
    await page.evaluate(`location.hash = '#confirm=${CODE}'`);
    await page.getByRole('button', { name: 'This was not me' }).click();
    await page.getByText('was given back and deleted').waitFor();
    expect(api.data.pending).toBeUndefined();
    await page.getByRole('button', { name: 'To your connections' }).click();
    await page.getByRole('heading', { name: 'Connections' }).waitFor();
  });

  it('are made by a form that says why not, are tested, end after one question, and show a key once', async () => {
    const { page, api } = await at('Connections');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Connect again ana@posteo.example' }).click();
    // What is to be waited for is not connected again; what was refused may be, before it counts as broken.
    expect(await page.getByRole('button', { name: 'Connect again School' }).count()).toBe(0);
    await dialog.getByText('opens the whole account').waitFor();
    await page.getByRole('combobox', { name: 'Calendar server' }).selectOption('other');
    await page.getByLabel('Address of the server').fill('dav.example.org');
    await page.getByLabel('Password for apps').fill('wrong');
    await page.keyboard.press('Enter');
    await dialog.getByRole('alert').getByText('Check name and password').waitFor();
    await page.getByLabel('Password for apps').fill('right');
    await page.keyboard.press('Enter');
    await eventually(() => said(page).textContent()).toBe('Connected');
    expect(api.data.integrations.integrations.at(-1)).toMatchObject({ id: 'c1', state: 'active' });
    const notes = page.getByRole('combobox', { name: 'New notes' });
    await notes.selectOption({ label: 'Diary · Ana’s workspace' });
    await eventually(() => api.data.integrations.integrations.find(({ id }) => id === 'n1')?.target).toBe(
      'diary',
    );
    const feed = api.data.integrations.integrations.find(({ id }) => id === 'f1');
    delete feed?.fault;
    await page.getByRole('button', { name: 'Test School' }).click();
    await eventually(() => said(page).textContent()).toBe('School works.');
    await page.getByRole('button', { name: /^Calendar address/ }).click();
    await page.getByLabel('Secret address').fill('https://example.org/page.html');
    await page.keyboard.press('Enter');
    await dialog.getByRole('alert').getByText('That is no address of a calendar.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Disconnect ana.novak@example.org' }).click();
    await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await page.getByRole('heading', { name: 'Disconnected here' }).waitFor();
    const list = page.getByRole('link', { name: 'Open your account' });
    expect(await list.getAttribute('href')).toBe('https://myaccount.google.com/connections');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Apple Notes/ }).click();
    await page.getByRole('button', { name: 'Make a key' }).click();
    const key = page.getByLabel('Value of the header Authorization');
    await eventually(() => key.inputValue()).toMatch(/^Bearer 4711\.b{43}$/);
    await page.getByRole('button', { name: 'Copy' }).last().click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    // The page of steps keeps it while somebody comes and goes, and no longer.
    await page.getByText('Inhalte von URL abrufen').first().waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Set up the Shortcut' }).click();
    await key.waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Make a new key' }).waitFor();
    expect(await key.count()).toBe(0);
  });
});

describe.skipIf(!executablePath)('teams', () => {
  it('are made, invite by a link that is shown once, and change roles, which is taken back', async () => {
    const data = fullData(Date.now());
    const { page, api, faults } = await at('Teams', { ...data, me: { ...data.me, isOperator: false } });
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'New team' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('  Book  club ');
    await page.keyboard.press('Enter');
    await eventually(() => said(page).textContent()).toBe('Book club is there. Now invite somebody.');
    await eventually(() => page.evaluate('document.activeElement.textContent')).toBe('Book club');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await dialog.getByText('For one person').waitFor();
    expect(await dialog.getByLabel('Link').inputValue()).toMatch(/\?start=i_k{32}$/);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Revoke: By Ana Novak/ }).click();
    await eventually(() => said(page).textContent()).toBe('The link is revoked.');
    await page.getByRole('button', { name: /^Garden club/ }).click();
    await (await opened(page, 'shares no calendar')).getByRole('button', { name: 'Make an admin' }).click();
    await eventually(() => said(page).textContent()).toBe('Marek is an admin now.');
    await undo(page);
    await eventually(() => api.data.teams[0]?.members[2]?.role).toBe('member');
    await page.getByRole('button', { name: 'Leave the team' }).click();
    await dialog.getByText('Make somebody else an owner first').waitFor();
    await page.keyboard.press('Escape');
    await (await opened(page, 'shares no calendar')).getByRole('button', { name: 'Remove from' }).click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await eventually(() => api.data.teams[0]?.members.length).toBe(2);
    expect(faults).toEqual([]);
  });

  it('see of a calendar what was shown before, and find times for all or say who is missing', async () => {
    const { page, api } = await at('Settings');
    await page.getByRole('button', { name: /^Teams/ }).click();
    const share = page.getByRole('switch', { name: 'Ana Novak' });
    await share.click();
    await page.getByText('This is all that members of Garden club could learn of it:').waitFor();
    await page.getByText('the whole day').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await eventually(() => share.isChecked()).toBe(false);
    expect(api.asked).not.toContain('POST /api/teams/share');
    await share.click();
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await eventually(() => api.data.teams[0]?.calendars[0]?.isShared).toBe(true);
    const find = page.getByRole('button', { name: 'Find a time' });
    await find.click();
    await page.getByRole('alert').getByText('Choose somebody.').waitFor();
    await page.getByRole('checkbox', { name: 'Josef' }).check();
    await find.click();
    await page.getByText('5 times when all are free').waitFor();
    const dialog = page.getByRole('dialog');
    const times = page.getByRole('button', { name: /, \d\d:\d\d–\d\d:\d\d/ });
    expect(await page.locator('.found-day').count()).toBe(2);
    await times.first().click();
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Planting');
    await page.keyboard.press('Enter');
    await eventually(() => said(page).textContent()).toBe('Sent. Answers come in the chat.');
    await row(page, '✓ Proposed').waitFor();
    await eventually(() => page.evaluate('document.activeElement.className')).toBe('found');
    await times.nth(1).click();
    await dialog.getByRole('button', { name: 'Propose' }).click();
    await dialog.getByText('does not suit all of you any more').waitFor();
    await dialog.getByRole('button', { name: 'Propose anyway' }).click();
    await eventually(() => row(page, '✓ Proposed').count()).toBe(2);
    await page.getByRole('checkbox', { name: 'Marek' }).check();
    await find.click();
    await page.getByText('Marek shares no calendar with this team.').waitFor();
    // What everybody may use is in the hands of who runs the bot.
    await page.locator('nav a', { hasText: 'People' }).click();
    await page.getByRole('button', { name: /^Garden club/ }).click();
    await page.getByLabel('Turns a day').fill('');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Garden club.*no limit/ }).waitFor();
    await undo(page);
    await page.getByRole('button', { name: /^Garden club.*3 of 40 turns today/ }).waitFor();
  });
});

// The page in a real browser, with a scripted bot behind the emulator.
import { readFile } from 'node:fs/promises';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createTelegramEmulator } from '../emulator.ts';
import { startChatPage } from './server.ts';
import { formatted, runScriptedBot, type ScriptedUpdate } from './testing/scripted-bot.ts';
import { cleanUps } from './testing/start-page.ts';
import { executablePath, useBrowser } from './testing/use-browser.ts';

const browser = useBrowser();

const commands = ['start', 'help', 'newsession', 'newsessions'].map((command) => ({
  command,
  description: `What ${command} does`,
}));

/** An emulator with a bot, the page, and a browser that looks at it. */
const open = async (options: BrowserContextOptions = {}) => {
  const emulator = createTelegramEmulator({ rateLimits: false });
  const server = await startChatPage({ emulator, port: 0, status: () => ({ modelServer: 'demo model' }) });
  const updates: ScriptedUpdate[] = [];
  const bot = runScriptedBot(emulator, async (update, call) => {
    updates.push(update);
    const tap = update.callback_query;
    if (tap) {
      const asAlert = tap.data === 'alert';
      await call('answerCallbackQuery', {
        callback_query_id: tap.id,
        text: `You chose ${tap.data}`,
        show_alert: asAlert,
      });
    }
  });
  await bot.call('setMyCommands', { commands });
  cleanUps.push(
    () => emulator.close(),
    () => server.close(),
    () => bot.stop(),
  );
  const page = await browser.newPage(options);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(server.url);
  await page.locator('.column').first().waitFor();
  const you = emulator.users()[0]?.id ?? 0;
  return { emulator, server, bot, page, you, updates, faults, field: page.locator('.field').first() };
};

type Opened = Awaited<ReturnType<typeof open>>;

const say = async ({ bot, you }: Opened, values: Record<string, unknown>) =>
  (await bot.call('sendMessage', { chat_id: you, ...values })) as { message_id: number };

const begin = ({ emulator, you }: Opened) => emulator.sendText(you, you, '/start');

const textsOf = (messages: Locator) => messages.locator('.text-body').allTextContents();
const bubbles = (page: Page) => page.locator('.message .bubble');
const eventually = (check: () => unknown) => expect.poll(check);

describe.skipIf(!executablePath)('the chat page', () => {
  it('greets, says what to type first, and sends a suggestion', async () => {
    const opened = await open();
    const { page, emulator, you, faults } = opened;
    expect(await page.locator('.empty').textContent()).toContain('Type /start, or just ask');
    await page.locator('.suggestion', { hasText: '/start' }).click();
    await eventually(() => emulator.history(you).map((message) => message.text)).toEqual(['/start']);
    await page.locator('.message.own').waitFor();
    expect(await page.locator('.empty').isVisible()).toBe(false);
    expect(faults).toEqual([]);
  });

  it('sends what a link to the bot brings, once START is tapped', async () => {
    const { page, server, emulator, you, faults } = await open();
    await page.goto(`${server.url}/${emulator.bot.username}?start=connect-a_B-3`);
    const start = page.getByRole('button', { name: 'Start', exact: true });
    await start.waitFor();
    expect(await page.locator('.field').isVisible()).toBe(false);
    expect(emulator.history(you)).toEqual([]);
    await start.click();
    await eventually(() => emulator.history(you).map((message) => message.text)).toEqual([
      '/start connect-a_B-3',
    ]);
    await page.locator('.field').waitFor();
    expect([new URL(page.url()).pathname, new URL(page.url()).search]).toEqual(['/', '']);
    expect(faults).toEqual([]);
  });

  it('sends with Enter and breaks lines with Shift and Enter', async () => {
    const { emulator, field, you } = await open();
    await field.pressSequentially('first');
    await field.press('Shift+Enter');
    await field.pressSequentially('second');
    await field.press('Enter');
    await eventually(() => emulator.history(you).map((message) => message.text)).toEqual(['first\nsecond']);
    expect(await field.inputValue()).toBe('');
  });

  it('shows an answer growing by edits, without a new bubble', async () => {
    const opened = await open();
    begin(opened);
    const { bot, page, you } = opened;
    const { message_id } = await say(opened, { text: 'Four' });
    const answer = page.locator('.message.theirs');
    await answer.waitFor();
    for (const text of ['Four planets', 'Four planets are larger.']) {
      await bot.call('editMessageText', { chat_id: you, message_id, text });
      await eventually(() => textsOf(answer)).toEqual([text]);
    }
    expect(await answer.locator('.meta-line .edited').count()).toBe(1);
    expect(await answer.count()).toBe(1);
  });

  it('keeps a quote unfolded while the answer grows, and fades in what is new, formatted as it is', async () => {
    const opened = await open();
    begin(opened);
    const { bot, page, you } = opened;
    const quote = { type: 'expandable_blockquote' };
    const thoughts = 'line\n'.repeat(20).trim();
    const { message_id } = await say(opened, formatted([thoughts, quote], '\n\nFour'));
    await page.locator('.unfold').click();
    const grown = formatted([thoughts, quote], '\n\nFour ', ['planets', { type: 'bold' }]);
    await bot.call('editMessageText', { chat_id: you, message_id, ...grown });
    await page.locator('.message.theirs strong').waitFor();
    expect(await page.locator('.unfold').getAttribute('aria-expanded')).toBe('true');
    await eventually(() => page.locator('.fresh').allTextContents()).toEqual([' ', 'planets']);
    expect(await page.locator('strong .fresh').count()).toBe(1);
  });

  it('draws every kind of formatting as elements, and HTML as text', async () => {
    const opened = await open();
    const { page, faults, emulator, you } = opened;
    begin(opened);
    await say(opened, {
      ...formatted(
        ['bold', { type: 'bold' }],
        ['italic', { type: 'italic' }],
        ['under', { type: 'underline' }],
        ['gone', { type: 'strikethrough' }],
        ['code', { type: 'code' }],
        ['secret', { type: 'spoiler' }],
        ['link', { type: 'text_link', url: 'https://example.com/' }],
        '\n',
        ['print(1)', { type: 'pre', language: 'python' }],
        '\n',
        ['quoted', { type: 'blockquote' }],
        '\n<img src=x onerror=alert(1)> /help https://example.org ann@example.com',
      ),
    });
    const text = page.locator('.message.theirs .text');
    await text.waitFor();
    for (const [selector, content] of [
      ['strong', 'bold'],
      ['em', 'italic'],
      ['u', 'under'],
      ['s', 'gone'],
      [':not(pre) > code', 'code'],
      ['.spoiler', 'secret'],
      ['a[href="https://example.com/"]', 'link'],
      ['figcaption span', 'python'],
      ['pre', 'print(1)'],
      ['blockquote', 'quoted'],
      ['a[href="https://example.org/"]', 'https://example.org'],
      ['a[href="mailto:ann@example.com"]', 'ann@example.com'],
    ] as const) {
      expect(await text.locator(selector).first().textContent()).toBe(content);
    }
    expect(await text.locator('img').count()).toBe(0);
    expect(await text.textContent()).toContain('<img src=x onerror=alert(1)>');
    await text.locator('.spoiler').click();
    await text.locator('.spoiler.shown').waitFor();
    await text.locator('.command-link').click();
    await eventually(() => emulator.history(you).at(-1)?.text).toBe('/help');
    expect(faults).toEqual([]);
  });

  it('copies a code block', async () => {
    const opened = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    begin(opened);
    await say(opened, formatted(['let a = 1;\nlet b = 2;', { type: 'pre', language: 'js' }]));
    // The word stands for 1.5 s, which a busy machine could miss.
    await opened.page.evaluate('window.setTimeout = () => 0');
    await opened.page.locator('.copy-code').click();
    await eventually(() => opened.page.evaluate('navigator.clipboard.readText()')).toBe(
      'let a = 1;\nlet b = 2;',
    );
    await opened.page.locator('.copy-code', { hasText: 'Copied' }).waitFor();
  });

  it('unfolds a long quote', async () => {
    const opened = await open();
    begin(opened);
    await say(opened, formatted(['line\n'.repeat(20).trim(), { type: 'expandable_blockquote' }]));
    const quote = opened.page.locator('blockquote');
    const height = async () => (await quote.boundingBox())?.height ?? 0;
    const folded = await height();
    await opened.page.locator('.unfold').click();
    await eventually(height).toBeGreaterThan(folded * 2);
  });

  it('taps a button and shows the answer as a notice or an alert', async () => {
    const opened = await open();
    const { page, updates } = opened;
    begin(opened);
    const inline_keyboard = [
      [
        { text: 'One', callback_data: 'one' },
        { text: 'Two', callback_data: 'alert' },
      ],
      [{ text: 'Web', url: 'https://example.com/' }],
    ];
    await say(opened, { text: 'Choose', reply_markup: { inline_keyboard } });
    await page.locator('.key', { hasText: 'One' }).click();
    await page.locator('.toast', { hasText: 'You chose one' }).waitFor();
    await page.locator('.key', { hasText: 'Two' }).click();
    await page.locator('dialog.alert', { hasText: 'You chose alert' }).waitFor();
    await page.keyboard.press('Enter');
    await eventually(() => page.locator('dialog').count()).toBe(0);
    expect(updates.filter((update) => update.callback_query)).toHaveLength(2);
    expect(await page.locator('a.key').getAttribute('href')).toBe('https://example.com/');
  });

  it('completes commands with the arrow keys, Tab and Enter, and closes the menu with Escape', async () => {
    const { page, field, emulator, you } = await open();
    const options = page.locator('.command-option');
    await field.pressSequentially('/');
    await eventually(() => options.count()).toBe(4);
    await field.press('ArrowDown');
    await page.locator('[aria-selected="true"].command-option', { hasText: '/help' }).waitFor();
    await field.press('Tab');
    expect(await field.inputValue()).toBe('/help ');
    await field.fill('/ne');
    await eventually(() => options.count()).toBe(2);
    await field.press('ArrowUp');
    await field.press('Enter');
    expect(await field.inputValue()).toBe('/newsessions ');
    await field.fill('/newsession');
    await eventually(() => options.count()).toBe(2);
    await field.press('Enter');
    await eventually(() => emulator.history(you).map((message) => message.text)).toEqual(['/newsession']);
    await field.fill('/st');
    await field.press('Escape');
    expect(await page.locator('.command-menu').isVisible()).toBe(false);
    expect(await field.inputValue()).toBe('/st');
    await field.press('Enter');
    await eventually(() => emulator.history(you).at(-1)?.text).toBe('/st');
  });

  it('edits the last own message with the arrow key', async () => {
    const opened = await open();
    const { page, field, emulator, you } = opened;
    emulator.sendText(you, you, 'helo');
    await say(opened, { text: 'What do you mean?' });
    await bubbles(page).nth(1).waitFor();
    await field.press('ArrowUp');
    expect(await field.inputValue()).toBe('helo');
    await field.press('Escape');
    expect(await field.inputValue()).toBe('');
    await field.press('ArrowUp');
    await field.fill('hello');
    await field.press('Enter');
    await eventually(() => emulator.history(you)[0]?.text).toBe('hello');
    await eventually(() => textsOf(page.locator('.message.own'))).toEqual(['hello']);
  });

  it('replies to a message and leads back to it', async () => {
    const opened = await open();
    const { page, field, emulator, you } = opened;
    begin(opened);
    const { message_id } = await say(opened, { text: 'A fact' });
    const answer = page.locator('.message.theirs');
    await answer.hover();
    await answer.getByLabel('Reply').click();
    expect(await page.locator('.notice').textContent()).toContain('Reply to Steward');
    await field.fill('Really?');
    await field.press('Enter');
    await page.locator('.quoted', { hasText: 'A fact' }).waitFor();
    expect(emulator.history(you).at(-1)?.reply_to_message?.message_id).toBe(message_id);
    await page.locator('.quoted').click();
    await page.locator(`.message.found[data-id="${message_id}"]`).waitFor();
  });

  it('begins a reply where one is asked for, once', async () => {
    const opened = await open();
    const { page, field, emulator, you } = opened;
    begin(opened);
    const asks = { text: 'Which day?', reply_markup: { force_reply: true, selective: true } };
    const { message_id } = await say(opened, asks);
    await page.locator('.notice', { hasText: 'Reply to Steward' }).waitFor();
    await field.fill('Friday');
    await field.press('Enter');
    await eventually(() => emulator.history(you).at(-1)?.reply_to_message?.message_id).toBe(message_id);
    await say(opened, { ...asks, text: 'At what time?' });
    await page.locator('.notice-text', { hasText: 'At what time?' }).waitFor();
    await page.getByLabel('Cancel (Esc)').click();
    await say(opened, { text: 'As you like' });
    await page.locator('.message', { hasText: 'As you like' }).waitFor();
    expect(await page.locator('.notice').isVisible()).toBe(false);
  });

  it('walks through the messages with the keyboard and acts on the focused one', async () => {
    const opened = await open();
    const { page } = opened;
    begin(opened);
    await say(opened, { text: 'A fact' });
    await bubbles(page).nth(1).waitFor();
    await page.locator('.messages').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('r');
    await page.locator('.notice', { hasText: 'A fact' }).waitFor();
  });

  it('uploads files that are picked, dropped or pasted, and downloads them', async () => {
    const { page, field, emulator, you } = await open();
    const picked = { name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# Notes') };
    await page.locator('input[type=file]').setInputFiles(picked);
    await page.locator('.attachment', { hasText: 'notes.md' }).waitFor();
    await field.fill('Read this');
    await field.press('Enter');
    await eventually(() => emulator.history(you).at(-1)?.caption).toBe('Read this');

    for (const [type, name] of [
      ['drop', 'dropped.json'],
      ['paste', 'pasted.txt'],
    ]) {
      // Runs in the page, where these names exist.
      await page.evaluate(
        `(() => {
          const data = new DataTransfer();
          data.items.add(new File(['{}'], ${JSON.stringify(name)}));
          const event = ${
            type === 'drop'
              ? "new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })"
              : "new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })"
          };
          document.querySelector('.field').dispatchEvent(event);
        })()`,
      );
      await page.locator('.attachment', { hasText: name ?? '' }).waitFor();
      await field.press('Enter');
      await eventually(() => emulator.history(you).at(-1)?.document?.file_name).toBe(name);
    }

    const card = page.locator('.document', { hasText: 'notes.md' });
    const [download] = await Promise.all([page.waitForEvent('download'), card.click()]);
    expect(download.suggestedFilename()).toBe('notes.md');
    expect(await readFile(await download.path(), 'utf8')).toBe('# Notes');
  });

  it('sends pasted pictures as photos, in the sizes that Telegram makes, or as files', async () => {
    const opened = await open();
    const { page, emulator, you } = opened;
    begin(opened);
    const field = page.locator('.field');
    const paste = (count: number) =>
      page.evaluate(`(async () => {
        const canvas = new OffscreenCanvas(1600, 400);
        const context = canvas.getContext('2d');
        context.fillStyle = 'red';
        context.fillRect(0, 0, 1600, 400);
        const data = new DataTransfer();
        for (let index = 0; index < ${count}; index += 1)
          data.items.add(new File([await canvas.convertToBlob()], \`red\${index}.png\`, { type: 'image/png' }));
        const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        document.querySelector('.field').dispatchEvent(event);
      })()`);
    await paste(2);
    await page.locator('.attachment-picture canvas').first().waitFor();
    await field.fill('Which one?');
    await field.press('Enter');
    await eventually(() => emulator.history(you).filter(({ photo }) => photo).length).toBe(2);
    const [first, second] = emulator.history(you).slice(-2);
    expect(first).toMatchObject({ caption: 'Which one?', media_group_id: second?.media_group_id });
    expect(first?.photo?.map(({ width, height }) => [width, height])).toEqual([
      ...[
        [90, 23],
        [320, 80],
        [800, 200],
        [1280, 320],
      ],
    ]);
    const shown = page.locator('.photo img').first();
    await eventually(() => shown.evaluate((image) => (image as { naturalWidth?: number }).naturalWidth)).toBe(
      800,
    );
    await paste(1);
    await page.locator('.attachment-choice input').check();
    await field.press('Enter');
    await eventually(() => emulator.history(you).at(-1)?.document?.mime_type).toBe('image/png');
  });

  it('shows typing, and a draft with a Stop button', async () => {
    const opened = await open();
    const { page, bot, you, updates } = opened;
    begin(opened);
    await bot.call('sendChatAction', { chat_id: you, action: 'typing' });
    await page.locator('.column-subtitle.active', { hasText: 'typing' }).waitFor();
    await page.locator('.typing').waitFor();
    await bot.call('sendMessageDraft', { chat_id: you, draft_id: 5, text: 'Let me', can_stop: true });
    const draft = page.locator('.draft');
    await draft.waitFor();
    await bot.call('sendMessageDraft', { chat_id: you, draft_id: 5, text: 'Let me think', can_stop: true });
    await eventually(() => draft.locator('.text').textContent()).toBe('Let me think');
    await draft.locator('.key').click();
    await eventually(() => updates.at(-1)?.stopped_message_generation?.draft_id).toBe(5);
    await say(opened, { text: 'Stopped.' });
    await eventually(() => draft.count()).toBe(0);
    await eventually(() => page.locator('.column-subtitle.active').count()).toBe(0);
  });

  it('follows the end while the reader is there, and stays still where the reader has scrolled up', async () => {
    const opened = await open({ viewport: { width: 1200, height: 500 } });
    const { page, bot, you, emulator } = opened;
    for (let count = 1; count <= 30; count += 1) emulator.sendText(you, you, `line ${count}`);
    await bubbles(page).nth(29).waitFor();
    const scroller = page.locator('.scroller');
    const distance = () =>
      scroller.evaluate((node) => Math.round(node.scrollHeight - node.scrollTop - node.clientHeight));
    const top = () => scroller.evaluate((node) => Math.round(node.scrollTop));
    await eventually(distance).toBeLessThan(3);
    const { message_id } = await say(opened, { text: 'one' });
    await bot.call('editMessageText', { chat_id: you, message_id, text: 'one\n'.repeat(20) });
    await page.locator('.meta-line .edited').waitFor();
    await eventually(distance).toBeLessThan(3);

    await scroller.hover();
    const before = (await top()) - 400;
    await page.mouse.wheel(0, -400);
    // A busy browser is still scrolling when the button has come.
    await eventually(top).toBe(before);
    await page.locator('.to-end').waitFor();
    await bot.call('editMessageText', { chat_id: you, message_id, text: 'two\n'.repeat(40) });
    await say(opened, { text: 'news' });
    await page.locator('.to-end .badge', { hasText: '1' }).waitFor();
    expect(await top()).toBe(before);
    expect(await page.title()).toBe('(1) Steward');
    await page.locator('.to-end').click();
    await eventually(distance).toBeLessThan(3);
    await eventually(() => page.title()).toBe('Steward');
  });

  it('loads earlier messages without moving what is read', async () => {
    const opened = await open();
    const { page, emulator, you } = opened;
    for (let count = 1; count <= 230; count += 1) emulator.sendText(you, you, `line ${count}`);
    await page.reload();
    await bubbles(page).nth(199).waitFor();
    await page.locator('.scroller').evaluate((node) => node.scrollTo(0, 0));
    await page.locator('.earlier').click();
    await eventually(() => bubbles(page).count()).toBe(230);
    expect(await page.locator('.earlier').isVisible()).toBe(false);
    expect((await textsOf(page.locator('.message')))[0]).toBe('line 1');
    await eventually(() => page.locator('.scroller').evaluate((node) => node.scrollTop)).toBeGreaterThan(300);
  });

  it('shows several people side by side, each with their own chat', async () => {
    const opened = await open();
    const { page, emulator, you } = opened;
    await page.locator('.add-button').click();
    await page.getByLabel('First name').fill('Ann');
    await page.locator('dialog .primary').click();
    await eventually(() => page.locator('.column:visible').count()).toBe(2);
    const ann = emulator.users()[1]?.id ?? 0;
    await page.locator(`.field[data-user="${ann}"]`).fill('I am Ann');
    await page.keyboard.press('Enter');
    await eventually(() => emulator.history(ann).map((message) => message.text)).toEqual(['I am Ann']);
    expect(emulator.history(you)).toEqual([]);
    const ofAnn = page.locator(`.column[data-user="${ann}"]`);
    await ofAnn.locator('.message.own').waitFor();
    expect(await page.locator('.message').count()).toBe(1);
    await ofAnn.getByLabel('Hide Ann').click();
    await eventually(() => page.locator('.column:visible').count()).toBe(1);
    await page.locator('.person-chip', { hasText: 'Ann' }).click();
    await eventually(() => page.locator('.column:visible').count()).toBe(2);
  });

  it('makes a group that its members see, with names and unread counts', async () => {
    const { page, emulator, bot, you } = await open();
    const ann = emulator.addUser({ first_name: 'Ann' }).id;
    await page.locator(`.column[data-user="${ann}"]`).waitFor();
    await page.locator('.add-button').click();
    await page.locator('.segment', { hasText: 'A group' }).click();
    await page.getByLabel('Title').fill('Family');
    await page.locator('dialog .primary').click();
    const ofYou = page.locator(`.column[data-user="${you}"]`);
    const ofAnn = page.locator(`.column[data-user="${ann}"]`);
    await ofYou.locator('.column-title', { hasText: 'Family' }).waitFor();
    await ofYou.locator('.service', { hasText: 'added Steward' }).waitFor();
    await ofYou.locator('.field').fill(`@${emulator.bot.username} hello`);
    await ofYou.locator('.field').press('Enter');
    const group = emulator.chats().find((chat) => chat.title === 'Family')?.id;
    await eventually(() => emulator.history(group ?? 0).length).toBe(2);
    await bot.call('sendMessage', { chat_id: group, text: 'Hello, family!' });
    await ofAnn.locator('.chat-tab .badge', { hasText: '2' }).waitFor();
    await ofAnn.locator('.chat-tab', { hasText: 'Family' }).click();
    await ofAnn.locator('.message .sender', { hasText: 'Steward' }).waitFor();
    expect(await ofAnn.locator('.message .sender').first().textContent()).toBe('Sam');
    await eventually(() => ofAnn.locator('.chat-tab .badge').count()).toBe(0);
  });

  it('switches people with Ctrl and K', async () => {
    const { page, emulator } = await open();
    emulator.addUser({ first_name: 'Ann' });
    await page.locator('.column').nth(1).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByLabel('Go to').fill('an');
    await page.keyboard.press('Enter');
    await page.locator('.person-chip[aria-current]', { hasText: 'Ann' }).waitFor();
    const focused = () => page.evaluate('document.activeElement.dataset.user');
    await eventually(focused).toBe(String(emulator.users()[1]?.id));
  });

  it('follows the system’s theme and remembers the one that was chosen', async () => {
    const { page } = await open({ colorScheme: 'dark' });
    const background = () =>
      page.evaluate("getComputedStyle(document.querySelector('.top-bar')).backgroundColor");
    const dark = await background();
    await page.getByLabel('Light theme').click();
    await eventually(background).not.toBe(dark);
    const light = await background();
    await page.reload();
    await page.locator('.column').waitFor();
    expect(await background()).toBe(light);
  });

  it('is one column with tabs on a phone, and nothing reaches over its edge', async () => {
    const opened = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const { page, emulator } = opened;
    begin(opened);
    const wide = `${'x'.repeat(300)} ${'word '.repeat(100)}`;
    await say(opened, formatted(wide, '\n', ['a very long line of code '.repeat(10), { type: 'pre' }]));
    emulator.addUser({ first_name: 'Ann' });
    await page.locator('.person-chip', { hasText: 'Ann' }).waitFor();
    expect(await page.locator('.column:visible').count()).toBe(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await page.locator('.scroller:visible').evaluate((node) => node.scrollWidth)).toBe(390);
    await page.locator('.person-chip', { hasText: 'Ann' }).tap();
    await page.locator('.column[aria-label="Chat as Ann"]').waitFor();
    expect(await page.locator('.column:visible').count()).toBe(1);
  });

  it('says when the connection is lost, and catches up by itself', async () => {
    const { page, emulator, server, you, faults } = await open();
    await server.close();
    await page.locator('#connection', { hasText: 'Connection lost' }).waitFor();
    emulator.sendText(you, you, 'said meanwhile');
    const again = await startChatPage({ emulator, port: server.port });
    cleanUps.push(() => again.close());
    await page.locator('.message', { hasText: 'said meanwhile' }).waitFor();
    await eventually(() => page.locator('#connection').isVisible()).toBe(false);
    expect(
      faults.filter((fault) => !fault.includes('ERR_CONNECTION_REFUSED') && !fault.includes('net::')),
    ).toEqual([]);
  });

  it('gives a text back that could not be sent', async () => {
    const { page, field, emulator, you } = await open();
    emulator.blockBot(you, true);
    await field.fill('lost?');
    await field.press('Enter');
    await page.locator('.toast.failure').waitFor();
    expect(await field.inputValue()).toBe('lost?');
  });

  it('reads a new answer to screen readers once it has stopped growing', async () => {
    const opened = await open();
    begin(opened);
    await say(opened, { text: 'A calm answer' });
    await eventually(() => opened.page.locator('#announcer').textContent()).toBe('Steward: A calm answer');
  });

  it('tells what runs here', async () => {
    const { page } = await open();
    await page.getByLabel('What runs here').click();
    expect(await page.locator('dialog.status').textContent()).toContain('Model serverdemo model');
  });
});

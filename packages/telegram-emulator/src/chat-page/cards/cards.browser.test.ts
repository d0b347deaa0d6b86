// The cards in a real browser, over ports that a test plays.
import { describe, expect, it } from 'vitest';
import { startPage } from '../testing/start-page.ts';
import { executablePath, useBrowser } from '../testing/use-browser.ts';
import type { Cards, ModelOffer } from './card-ports.ts';

const browser = useBrowser();

const TOKEN = `123456789:${'A'.repeat(35)}`;
const bot = { name: 'Mine', username: 'mine_bot' };

const open = async (cards: Cards) => {
  const { page: server } = await startPage({ cards });
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(server.url);
  return { server, page };
};

describe.skipIf(!executablePath)('the cards', () => {
  it('connect a bot, with each fault below its field, and no word of the token in an address', async () => {
    const { promise: left, resolve: leave } = Promise.withResolvers<void>();
    const { server, page } = await open({
      connect: {
        note: 'All stays here: `npm start -- --demo`.',
        check: async (token) => (token === TOKEN ? bot : { problem: 'Telegram does not know this token.' }),
        showCode: async () => bot,
        confirm: async (_token, code) =>
          code === 'abcd-efgh'
            ? { ...bot, link: 'https://t.me/mine_bot?start=x', qr: ['111', '101', '111'], note: 'Open it.' }
            : { problem: 'That is not the code.' },
        leave: () => leave(),
      },
    });
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.getByRole('article').getByRole('button', { name: 'Connect' }).click();
    const dialog = page.getByRole('dialog');
    const token = dialog.getByLabel('Bot token');
    expect(await token.getAttribute('type')).toBe('password');
    await token.fill('hello');
    await dialog.getByText('A token looks like').waitFor();
    await token.fill('1:wrong');
    await dialog.getByText('Telegram does not know this token.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Show me a code' }).isDisabled()).toBe(true);
    await token.fill(`Use this token to access the HTTP API: ${TOKEN} Keep it secure`);
    await dialog.getByText('Mine · @mine_bot').waitFor();
    await dialog.getByRole('button', { name: 'Show me a code' }).click();
    const code = dialog.getByLabel('Code from the terminal');
    await code.fill('aaaa-aaaa');
    await code.press('Enter');
    await dialog.getByText('That is not the code.').waitFor();
    await code.fill('abcd-efgh');
    await code.press('Enter');
    await dialog.getByRole('img', { name: /QR code of/ }).waitFor();
    expect(await dialog.getByRole('link', { name: 'Open in Telegram' }).getAttribute('href')).toBe(
      'https://t.me/mine_bot?start=x',
    );
    await left;
    await server.close();
    await page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(true);
    expect(await page.getByText('Connection lost').isVisible()).toBe(false);
    expect(addresses.filter((address) => address.includes(TOKEN.slice(0, 9)))).toEqual([]);
  });

  it('download a model, with how far it is, and stop', async () => {
    let offer: ModelOffer | undefined = { name: 'small:2b', state: 'offered', sentence: '2.7 GB.' };
    const { page } = await open({
      model: {
        offer: async () => offer,
        pull: async () => {
          offer = { name: 'small:2b', state: 'pulling', sentence: '40 %', sizeBytes: 100, doneBytes: 40 };
          return {};
        },
        stop: () => {
          offer = undefined;
        },
      },
    });
    const card = page.getByRole('article');
    await card.getByRole('heading', { name: 'Get small:2b?' }).waitFor();
    await card.getByRole('button', { name: 'Download' }).click();
    await card.getByText('40 %').waitFor();
    expect(await card.getByRole('progressbar').getAttribute('value')).toBe('40');
    await card.getByRole('button', { name: 'Stop' }).click();
    await card.waitFor({ state: 'detached' });
  });
});

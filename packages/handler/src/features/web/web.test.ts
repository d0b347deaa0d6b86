// /web: who gets which way into the app.
import { readSignInToken } from '@steward/core/tokens';
import { expect, test } from 'vitest';
import { createBench, USER } from '../../../test/bench.ts';
import { BOB, inGroup, quickBench } from '../../../test/people.ts';

const HTTPS = { url: 'https://steward.example', opensInTelegram: true };
const LOCAL = { url: 'http://localhost:8788', opensInTelegram: false };

const ticketIn = (link = ''): string => link.slice(link.indexOf('#') + 1).split('\n')[0] ?? '';

const buttonOf = ({ calls }: ReturnType<typeof createBench>) => {
  const markup = calls.at(-1)?.params.reply_markup as { inline_keyboard: { text: string; url: string }[][] };
  return markup.inline_keyboard;
};

const isGood = async ({ stores }: ReturnType<typeof createBench>, ticket: string): Promise<boolean> => {
  const { owner, hash } = readSignInToken(ticket) ?? { owner: 0, hash: '' };
  return await stores.tickets.isGood(owner, hash, Date.now());
};

test.each(['/web', '/app'])('%s sends a button that signs who tapped in, once', async (command) => {
  const bench = createBench({ config: { app: HTTPS } });
  await bench.send(command);
  const [[button] = []] = buttonOf(bench);
  expect(button).toEqual({
    text: 'Open the app',
    url: expect.stringMatching(/^https:\/\/steward\.example\/login#1001\.[\w-]{43}$/),
  });
  expect(bench.said()).toContain('within 5 minutes');
  expect(bench.said()).not.toContain('#');
  expect(readSignInToken(ticketIn(button?.url))?.owner).toBe(USER.id);
  expect(await isGood(bench, ticketIn(button?.url))).toBe(true);
});

test('each link is another one, and an earlier one stays good', async () => {
  const bench = createBench({ config: { app: HTTPS } });
  const links: string[] = [];
  for (let times = 0; times < 2; times += 1) {
    await bench.send('/web');
    links.push(ticketIn(buttonOf(bench)[0]?.[0]?.url));
  }
  expect(new Set(links).size).toBe(2);
  for (const ticket of links) expect(await isGood(bench, ticket)).toBe(true);
});

test('an address that Telegram refuses in buttons stands in the text, which says where it opens', async () => {
  const bench = createBench({ config: { app: LOCAL } });
  await bench.send('/web');
  expect(bench.said()).toContain('opens only on the machine where I run');
  const link = /http:\/\/localhost:8788\/login#\S+/.exec(bench.said())?.[0];
  expect(await isGood(bench, ticketIn(link))).toBe(true);
  expect(bench.calls.at(-1)?.params.reply_markup).toBeUndefined();
});

test('without the app it says so, and what works all the same', async () => {
  const bench = createBench();
  await bench.send('/web');
  expect(bench.said()).toContain('The app is not set up here.');
  expect(bench.stores.dump().items.filter(({ sk }) => sk.startsWith('TICKET#'))).toEqual([]);
});

test('a group gets no link, whoever asks there', async () => {
  const bench = quickBench({ config: { app: HTTPS } });
  await inGroup(bench, '/web', { from: BOB });
  expect(bench.said()).toContain('in our private chat');
  expect(bench.stores.dump().items.filter(({ sk }) => sk.startsWith('TICKET#'))).toEqual([]);
});

test('the link is in no item of the table, and /forget takes what opens it', async () => {
  const bench = createBench({ config: { app: HTTPS } });
  await bench.send('/web');
  const ticket = ticketIn(buttonOf(bench)[0]?.[0]?.url);
  expect(JSON.stringify(bench.stores.dump())).not.toContain(ticket.split('.')[1]);
  await bench.stores.ownerData.removeAll(USER.id);
  expect(await isGood(bench, ticket)).toBe(false);
});

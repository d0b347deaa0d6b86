import { rawRequest } from '@steward/stand-ins/testing';
import { expect, it } from 'vitest';
import { post, startPage } from '../testing/start-page.ts';
import type { ConnectPort } from './card-ports.ts';

const bot = { name: 'Mine', username: 'mine_bot' };

/** A port that notes what it is asked. */
const notingPort = () => {
  const asked: unknown[][] = [];
  const connect: ConnectPort = {
    note: 'All stays here.',
    check: async (token) => {
      asked.push(['check', token]);
      return token === '1:wrong' ? { problem: 'That is wrong.' } : bot;
    },
    showCode: async (token) => {
      asked.push(['code', token]);
      return bot;
    },
    confirm: async (token, code) => {
      asked.push(['confirm', token, code]);
      return { ...bot, link: 'https://t.me/mine_bot', qr: ['10', '01'], note: 'Open it.' };
    },
    leave: () => void asked.push(['leave']),
  };
  return { asked, connect };
};

it('checks a token, shows a code, and leaves once the page has its answer', async () => {
  const { asked, connect } = notingPort();
  const { page } = await startPage({ cards: { connect } });
  const cards = await rawRequest(page.port, { path: '/api/cards' });
  expect(cards.json()).toEqual({ connect: { note: 'All stays here.' } });
  const refused = await post(page, '/api/connect/check', { token: '1:wrong' });
  expect([refused.status, refused.json()]).toEqual([400, { error: 'That is wrong.' }]);
  expect((await post(page, '/api/connect/code', { token: ' 1:good ' })).json()).toEqual(bot);
  const done = await post(page, '/api/connect/confirm', { token: '1:good', code: 'abcd-efgh' });
  expect(done.json()).toMatchObject({ link: 'https://t.me/mine_bot' });
  await expect
    .poll(() => asked)
    .toEqual([['check', '1:wrong'], ['code', '1:good'], ['confirm', '1:good', 'abcd-efgh'], ['leave']]);
});

it('is closed to other pages, and to what is too large or not understood', async () => {
  const { asked, connect } = notingPort();
  const { page } = await startPage({ cards: { connect } });
  const send = async (body: unknown, headers = {}) =>
    (await post(page, '/api/connect/code', body, headers)).status;
  expect(await send({ token: '1:a' }, { origin: 'http://127.0.0.1:1' })).toBe(403);
  expect(await send({ token: '1:a' }, { host: 'evil.example' })).toBe(403);
  expect(await send({ token: '1:a' }, { 'content-type': 'text/plain' })).toBe(415);
  expect(await send({ token: 'a'.repeat(5_000) })).toBe(413);
  expect(await send({ token: 5 })).toBe(400);
  expect(asked).toEqual([]);
});

it('offers nothing where nothing is given', async () => {
  const { page } = await startPage();
  expect((await rawRequest(page.port, { path: '/api/cards' })).json()).toEqual({});
  expect((await post(page, '/api/connect/check', { token: '1:a' })).status).toBe(404);
  expect((await post(page, '/api/model/pull', {})).status).toBe(404);
});

import { expect, test } from 'vitest';
import { type AppAsk, appWorkMessage, idOfAppWork, readAppWork } from './app-work.ts';

const ID = '0b7e8f4a-53c1-4d1e-9a44-6f0d2c1b9e77';
const note = (ask: unknown, more: object = {}) => ({
  ...{ steward: 'app', owner: 1001, id: ID, ask, atMs: 5 },
  ...more,
});
const ARCHIVE = { do: 'archive', session: 's-1' };

const ASKS: AppAsk[] = [
  { do: 'rename', session: 's-1', title: 'Trains' },
  { do: 'archive', session: 's-1' },
  { do: 'restore', session: 's-1' },
  { do: 'delete', session: 's-1' },
  { do: 'export', session: 's-1', format: 'markdown' },
  { do: 'export', session: 's-1', format: 'json' },
  { do: 'done', reminder: 1, revision: 2 },
  { do: 'undone', reminder: 1, revision: 2 },
  { do: 'pause', reminder: 1, revision: 2 },
  { do: 'resume', reminder: 1, revision: 2 },
  { do: 'remove', reminder: 1, revision: 2 },
  { do: 'undo-remove', work: `w${ID}` },
  { do: 'allow', chat: 7 },
  { do: 'block', chat: -7 },
  { do: 'look' },
  { do: 'zone', before: null, zone: 'Europe/Berlin' },
  { do: 'zone', before: 'Etc/GMT+5', zone: 'America/Argentina/Buenos_Aires' },
];

test.each(ASKS)('$do is read as it was queued, with nothing beside it', (ask) => {
  const { body } = appWorkMessage({ steward: 'app', owner: 1001, id: ID, ask, atMs: 5 });
  const { steward: _steward, ...read } = note(ask);
  expect(readAppWork(JSON.parse(body))).toEqual({ steward: 'app', ...read });
  expect(readAppWork(note({ ...ask, more: 'x' }))?.ask).toEqual(ask);
});

test('it goes behind what waits in the chat, once for each id', () => {
  const message = appWorkMessage({ steward: 'app', owner: 1001, id: ID, ask: ASKS[1] as AppAsk, atMs: 5 });
  expect(message).toMatchObject({ groupId: '1001', deduplicationId: `1001:w${ID}` });
  expect(idOfAppWork(`w${ID}`)).toBe(ID);
  expect([ID, 'wx', 'u7', 7, undefined].map(idOfAppWork)).toEqual(Array(5).fill(undefined));
});

test.each([
  ['of no app', { steward: 'apps' }],
  ['of a group', { owner: -1001 }],
  ['of nobody', { owner: 0 }],
  ['of a broken number', { owner: 1.5 }],
  ['with the id of an update', { id: '7' }],
  ['with an id in capitals', { id: ID.toUpperCase() }],
  ['with an id that goes on', { id: `${ID}#x` }],
  ['without an id', { id: undefined }],
  ['of no time', { atMs: '5' }],
])('a note %s is none', (_, more) => {
  expect(readAppWork(note(ARCHIVE, more))).toBeUndefined();
});

test.each([undefined, null, 7, 'app', []])('%j is no note', (value) => {
  expect(readAppWork(value)).toBeUndefined();
});

test.each([
  null,
  'archive',
  {},
  { do: 'forget' },
  { do: 'toString' },
  { do: ['archive'], session: 's-1' },
  { do: 'archive' },
  { do: 'archive', session: '' },
  { do: 'archive', session: 7 },
  { do: 'archive', session: 'x'.repeat(201) },
  { do: 'rename', session: 's-1', title: ' ' },
  { do: 'rename', session: 's-1', title: 'x'.repeat(501) },
  { do: 'export', session: 's-1', format: 'pdf' },
  { do: 'done', reminder: 0, revision: 1 },
  { do: 'done', reminder: 1 },
  { do: 'done', reminder: '1', revision: 1 },
  { do: 'undo-remove', work: ID },
  { do: 'undo-remove', work: 'r1@5' },
  { do: 'allow', chat: 0 },
  { do: 'allow', chat: 2 ** 60 },
  { do: 'zone', zone: 'UTC' },
  { do: 'zone', before: null, zone: '' },
  { do: 'zone', before: null, zone: '../x' },
])('what cannot be is asked for in vain: %j', (ask) => {
  expect(readAppWork(note(ask))).toMatchObject({ owner: 1001, ask: undefined });
});

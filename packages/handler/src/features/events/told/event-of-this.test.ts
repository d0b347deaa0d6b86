// Pictures, and messages that are replied to, tell of an event: one that sees reads the picture, and code the time.
import { ModelError } from '@steward/core';
import type { FakeScript } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { USER } from '../../../../test/bench.ts';
import { contentsOf } from '../../../../test/people.ts';
import { album, createPhotoBench, NOW, photo } from '../../../../test/photo-bench.ts';

const POSTER = { what: 'Summer Concert', when: 'SATURDAY 18 NOVEMBER 2023 • 8 PM', where: 'Town Hall' };
const START = Date.parse('2023-11-18T19:00Z');

/** Tuesday, 14 November 2023, 23:13 in Berlin. */
const inBerlin = async (
  scripts: (object | FakeScript)[],
  options: Parameters<typeof createPhotoBench>[0] = {},
) => {
  const bench = createPhotoBench({
    ...options,
    scripts: scripts.map((script) => (Array.isArray(script) ? script : [JSON.stringify(script)])),
  });
  await bench.services.profiles.update(USER.id, {
    zone: { name: 'Europe/Berlin', from: 'command' },
    updatedAtMs: NOW,
  });
  await bench.send('/newsession 1');
  return {
    ...bench,
    drafts: async () =>
      (await bench.stores.drafts.list(USER.id)).sort((one, other) => one.createdAtMs - other.createdAtMs),
  };
};

const told = ({ bench }: Awaited<ReturnType<typeof inBerlin>>) =>
  bench
    .chat()
    .map(({ text }) => text)
    .slice(-2);

test.each([
  '/event',
  'Add this to my calendar',
  'Trag das bitte in meinen Kalender ein',
  'Añade esto a mi calendario',
  'Ajoute ça à mon agenda',
  'Coloca isso na minha agenda',
  'Добавь это в календарь',
])('below a picture “%s” makes a card of what is read in it, and says so', async (caption) => {
  const bench = await inBerlin([POSTER]);
  await bench.send('', photo('P', { caption }));
  expect(told(bench)).toEqual([
    '🖼 Summer Concert · SATURDAY 18 NOVEMBER 2023 8 PM · Town Hall\nSo small:1b read the picture, and it may be wrong: check the card below.',
    expect.stringContaining('Summer Concert'),
  ]);
  expect(await bench.drafts()).toMatchObject([
    { title: 'Summer Concert', place: 'Town Hall', time: { startMs: START }, state: 'waiting' },
  ]);
  expect([await contentsOf(bench.bench), bench.sent()]).toEqual([[], [['What does it say?', 'P']]]);
});

test('a caption with the whole event is enough, and a title in it stands before that of the picture', async () => {
  const bench = await inBerlin([POSTER]);
  await bench.send('', photo('P', { caption: '/event dentist friday 3pm' }));
  expect([bench.downloads, bench.model.requests]).toEqual([[], []]);
  await bench.send('', photo('Q', { caption: '/event our night out' }));
  expect(await bench.drafts()).toMatchObject([
    { title: 'dentist', time: { startMs: Date.parse('2023-11-17T14:00Z') } },
    { title: 'our night out', details: 'Summer Concert', time: { startMs: START } },
  ]);
});

test('the parts of an album are one event: that of the picture with the words', async () => {
  const bench = await inBerlin([POSTER]);
  await bench.play(album([photo('P', { caption: 'Add this to my calendar' }), photo('Q')]));
  expect([await bench.drafts(), bench.downloads]).toMatchObject([[{ title: 'Summer Concert' }], ['P']]);
  expect(await contentsOf(bench.bench)).toEqual([]);
});

test.each<[string, object | FakeScript, string]>([
  ['nothing', { what: '', when: '', where: '' }, 'I could not read an event in this picture.'],
  ['prose', ['A nice poster.'], 'I could not read an event in this picture.'],
  ['an error', [new ModelError('model-missing', 'none')], 'I could not read an event in this picture.'],
])('of a picture in which a model reads %s nothing is made up', async (_, script, sentence) => {
  const bench = await inBerlin([script]);
  await bench.send('', photo('P', { caption: '/event' }));
  expect([bench.bench.said(), await bench.drafts()]).toEqual([expect.stringContaining(sentence), []]);
  expect(bench.bench.said()).toContain('/event concert on friday at 8 pm');
});

test('what says no time is asked for it, with what was read', async () => {
  const bench = await inBerlin([{ ...POSTER, when: 'doors open early' }]);
  await bench.send('', photo('P', { caption: '/event' }));
  expect(await bench.drafts()).toMatchObject([{ title: 'Summer Concert', details: 'doors open early' }]);
  expect((await bench.drafts())[0]?.time).toBeUndefined();
});

test('another model that sees reads it; where none does, it says what to do', async () => {
  const blind = await inBerlin([POSTER], { small: ['completion'], large: ['completion', 'vision'] });
  await blind.send('', photo('P', { caption: '/event' }));
  expect(blind.model.requests.at(-1)?.model).not.toBe('small:1b');
  expect(await blind.drafts()).toMatchObject([{ title: 'Summer Concert' }]);
  const none = await inBerlin([], { small: ['completion'] });
  await none.send('', photo('P', { caption: '/event' }));
  expect(none.bench.said()).toContain(
    '👁 No model here can see pictures, so I cannot read this one. Write what',
  );
  expect([none.model.requests, await none.drafts()]).toEqual([[], []]);
});

test('a caption that tells of an event but asks for nothing is a question about the picture', async () => {
  const bench = await inBerlin([]);
  await bench.send('', photo('P', { caption: 'I have a party on friday at 8 pm' }));
  expect([bench.bench.said(), await bench.drafts()]).toEqual(['A car.', []]);
});

const replied = (more: object) => ({
  reply_to_message: {
    message_id: 77,
    date: NOW / 1000,
    from: { id: 9, is_bot: false, first_name: 'Bob' },
    ...more,
  },
});

test('in reply to a message or a picture it is that one', async () => {
  const bench = await inBerlin([POSTER]);
  await bench.send('add this to my calendar', replied({ text: 'Dinner at eight pm tomorrow' }));
  await bench.send('/event', replied({ photo: photo('P').photo }));
  expect(await bench.drafts()).toMatchObject([{ title: 'Dinner' }, { title: 'Summer Concert' }]);
});

test('alone it is asked what is meant', async () => {
  const bench = await inBerlin([]);
  await bench.send('add this to my calendar');
  expect(bench.bench.said()).toContain('in reply to the message that tells of it');
  expect([await bench.drafts(), bench.model.requests]).toEqual([[], []]);
});

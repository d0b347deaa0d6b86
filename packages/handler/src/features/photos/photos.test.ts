import { StewardError } from '@steward/core';
import { createFakeClock, createFakeModel, type FakeScript } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { BOT, createBench, OFFERED, type QueuedMessage, textMessage, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite, expectOnce } from '../../../test/crash.ts';
import { BOB, button, contentsOf, GROUP, inGroup, messagesOf, outcomes } from '../../../test/people.ts';

const NOW = 1_700_000_000_000;
const JPEG = [0xff, 0xd8, 0xff, 0xe0];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A picture that says its name behind its first bytes. */
const pictureNamed = (name: string, magic = JPEG) => Buffer.concat([Buffer.from(magic), Buffer.from(name)]);

const sizes = (name: string) => [
  { file_id: `${name}-s`, file_unique_id: `u${name}-s`, width: 90, height: 67, file_size: 900 },
  { file_id: name, file_unique_id: `u${name}`, width: 1280, height: 960, file_size: 90_000 },
];

const photo = (name: string, more: object = {}) => ({ text: undefined, photo: sizes(name), ...more });

const SEES = ['completion', 'vision'];

/** Small sees unless told otherwise; large does not. */
const setUp = (
  options: {
    small?: string[];
    large?: string[];
    download?: (fileId: string) => Promise<Uint8Array>;
    scripts?: FakeScript[];
    contextTokens?: number;
  } = {},
) => {
  const { small = SEES, large = ['completion'] } = options;
  const clock = createFakeClock(NOW, { mode: 'auto' });
  const [first, second] = OFFERED.map(({ name }) => name);
  const model = createFakeModel({
    scripts: options.scripts ?? [],
    fallback: () => ['A car.'],
    installed: [
      { name: first ?? '', capabilities: small },
      { name: second ?? '', capabilities: large },
    ],
    clock,
  });
  const downloads: string[] = [];
  const download = async (fileId: string) => {
    downloads.push(fileId);
    return await (options.download ?? (async (id: string) => pictureNamed(id)))(fileId);
  };
  const offered = OFFERED.map((entry) => ({ ...entry, contextLength: options.contextTokens ?? 8192 }));
  const bench = createBench({ clock, model, offered, replace: () => ({ download }) });
  /** What was sent to the model last, without instructions: words, then the names of pictures. */
  const sent = () =>
    (model.requests.at(-1)?.messages ?? [])
      .filter(({ role }) => role !== 'system')
      .map(({ content, images = [] }) => [
        content,
        ...images.map((image) => new TextDecoder('latin1').decode(image.slice(image[0] === 0xff ? 4 : 8))),
      ]);
  /** Plays the chat's FIFO group. */
  const play = async (updates: object[]): Promise<void> => {
    const waiting = [...updates];
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await bench.deliver(next);
      waiting.push(...bench.queue.splice(0).map(({ body }: QueuedMessage) => JSON.parse(body)));
    }
  };
  return { ...bench, bench, clock, downloads, sent, play };
};

/** The parts of one album, as Telegram sends them. */
const album = (parts: object[], more: object = {}) =>
  parts.map((part, index) => ({
    update_id: 700 + index,
    message: {
      ...textMessage('', 800 + index),
      date: NOW / 1000,
      media_group_id: 'a1',
      text: undefined,
      ...part,
      ...more,
    },
  }));

test('a photo with words reaches the model, its largest size that models read, and is kept as a file id', async () => {
  const { bench, send, sent } = setUp();
  const large = { file_id: 'L', width: 2560, height: 1920, file_size: 900_000 };
  await send('', { ...photo('P'), photo: [large, ...sizes('P')], caption: 'What colour is it?' });
  expect(sent()).toEqual([['What colour is it?', 'P']]);
  expect(bench.said()).toBe('A car.');
  expect((await messagesOf(bench))[0]).toMatchObject({
    content: 'What colour is it?',
    attachments: [
      {
        ...{ kind: 'picture', fileId: 'P', fileUniqueId: 'uP', botId: BOT.id },
        ...{ mediaType: 'image/jpeg', bytes: 90_000 },
      },
    ],
  });
});

test('a photo alone asks what it is, and the next questions see it again without another download', async () => {
  const { send, sent, downloads } = setUp();
  await send('', photo('P'));
  await send('What colour is the car?');
  await send('And the wheels?');
  expect(sent()).toEqual([
    ...[['What is this?', 'P'], ['A car.'], ['What colour is the car?'], ['A car.'], ['And the wheels?']],
  ]);
  await send('Tell me a joke');
  expect(sent()[0]).toEqual(['What is this?\n[picture]']);
  expect(downloads).toEqual(['P']);
});

test('one size that is larger than models read is better than none', async () => {
  const { send, sent } = setUp();
  await send('', { ...photo('L'), photo: [{ file_id: 'L', width: 2560, height: 1920 }] });
  expect(sent()).toEqual([['What is this?', 'L']]);
});

test.each([
  ['JPEG', 'a.jpg', 'image/jpeg', JPEG],
  ['PNG', 'a.PNG', 'application/octet-stream', PNG],
  ['PNG without a name', undefined, 'image/png', PNG],
  ['JPEG called otherwise', 'a.png', 'image/png', JPEG],
])('a %s that comes as a file is looked at', async (_, name, type, magic) => {
  const { bench, send, sent, downloads } = setUp({ download: async (id) => pictureNamed(id, magic) });
  const document = { file_id: 'F', file_unique_id: 'uF', file_name: name, mime_type: type, file_size: 50 };
  await send('', { text: undefined, document, caption: 'Read this' });
  expect(sent()).toEqual([['Read this', 'F']]);
  expect(downloads).toEqual(['F']);
  const mediaType = magic === JPEG ? 'image/jpeg' : 'image/png';
  expect((await messagesOf(bench))[0]).toMatchObject({ attachments: [{ mediaType }] });
});

test.each([
  ['a.webp', 'image/webp', 'another kind'],
  ['IMG_1.HEIC', 'image/heic', 'another kind'],
  ['a.gif', 'image/gif', 'another kind'],
  ['a.heic', 'application/octet-stream', 'another kind'],
  ['a.jpg', 'image/jpeg', 'another kind'],
])('%s (%s) gets a sentence that helps', async (file_name, mime_type, told) => {
  const { bench, send, model } = setUp({ download: async () => Buffer.from('RIFF____WEBPVP8 ') });
  await send('', { text: undefined, document: { file_id: 'F', file_name, mime_type }, caption: 'Look' });
  expect(bench.said()).toContain(told);
  expect(bench.said()).toContain('Send it as a photo');
  expect(model.calls).toEqual([]);
  expect(await contentsOf(bench)).toEqual([]);
});

test.each([
  ['as it is told', { file_size: 4_000_001 }, async () => pictureNamed('F')],
  [
    'as it turns out',
    {},
    () => Promise.reject(new StewardError('file-too-large', 'The file is over the limit')),
  ],
])('a file that is too large, %s, is not taken', async (_, more, download) => {
  const { bench, send, model } = setUp({ download });
  const document = { file_id: 'F', file_name: 'a.jpg', mime_type: 'image/jpeg', ...more };
  await send('', { text: undefined, document });
  expect(bench.said()).toMatch(/^This picture is too large: I take up to 4 MB\./);
  expect(model.calls).toEqual([]);
});

test('a download that fails for now is tried again by the queue', async () => {
  const { bench, deliver } = setUp({
    download: () => Promise.reject(new StewardError('download-failed', 'x', { retryable: true })),
  });
  const document = { file_id: 'F', file_name: 'a.jpg' };
  const message = textMessage('', 800, { text: undefined, document });
  expect(await deliver({ update_id: 700, message })).toBe('kept');
  expect(bench.calls).toEqual([]);
});

test.each<[string, (fileId: string) => Promise<Uint8Array>]>([
  ['is gone', () => Promise.reject(new StewardError('download-failed', 'gone'))],
  ['is no picture', async () => Buffer.from('<html>')],
])('a photo that %s is a line, and the answer says so', async (_, download) => {
  const { bench, send, sent } = setUp({ download });
  await send('', photo('P', { caption: 'Who is this?' }));
  expect(sent()).toEqual([['Who is this?\n[picture no longer available]']]);
  expect(bench.said()).toBe('1 picture could not be had from Telegram. Please send it again.\n\nA car.');
});

test('a photo that does not come within three seconds is not waited for, and is there for the next question', async () => {
  const late = Promise.withResolvers<Uint8Array>();
  const { clock, send, sent } = setUp({ download: () => late.promise });
  const before = clock.now();
  await send('', photo('P'));
  expect(sent()).toEqual([['What is this?\n[picture no longer available]']]);
  expect(clock.now() - before).toBeLessThan(20_000);
  late.resolve(pictureNamed('P'));
  await send('And now?');
  expect(sent()[0]).toEqual(['What is this?', 'P']);
});

test('a photo that another bot was sent is not available', async () => {
  const { bench, services, send, sent, downloads } = setUp();
  await send('', photo('P'));
  const [session] = await services.sessions.list(USER.id);
  const [question] = await messagesOf(bench);
  const { key, attachments } = question as unknown as { key: string; attachments: object[] };
  const foreign = attachments.map((one) => ({ ...one, botId: 999 }));
  await services.messages.update(USER.id, session?.sessionId ?? '', key, { attachments: foreign as never });
  await send('And now?');
  expect(sent()[0]).toEqual(['What is this?\n[picture no longer available]']);
  expect(downloads).toEqual(['P']);
});

test('what was read is kept up to eight megabytes, and what was used last stays', async () => {
  const { send, downloads } = setUp({
    download: async (id) => Buffer.concat([pictureNamed(id), Buffer.alloc(3_900_000)]),
  });
  for (const name of ['A', 'B', 'C']) {
    await send('/newsession 1');
    await send('', photo(name));
  }
  await send('/switch 2');
  await send('And?');
  await send('/switch 1');
  await send('And?');
  expect(downloads).toEqual(['A', 'B', 'C', 'A']);
});

test('the parts of an album are one question, whose words stand below one of them', async () => {
  const { bench, play, sent, model } = setUp();
  await play(album([photo('A'), photo('B', { caption: 'Which is older?' }), photo('C')]));
  expect(sent()).toEqual([['Which is older?', 'A', 'B', 'C']]);
  expect(model.calls).toHaveLength(1);
  expect(outcomes(bench)).toEqual(['joined', 'joined', 'answered']);
  expect(await contentsOf(bench)).toEqual(['Which is older?', 'A car.']);
});

test('an album without words asks once what it is', async () => {
  const { play, sent } = setUp();
  await play(album([photo('A'), photo('B')]));
  expect(sent()).toEqual([['What is this?', 'A', 'B']]);
});

test('a fifth picture is left out, and that is said', async () => {
  const { bench, play, sent } = setUp();
  await play(album(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => photo(name))));
  expect(bench.shown()).toContain(
    'I look at up to 4 pictures at once, of 8 MB together: these are the first 4. Send the others afterwards.',
  );
  expect(sent()).toEqual([['What is this?', 'A', 'B', 'C', 'D']]);
});

test('a model with a small window says for how many it has no room', async () => {
  const { bench, play, sent } = setUp({ contextTokens: 4096 });
  await play(album([photo('A'), photo('B'), photo('C')]));
  expect(sent()).toEqual([['What is this?\n[picture]', 'A', 'B']]);
  expect(bench.said()).toBe('This model has no room for 1 picture of yours.\n\nA car.');
});

test('a video in an album of photos is told to the model, not looked at', async () => {
  const { play, sent } = setUp();
  await play(album([photo('A'), { video: { file_id: 'V' } }, photo('B')]));
  expect(sent()).toEqual([['[A video came with this message. You cannot see it.]', 'A', 'B']]);
});

test('of an album of files those that are no pictures for us are said once, and the rest is answered', async () => {
  const { bench, play, sent } = setUp({
    download: async (id) => (id.startsWith('W') ? Buffer.from('RIFF') : pictureNamed(id)),
  });
  const file = (file_id: string) => ({ document: { file_id, file_name: `${file_id}.jpg` } });
  await play(album([file('W1'), file('A'), file('W2')]));
  expect(sent()).toEqual([['What is this?', 'A']]);
  expect(bench.shown().filter((text) => text.includes('another kind'))).toHaveLength(1);
});

test('an album of nothing that can be looked at ends with its sentence', async () => {
  const { bench, play, model, services } = setUp({ download: async () => Buffer.from('RIFF') });
  const file = (file_id: string) => ({ document: { file_id, file_name: `${file_id}.jpg` } });
  await play(album([file('A'), file('B')]));
  expect(model.calls).toEqual([]);
  expect(bench.shown().filter((text) => text.includes('another kind'))).toHaveLength(1);
  expect(outcomes(bench)).toEqual(['joined', 'answered']);
  expect(await contentsOf(bench)).toEqual([]);
  expect((await services.profiles.get(USER.id))?.pendingPaste).toBeUndefined();
});

test('a comment and the photo that follows within a second are one question', async () => {
  const { bench, deliver, sent } = setUp();
  const at = { date: NOW / 1000 };
  await deliver({ update_id: 700, message: textMessage('Which make is it?', 800, at) });
  await deliver({ update_id: 701, message: textMessage('', 801, { ...photo('P'), ...at }) });
  expect(sent()).toEqual([['Which make is it?', 'P']]);
  expect(await contentsOf(bench)).toEqual(['Which make is it?', 'A car.']);
});

test('a forwarded photo says from whom it is', async () => {
  const { send, sent } = setUp();
  const forward_origin = { type: 'hidden_user', date: 1, sender_user_name: 'Eve' };
  await send('', photo('P', { forward_origin, caption: 'Look at this' }));
  expect(sent()).toEqual([['Forwarded from Eve:\n\nLook at this', 'P']]);
});

test('a reply to a photo shows it, unless the model sees it anyway', async () => {
  const { send, sent } = setUp();
  const reply_to_message = { message_id: 7, from: { id: 9, is_bot: false }, photo: sizes('P') };
  await send('What make is it?', { reply_to_message });
  expect(sent()).toEqual([['> [photo]\n\nWhat make is it?', 'P']]);
  await send('', photo('Q', { message_id: 900 }));
  await send('And this one?', { reply_to_message: { message_id: 900, photo: sizes('Q') } });
  expect(sent().at(-1)).toEqual(['And this one?']);
  expect(
    sent()
      .flat()
      .filter((name) => name === 'Q'),
  ).toHaveLength(1);
});

test('in a group a photo is looked at when it is addressed, and passed over when it is not', async () => {
  const { bench, sent } = setUp();
  await inGroup(bench, '', photo('P'));
  expect(outcomes(bench, GROUP.id)).toEqual(['ignored']);
  const caption = `@${BOT.username} whose is it?`;
  const caption_entities = [{ type: 'mention', offset: 0, length: BOT.username.length + 1 }];
  await inGroup(bench, '', photo('P', { caption, caption_entities }));
  expect(sent()).toEqual([['Bob: whose is it?', 'P']]);
  await inGroup(bench, '', photo('Q', { reply_to_message: { message_id: 3, from: BOT } }));
  expect(sent().at(-1)).toEqual(['Bob: What is this?', 'Q']);
  await inGroup(bench, `@${BOT.username} and this?`, {
    reply_to_message: { message_id: 4, from: BOB, photo: sizes('R') },
  });
  expect(sent().at(-1)?.at(-1)).toBe('R');
});

const largeOf = OFFERED[1]?.name ?? '';

test('a model that does not see offers one that does, which answers this question alone', async () => {
  const { bench, send, sent, model } = setUp();
  await send('/newsession 2');
  await send('', photo('P', { caption: 'What colour is it?' }));
  expect(bench.said()).toBe(
    `👁 ${largeOf} cannot see pictures. Your question is kept: tap a model that can, and it answers this one. The chat stays with ${largeOf}.`,
  );
  expect(model.calls).toEqual([]);
  expect(outcomes(bench)).toEqual(['answered', 'refused']);
  expect(bench.buttons().map(({ text }) => text)).toEqual(['Answer with small:1b']);
  const see = button(bench, 'Answer with');
  await bench.tap(see);
  expect(bench.shown()).toContain(`👁 small:1b answers this question, below. The chat stays with ${largeOf}.`);
  expect([model.requests.at(-1)?.model, sent()]).toEqual(['small:1b', [['What colour is it?', 'P']]]);
  await send('Tell me a joke');
  expect(model.requests.at(-1)?.model).toBe(largeOf);
  expect(sent()[0]).toEqual(['What colour is it?\n[picture]']);
  await bench.tap(see);
  expect(bench.said()).toContain('The conversation has moved on since that button.');
});

test('below an answer that was given without a look at the picture, one that sees is offered', async () => {
  const { bench, send, sent, model } = setUp();
  await send('/newsession 2');
  await send('', photo('P'));
  await bench.tap(button(bench, 'Answer with'));
  await send('What colour is the car?');
  expect(bench.said()).toBe('A car.');
  await bench.tap(button(bench, 'Answer with small:1b'));
  expect([model.requests.at(-1)?.model, sent()]).toEqual([
    'small:1b',
    [['What is this?', 'P'], ['A car.'], ['What colour is the car?']],
  ]);
  expect(await contentsOf(bench)).toEqual(['What is this?', 'A car.', 'What colour is the car?', 'A car.']);
  for (const words of ['One', 'Two', 'Three']) await send(words);
  expect(bench.chat().at(-1)).toMatchObject({ text: 'A car.', buttons: [] });
});

test('where none sees, nothing is offered below it', async () => {
  const { bench, send } = setUp({ small: ['completion'] });
  await send('', photo('P', { caption: 'Look' }));
  await send('And?');
  expect(bench.chat().at(-1)).toMatchObject({ text: 'A car.', buttons: [] });
});

test('/retry asks the chat’s own model, and so offers again', async () => {
  const { bench, send } = setUp();
  await send('/newsession 2');
  await send('', photo('P'));
  await bench.tap(button(bench, 'Answer with'));
  await send('/retry');
  expect(bench.buttons().map(({ text }) => text)).toEqual(['Answer with small:1b']);
});

test('/retry shows a model that sees the picture once more', async () => {
  const { send, sent } = setUp();
  await send('', photo('P'));
  await send('/retry');
  expect(sent()).toEqual([['What is this?', 'P']]);
});

test('a model that was taken away meanwhile is said to be', async () => {
  const { bench, send } = setUp();
  await send('/newsession 2');
  await send('', photo('P'));
  await bench.tap(button(bench, 'Answer with').replace(/~.*$/, '~nobody'));
  expect(bench.said()).toContain('That model is not on the server any more.');
});

test('where none sees, a photo without words is told how one can', async () => {
  const { bench, send, model } = setUp({ small: ['completion'] });
  await send('', photo('P'));
  expect(bench.said()).toMatch(/cannot see pictures\..*ollama pull \S+.*Try again/);
  expect(model.calls).toEqual([]);
  expect(bench.buttons().map(({ text }) => text)).toEqual(['🔁 Try again']);
  expect(await contentsOf(bench)).toEqual(['What is this?']);
});

test('where none sees, the words are answered, and that the picture was not seen is said', async () => {
  const { bench, send, sent } = setUp({ small: ['completion'], scripts: [['Lima.']] });
  await send('', photo('P', { caption: 'What is the capital of Peru?' }));
  expect(sent()).toEqual([
    ['What is the capital of Peru?\n\n[A photo came with this message. You cannot see it.]'],
  ]);
  expect(bench.said()).toMatch(/^Lima\.\n\n👁 small:1b did not see the picture\. .*ollama pull/);
});

test('an edit of the words below asks anew, with the same picture, and one of the picture shows the other', async () => {
  const { bench, deliver, sent } = setUp();
  const send = (update_id: number, more: object, kind = 'message') =>
    deliver({ update_id, [kind]: textMessage('', 800, { text: undefined, ...more }) });
  await send(700, photo('P', { caption: 'What colour?' }));
  await send(701, photo('P', { caption: 'What make?' }), 'edited_message');
  expect(sent()).toEqual([['What make?', 'P']]);
  await send(702, photo('Q', { caption: 'What make?' }), 'edited_message');
  expect(sent()).toEqual([['What make?', 'Q']]);
  await send(703, photo('Q'), 'edited_message');
  expect(sent()).toEqual([['What is this?', 'Q']]);
  const calls = bench.model.calls.length;
  await send(704, photo('Q'), 'edited_message');
  expect(bench.model.calls).toHaveLength(calls);
});

test('the words below an album can be edited, too', async () => {
  const { play, sent } = setUp();
  await play(album([photo('A', { caption: 'Which is older?' }), photo('B')]));
  const [first] = album([photo('A', { caption: 'Which is newer?' })]);
  await play([{ update_id: 750, edited_message: (first as { message: object }).message }]);
  expect(sent()).toEqual([['Which is newer?', 'A', 'B']]);
});

test('/start and /help tell of photos where a model sees', async () => {
  for (const [small, photos] of [
    [SEES, true],
    [['completion'], false],
  ] as const) {
    const { bench, send } = setUp({ small: [...small] });
    await send('/help');
    expect(bench.said().includes('Send a photo, a PDF, a Word document')).toBe(photos);
    await send('/start');
    expect(bench.said()).toContain(
      `send me ${photos ? 'photos and documents' : 'documents'} and ask about them`,
    );
  }
});

test('/history and exports name what came', async () => {
  const { bench, send } = setUp();
  await send('', photo('P', { caption: 'Look' }));
  await send('/history');
  expect(bench.said()).toContain('Look\n[picture]');
  await send('/export md');
  expect(bench.documents.at(-1)?.text).toContain('Look\n\n[picture]');
  await send('/export');
  expect(bench.documents.at(-1)?.text).toContain('"file_id":"P"');
});

test('a crash at any write loses no picture and asks once', async () => {
  const said: number[] = [];
  const message = textMessage('', 800, photo('P', { caption: 'Look' }));
  await crashAtEveryWrite({
    bench: () => ({ replace: () => ({ download: async () => pictureNamed('P') }) }),
    prepare: async (bench) => {
      const installed = OFFERED.map(({ name }) => ({ name, capabilities: SEES }));
      bench.model.installed = async () => installed;
      await bench.send('/newsession 1');
    },
    update: { update_id: 700, message },
    check: async (bench) => {
      const [question, answer, ...more] = await messagesOf(bench);
      expect([question?.content, answer?.content, more]).toEqual(['Look', 'An answer', []]);
      expect(question).toMatchObject({ attachments: [{ fileId: 'P' }] });
      const shown = bench.model.requests.at(-1)?.messages.findLast(({ role }) => role === 'user');
      expect(shown?.images).toHaveLength(1);
      said.push(bench.chat().filter(({ text }) => text.includes('An answer')).length);
    },
  });
  expectOnce(said);
});

test('a crash at any write of an album asks once, with all of it', async () => {
  for (let writes = 0, crashed = true; crashed; writes += 1) {
    const { bench, clock, queue, stores } = setUp();
    await bench.send('/newsession 1');
    const waiting: object[] = album([photo('A', { caption: 'Which?' }), photo('B'), photo('C')]);
    crashed = false;
    stores.failAfterWrites(writes);
    for (let receiveCount = 1, next = waiting[0]; next; next = waiting[0]) {
      const ending = await bench.deliver(next, { receiveCount });
      if (ending === 'deleted') waiting.shift();
      else {
        crashed = true;
        stores.failAfterWrites(undefined);
        await clock.advance(61_000);
      }
      receiveCount = ending === 'deleted' ? 1 : receiveCount + 1;
      expect(receiveCount).toBeLessThan(8);
      waiting.push(...queue.splice(0).map(({ body }) => JSON.parse(body)));
    }
    expect(await contentsOf(bench)).toEqual(['Which?', 'A car.']);
    expect((await messagesOf(bench))[0]).toMatchObject({
      attachments: [{ fileId: 'A' }, { fileId: 'B' }, { fileId: 'C' }],
    });
    expect(outcomes(bench)).toEqual(['answered', 'joined', 'joined', 'answered']);
  }
});

// A sent picture is a question, and what is asked about it later finds it.
import { StewardError } from '@steward/core';
import { expect, test, vi } from 'vitest';
import { BOT, OFFERED, textMessage, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite, expectOnce } from '../../../test/crash.ts';
import { BOB, contentsOf, GROUP, inGroup, messagesOf, outcomes } from '../../../test/people.ts';
import { createPhotoBench, NOW, photo, pictureNamed, SEES, sizes } from '../../../test/photo-bench.ts';

test('a photo with words reaches the model, its largest size that models read, and is kept as a file id', async () => {
  const { bench, send, sent } = createPhotoBench();
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
  const { send, sent, downloads } = createPhotoBench();
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
  const { send, sent } = createPhotoBench();
  await send('', { ...photo('L'), photo: [{ file_id: 'L', width: 2560, height: 1920 }] });
  expect(sent()).toEqual([['What is this?', 'L']]);
});

test.each<[string, (fileId: string) => Promise<Uint8Array>]>([
  ['is gone', () => Promise.reject(new StewardError('download-failed', 'gone'))],
  ['is no picture', async () => Buffer.from('<html>')],
])('a photo that %s is a line, and the answer says so', async (_, download) => {
  const { bench, send, sent } = createPhotoBench({ download });
  await send('', photo('P', { caption: 'Who is this?' }));
  expect(sent()).toEqual([['Who is this?\n[picture no longer available]']]);
  expect(bench.said()).toBe('1 picture could not be had from Telegram. Please send it again.\n\nA car.');
});

test('a photo that does not come within three seconds is not waited for, and is there for the next question', async () => {
  const late = Promise.withResolvers<Uint8Array>();
  const { clock, send, sent } = createPhotoBench({ download: () => late.promise });
  const before = clock.now();
  await send('', photo('P'));
  expect(sent()).toEqual([['What is this?\n[picture no longer available]']]);
  expect(clock.now() - before).toBeLessThan(20_000);
  late.resolve(pictureNamed('P'));
  await send('And now?');
  expect(sent()[0]).toEqual(['What is this?', 'P']);
});

test('a photo that another bot was sent is not available', async () => {
  const { bench, services, send, sent, downloads } = createPhotoBench();
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
  const { send, downloads } = createPhotoBench({
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

test('a comment and the photo that follows within a second are one question', async () => {
  const { bench, deliver, sent } = createPhotoBench();
  const at = { date: NOW / 1000 };
  await deliver({ update_id: 700, message: textMessage('Which make is it?', 800, at) });
  await deliver({ update_id: 701, message: textMessage('', 801, { ...photo('P'), ...at }) });
  expect(sent()).toEqual([['Which make is it?', 'P']]);
  expect(await contentsOf(bench)).toEqual(['Which make is it?', 'A car.']);
});

test('a forwarded photo says from whom it is', async () => {
  const { send, sent } = createPhotoBench();
  const forward_origin = { type: 'hidden_user', date: 1, sender_user_name: 'Eve' };
  await send('', photo('P', { forward_origin, caption: 'Look at this' }));
  expect(sent()).toEqual([['Forwarded from Eve:\n\nLook at this', 'P']]);
});

test('a reply to a photo shows it, unless the model sees it anyway', async () => {
  const { send, sent } = createPhotoBench();
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

test('for a reply to a photo, whether the model sees it anyway is read once', async () => {
  const { services, send } = createPhotoBench();
  await send('Hello');
  const reading = vi.spyOn(services.messages, 'newestFirst');
  await send('And this one?', { reply_to_message: { message_id: 900, photo: sizes('Q') } });
  expect(reading.mock.calls.filter(([, , options]) => options?.pageSize === 4)).toHaveLength(1);
});

test('in a group a photo is looked at when it is addressed, and passed over when it is not', async () => {
  const { bench, sent } = createPhotoBench();
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

test('/retry shows a model that sees the picture once more', async () => {
  const { send, sent } = createPhotoBench();
  await send('', photo('P'));
  await send('/retry');
  expect(sent()).toEqual([['What is this?', 'P']]);
});

test('an edit of the words below asks anew, with the same picture, and one of the picture shows the other', async () => {
  const { bench, deliver, sent } = createPhotoBench();
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

test('/start and /help tell of photos where a model sees', async () => {
  for (const [small, photos] of [
    [SEES, true],
    [['completion'], false],
  ] as const) {
    const { bench, send } = createPhotoBench({ small: [...small] });
    await send('/help');
    expect(bench.said().includes('Send a photo, a PDF, a Word document')).toBe(photos);
    await send('/start');
    expect(bench.said()).toContain(
      `send me ${photos ? 'photos and documents' : 'documents'} and ask about them`,
    );
  }
});

test('/history and exports name what came', async () => {
  const { bench, send } = createPhotoBench();
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

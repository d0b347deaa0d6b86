// What is not heard: every failure ends in a sentence, another try is a tap away, and a stop ends it anywhere.
import { readFileSync } from 'node:fs';
import type { SpeechErrorCode } from '@steward/core';
import { StewardError } from '@steward/core';
import { describe, expect, test } from 'vitest';
import { textMessage, USER } from '../../../test/bench.ts';
import { button, contentsOf, messagesOf, outcomes } from '../../../test/people.ts';
import {
  AUDIO,
  asked,
  createVoiceBench,
  file,
  QUESTION,
  tapOf,
  type VoiceBench,
} from '../../../test/voice-bench.ts';

describe('what is refused before it is downloaded', () => {
  test.each<[object, string]>([
    [
      { duration: 601 },
      'This recording is 10:01 long, and I listen to up to 10:00. Send it in shorter parts.',
    ],
    [
      { duration: 3_725 },
      'This recording is 1:02:05 long, and I listen to up to 10:00. Send it in shorter parts.',
    ],
    [{ file_size: 20 * 1024 * 1024 + 1 }, 'too large for me: Telegram gives me up to 20 MB'],
  ])('%j', async (more, sentence) => {
    const bench = createVoiceBench();
    await bench.talk({ voice: file(more) });
    expect(bench.said()).toContain(sentence);
    expect([bench.downloads, bench.transcriber.recordings, outcomes(bench)]).toEqual([[], [], ['answered']]);
  });
});

describe('every failure ends in one sentence', () => {
  test.each<[SpeechErrorCode, string, boolean, string]>([
    ['speech-nothing-heard', 'I heard no words', false, 'answered'],
    ['speech-unreadable', 'cannot play this kind of recording', false, 'answered'],
    ['speech-too-long', 'too long to listen to', false, 'answered'],
    ['speech-unreachable', 'cannot be reached', true, 'failed'],
    ['speech-busy', 'busy', true, 'failed'],
    ['speech-key-refused', 'does not accept this bot', true, 'failed'],
    ['speech-model-missing', 'check SPEECH_MODEL and SPEECH_URL', true, 'failed'],
    ['speech-failed', 'met an error', true, 'failed'],
  ])('%s', async (fails, words, again, outcome) => {
    const bench = createVoiceBench();
    bench.transcriber.script.push({ fails, afterMs: 5_000 });
    await bench.talk();
    const [, told, ...more] = bench.chat();
    expect([told?.text, more, bench.model.calls]).toEqual([expect.stringContaining(words), [], []]);
    expect(told?.buttons.map(({ text }) => text)).toEqual(again ? ['🔁 Try again'] : []);
    expect([outcomes(bench), bench.counted]).toEqual([[outcome], [fails.replace('speech-', '')]]);
    expect(await contentsOf(bench)).toEqual([]);
  });

  test('a server that takes longer than the recording allows is not waited for', async () => {
    const bench = createVoiceBench({ heard: () => ({ text: QUESTION, afterMs: 211_000 }) });
    await bench.talk();
    expect(bench.said()).toContain('took too long');
  });

  test.each<[string, Partial<{ file_size: number }>, () => Promise<Uint8Array>, string]>([
    [
      'smaller than Telegram said',
      { file_size: AUDIO.length + 1 },
      async () => AUDIO,
      'did not arrive whole',
    ],
    [
      'not given out',
      {},
      () => Promise.reject(new StewardError('download-failed', 'no', { retryable: true })),
      'Telegram did not give me the recording',
    ],
    [
      'too large after all',
      {},
      () => Promise.reject(new StewardError('file-too-large', 'no')),
      'up to 20 MB',
    ],
  ])('a file that is %s', async (_, more, download, sentence) => {
    const bench = createVoiceBench({ download });
    await bench.talk({ voice: file(more) });
    expect([bench.said(), bench.transcriber.recordings]).toEqual([expect.stringContaining(sentence), []]);
  });

  test('what a recording claims of its length is compared with what it plays', async () => {
    const whole = async () =>
      readFileSync(new URL('../../../test/fixtures/capital-of-france.oga', import.meta.url));
    const size = (await whole()).length;
    const shorter = createVoiceBench({ download: whole });
    await shorter.talk({ voice: file({ file_size: size, duration: 60 }) });
    expect(shorter.said()).toBe('An answer');
    const longer = createVoiceBench({ download: whole, maxSeconds: 1 });
    await longer.talk({ voice: file({ file_size: size, duration: 1 }) });
    expect([longer.said(), longer.transcriber.recordings]).toEqual([
      'This recording is too long to listen to. Send it in shorter parts.',
      [],
    ]);
  });

  test('a fault that may pass is tried again by the queue', async () => {
    let faults = 1;
    const bench = createVoiceBench({
      async download() {
        if (faults-- > 0) throw new StewardError('storage-unavailable', 'SSM', { retryable: true });
        return AUDIO;
      },
    });
    expect(await bench.talk({}, 3_000)).toBe('kept');
    expect(await bench.talk({}, 3_000, 2)).toBe('deleted');
    expect(bench.said()).toBe('An answer');
  });
});

test('Try again needs nothing in its button: the recording is heard with its caption, in the same message', async () => {
  const bench = createVoiceBench();
  bench.transcriber.script.push({ fails: 'speech-unreachable' });
  await bench.talk({ caption: 'in one word' });
  const data = button(bench, 'Try again');
  expect(data).toBe('hear:3000');
  const [, told] = bench.chat();
  expect(told?.sent.reply_parameters).toMatchObject({ message_id: 3_000 });
  const original = { message_id: 3_000, from: USER, caption: 'in one word', voice: file() };
  const chat = { id: USER.id, type: 'private' };
  const message = { message_id: told?.id, date: 1, chat, reply_to_message: original };
  await bench.tap(data, { message });
  expect(bench.chat().find(({ id }) => id === told?.id)).toMatchObject({
    text: `🎙 ${QUESTION}`,
    buttons: [],
  });
  expect(asked(bench)).toEqual([`${QUESTION}\n\nin one word`]);
  expect((await messagesOf(bench))[0]?.telegramMessageIds).toEqual([3_000]);
});

test('Try again works without what Telegram shows of the recording, and says so where nothing is known of it', async () => {
  const bench = createVoiceBench();
  bench.transcriber.script.push({ fails: 'speech-busy' });
  await bench.talk();
  await bench.tap(button(bench, 'Try again'));
  expect(asked(bench)).toEqual([QUESTION]);
  for (const data of ['hear:77', 'hear:', 'hear:abc']) {
    await bench.tap(data);
    expect(bench.said()).toBe('I do not have this recording any more. Please send it again.');
  }
});

test('Try again works again and again', async () => {
  const bench = createVoiceBench();
  bench.transcriber.script.push({ fails: 'speech-busy' }, { fails: 'speech-unreachable' });
  await bench.talk();
  await bench.tap(button(bench, 'Try again'));
  expect(bench.said()).toContain('cannot be reached');
  await bench.tap(button(bench, 'Try again'));
  expect(asked(bench)).toEqual([QUESTION]);
});

test('after /forget no button hears a recording of before, and those that follow are heard again', async () => {
  const bench = createVoiceBench();
  const fails = { fails: 'speech-busy' } as const;
  bench.transcriber.script.push(fails, fails);
  await bench.talk();
  const before = button(bench, 'Try again');
  await bench.send('/forget');
  await bench.tap(button(bench, 'Yes, delete everything'));
  await bench.tap(button(bench, 'Delete all now'));
  expect(bench.said()).toContain('when you deleted it');
  await bench.tap(before);
  expect(bench.said()).toBe('I do not have this recording any more. Please send it again.');
  expect([bench.transcriber.recordings.length, asked(bench)]).toEqual([1, []]);
  await bench.talk({}, 3_100);
  await bench.tap(button(bench, 'Try again'));
  expect(asked(bench)).toEqual([QUESTION]);
});

test('Stop ends download and transcription, and nothing of it is kept', async () => {
  const bench: VoiceBench = createVoiceBench({
    heard: () => ({ text: QUESTION, afterMs: 60_000 }),
  });
  const talking = bench.talk();
  await bench.clock.sleep(5_000);
  await bench.services.stops.write(USER.id, {
    stop: { upToUpdateId: 3_000, atMs: bench.clock.now() + 60_000 },
  });
  await talking;
  expect(bench.said()).toBe('⏹ Stopped before I had heard it all.');
  expect([outcomes(bench), bench.counted, await contentsOf(bench)]).toEqual([['stopped'], ['stopped'], []]);
  // Of the `/stop`, which then says nothing more.
  expect((await bench.services.stops.read(USER.id)).told).toEqual({ updateId: 3_000 });
  bench.transcriber.script.push({ text: 'Go on' });
  await bench.deliver(tapOf(4_000, button(bench, 'Try again')));
  expect(asked(bench)).toEqual(['Go on']);
});

test('a /stop that ended the listening says nothing more', async () => {
  const bench: VoiceBench = createVoiceBench({ heard: () => ({ text: QUESTION, afterMs: 60_000 }) });
  const talking = bench.talk();
  await bench.clock.sleep(5_000);
  await bench.services.stops.write(USER.id, {
    stop: { upToUpdateId: 3_001, atMs: bench.clock.now() + 60_000 },
  });
  await talking;
  const before = bench.calls.length;
  const stop = (updateId: number) =>
    bench.deliver({ update_id: updateId, message: textMessage('/stop', updateId) });
  await stop(3_001);
  expect(bench.calls.length).toBe(before);
  await stop(3_002);
  expect(bench.said()).toContain('Nothing is being written');
});

test('a stop reaches the download as well', async () => {
  const bench: VoiceBench = createVoiceBench({
    download: async (_, __, signal) => {
      await bench.services.stops.write(USER.id, {
        stop: { upToUpdateId: 3_000, atMs: bench.clock.now() + 60_000 },
      });
      await bench.clock.sleep(60_000, signal);
      return AUDIO;
    },
  });
  await bench.talk();
  expect([bench.said(), bench.transcriber.recordings]).toEqual(['⏹ Stopped before I had heard it all.', []]);
});

test('without a speech server that is said, and nothing is downloaded', async () => {
  const bench = createVoiceBench({ replace: () => ({ speech: undefined }) as never });
  await bench.talk();
  expect([bench.said(), bench.downloads]).toEqual([
    "I can't listen to voice messages: no speech server is set up. Please write it as text.",
    [],
  ]);
});

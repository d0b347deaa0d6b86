// What is said into a recording is asked: shown, stored once, answered, and every failure ends in a sentence.
import { readFileSync } from 'node:fs';
import type { SpeechErrorCode } from '@steward/core';
import { StewardError } from '@steward/core';
import { describe, expect, test } from 'vitest';
import { BOT, textMessage, USER } from '../../../test/bench.ts';
import { BOB, button, contentsOf, GROUP, messagesOf, outcomes } from '../../../test/people.ts';
import { createSleepyServer } from '../../../test/sleepy-server.ts';
import { AUDIO, createVoiceBench, spoken, tapOf, type VoiceBench } from '../../../test/voice-bench.ts';

const QUESTION = 'What is the capital of France?';
const texts = ({ chat }: VoiceBench) => chat().map(({ text }) => text);
const asked = ({ model }: VoiceBench) => model.requests.map(({ messages }) => messages.at(-1)?.content);
const file = (more: object = {}) => ({ file_id: 'AwAC', duration: 200, file_size: AUDIO.length, ...more });

test('a voice message is heard, shown and answered, and kept as the question', async () => {
  const bench = createVoiceBench();
  await bench.talk();
  expect(texts(bench)).toEqual([expect.stringContaining('Started session 1'), `🎙 ${QUESTION}`, 'An answer']);
  expect(await contentsOf(bench)).toEqual([QUESTION, 'An answer']);
  expect((await messagesOf(bench))[0]?.telegramMessageIds).toEqual([3_000]);
  expect(bench.transcriber.recordings).toEqual([
    { bytes: AUDIO, fileName: 'voice.ogg', mimeType: 'audio/ogg' },
  ]);
  expect([bench.counted, outcomes(bench)]).toEqual([['time', 'heard'].reverse(), ['answered']]);
  const echo = bench.chat()[1];
  expect(echo?.sent.reply_parameters).toMatchObject({ message_id: 3_000 });
});

test('while it listens that is shown, with a Stop, in the message that becomes what was heard', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: QUESTION, afterMs: 30_000 }) });
  await bench.talk();
  const sent = bench.calls.filter(({ method }) => method === 'sendMessage').map(({ params }) => params.text);
  expect(sent[1]).toBe('🎧 Listening … (3:20)');
  expect(texts(bench)).toEqual([sent[0], `🎙 ${QUESTION}`, 'An answer']);
  const listening = bench.calls.find(({ params }) => String(params.text).startsWith('🎧'));
  expect(JSON.stringify(listening?.params.reply_markup)).toContain('stop:3000');
  expect(bench.chat()[1]?.buttons).toEqual([]);
});

test('where it is heard on the model server’s machine, a voice message wakes that, says so, and counts as use', async () => {
  const server = createSleepyServer();
  const bench = createVoiceBench({ isOnModelServer: true, replace: server.replace });
  bench.transcriber.script.push({ fails: 'speech-unreachable' }, { text: QUESTION, afterMs: 10_000 });
  await bench.talk();
  expect(server.power.switched).toEqual(['start']);
  const lines = bench.calls.map(({ params }) => String(params.text ?? ''));
  const listening = '🎧 Listening … (3:20)';
  const waking = lines.findIndex((text) => text.startsWith('☀️ Waking the model server'));
  expect(waking).toBeGreaterThan(lines.indexOf(listening));
  expect(lines.lastIndexOf(listening)).toBeGreaterThan(waking);
  expect(texts(bench).slice(1)).toEqual([`🎙 ${QUESTION}`, 'An answer']);
  expect((await server.store.read()).lastChatAtMs).toBeDefined();
});

test('a video message is heard as well', async () => {
  const bench = createVoiceBench();
  await bench.talk({ voice: undefined, video_note: file({ length: 240 }) });
  expect(bench.transcriber.recordings[0]).toMatchObject({ fileName: 'video.mp4', mimeType: 'video/mp4' });
  expect(bench.said()).toBe('An answer');
});

test('an audio file is heard when somebody taps for it, also as often as they tap', async () => {
  const bench = createVoiceBench();
  await bench.talk({ voice: undefined, audio: file({ title: 'Song' }), caption: 'What is this about?' });
  expect([bench.said(), bench.downloads]).toEqual([
    'An audio file (3:20). Shall I listen to it, and answer what is said in it?',
    [],
  ]);
  const data = button(bench, 'Listen');
  const original = { message_id: 3_000, from: USER, caption: 'What is this about?', audio: file() };
  const message = {
    message_id: 500,
    date: 1,
    chat: { id: USER.id, type: 'private' },
    reply_to_message: original,
  };
  await bench.tap(data, { message });
  expect(asked(bench)).toEqual([`${QUESTION}\n\nWhat is this about?`]);
  expect(bench.chat()[0]?.text).toBe(`🎙 ${QUESTION}`);
  await bench.tap(data, { message });
  expect(bench.downloads).toHaveLength(1);
  expect(outcomes(bench)).toContain('ignored');
});

test('a caption stands behind what was said, and what the recording replies to before it', async () => {
  const bench = createVoiceBench();
  const reply_to_message = { message_id: 7, from: USER, text: 'Paris was founded by Celts' };
  await bench.talk({ caption: 'in one word', reply_to_message });
  expect(asked(bench)).toEqual([`> Paris was founded by Celts\n\n${QUESTION}\n\nin one word`]);
  expect(texts(bench)).toContain(`🎙 ${QUESTION}`);
});

test('what is forwarded was said by somebody else', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: 'Call me\nat five' }) });
  await bench.talk({ forward_origin: { type: 'user', date: 1, sender_user: { id: 9, first_name: 'Bob' } } });
  expect(asked(bench)).toEqual(['Forwarded from Bob, a recording:\n\n> Call me\n> at five']);
  expect(texts(bench)).toContain('🎙 Call me\nat five');
});

test.each(['/forget', '/delete 1', '/stop', '/newsession'])(
  '%s that is spoken is no command',
  async (said) => {
    const bench = createVoiceBench({ heard: () => ({ text: said }) });
    await bench.send('Hello');
    await bench.talk();
    expect(asked(bench).at(-1)).toBe(said);
    expect(await contentsOf(bench)).toHaveLength(4);
  },
);

test('words that no message can hold come in several, and only once', async () => {
  const long = Array.from({ length: 1_500 }, (_, place) => `word${place}`).join(' ');
  const bench = createVoiceBench({ heard: () => ({ text: long, afterMs: 9_000 }) });
  await bench.talk();
  const shown = texts(bench).slice(1, -1);
  expect(shown.length).toBeGreaterThan(1);
  expect(shown.join(' ').replace(/\s+/g, ' ')).toBe(`🎙 ${long}`);
});

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

test('in a group only what is meant for the bot is heard, under the name of who speaks', async () => {
  const bench = createVoiceBench();
  const inGroup = { chat: GROUP, from: BOB };
  await bench.talk(inGroup);
  expect([bench.downloads, bench.calls]).toEqual([[], []]);
  const caption = `@${BOT.username} in French`;
  const mention = { type: 'mention', offset: 0, length: BOT.username.length + 1 };
  await bench.talk({ ...inGroup, caption, caption_entities: [mention] });
  await bench.talk({ ...inGroup, reply_to_message: { message_id: 9, from: { id: BOT.id, is_bot: true } } });
  expect(asked(bench)).toEqual([`Bob: ${QUESTION}\n\nin French`, `Bob: ${QUESTION}`]);
});

test('without a speech server that is said, and nothing is downloaded', async () => {
  const bench = createVoiceBench({ replace: () => ({ speech: undefined }) as never });
  await bench.talk();
  expect([bench.said(), bench.downloads]).toEqual([
    "I can't listen to voice messages: no speech server is set up. Please write it as text.",
    [],
  ]);
});

test('/retry answers what was said anew, without listening again', async () => {
  const bench = createVoiceBench();
  await bench.talk();
  await bench.send('/retry');
  expect([asked(bench), bench.downloads.length]).toEqual([[QUESTION, QUESTION], 1]);
});

const editCaption = (bench: VoiceBench, caption: string | undefined, updateId: number) =>
  bench.deliver({ update_id: updateId, edited_message: { ...spoken(3_000).message, caption, edit_date: 2 } });

test('a changed caption is answered anew with what was heard, as often as it changes', async () => {
  const bench = createVoiceBench();
  await bench.talk({ caption: 'in one word' });
  await editCaption(bench, 'in a sentence', 4_000);
  await editCaption(bench, undefined, 4_001);
  await editCaption(bench, 'please', 4_002);
  await editCaption(bench, 'please', 4_003);
  expect(asked(bench)).toEqual(
    ['\n\nin one word', '\n\nin a sentence', '', '\n\nplease'].map((end) => QUESTION + end),
  );
  expect([bench.downloads.length, outcomes(bench).at(-1)]).toEqual([1, 'ignored']);
  expect(await contentsOf(bench)).toHaveLength(2);
});

test('a caption that changes while it listens is answered by its own update', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: QUESTION, afterMs: 5_000 }) });
  const talking = bench.talk({ caption: 'in one word' });
  await bench.services.stops.write(USER.id, { edited: { messageId: 3_000, updateId: 4_000 } });
  await talking;
  expect([bench.model.calls, bench.said()]).toEqual([
    [],
    expect.stringContaining('You changed the question'),
  ]);
  await editCaption(bench, 'in a sentence', 4_000);
  expect(asked(bench)).toEqual([`${QUESTION}\n\nin a sentence`]);
});

test('an edit of a recording that was not heard changes nothing', async () => {
  const bench = createVoiceBench();
  await editCaption(bench, 'before anything', 4_000);
  await bench.send('Hello');
  await editCaption(bench, 'in one word', 4_001);
  expect([outcomes(bench), bench.downloads]).toEqual([['ignored', 'answered', 'ignored'].sort(), []]);
});

test('a comment and the recording that is forwarded with it are one question; if nothing is heard, the comment is answered', async () => {
  for (const fails of [undefined, 'speech-unreachable', 'speech-nothing-heard'] as const) {
    const bench = createVoiceBench();
    if (fails) bench.transcriber.script.push({ fails });
    const date = Math.floor(bench.clock.now() / 1000);
    await bench.services.stops.write(USER.id, { join: { updateId: 3_000, date } });
    await bench.deliver({ update_id: 2_999, message: textMessage('Sum it up', 2_999, { date }) });
    expect(bench.model.calls).toEqual([]);
    await bench.talk({ date, forward_origin: { type: 'hidden_user', date: 1, sender_user_name: 'Eve' } });
    const both = `Sum it up\n\nForwarded from Eve, a recording:\n\n> ${QUESTION}`;
    expect(asked(bench)).toEqual([fails ? 'Sum it up' : both]);
    if (!fails) expect(texts(bench)).toContain(`🎙 ${QUESTION}`);
  }
});

test('/status tells of the speech server, /help of voice messages where there is one', async () => {
  const bench = createVoiceBench({ maxSeconds: 90 });
  const status = async () => {
    await bench.send('/status');
    return bench.said();
  };
  expect(await status()).toMatch(/✅ Speech server: reachable in \d+ ms, for recordings of up to 1:30/);
  for (const [fault, words] of [
    ['speech-unreachable', 'not reachable.'],
    ['speech-key-refused', 'it refuses my key'],
    ['speech-failed', 'it answers with an error.'],
  ] as const) {
    bench.transcriber.fault = fault;
    expect(await status()).toContain(
      `❌ Speech server: ${fault === 'speech-unreachable' ? '' : 'reachable, but '}${words}`,
    );
  }
  await bench.send('/help');
  expect(bench.said()).toContain('or say it in a voice message');
  await bench.send('/start');
  expect(bench.said()).toContain('Just write to me, or send a voice message, and I answer.');
});

const inAnHour = 'Remind me in one hour to turn off the oven';

test('“remind me …” that is spoken is a card, and nothing is set before it is tapped', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: inAnHour }) });
  await bench.talk();
  expect(texts(bench).slice(1)).toEqual([`🎙 ${inAnHour}`, expect.stringContaining('turn off the oven')]);
  expect([bench.model.calls, await bench.services.reminders.list(USER.id), await contentsOf(bench)]).toEqual([
    [],
    [],
    [],
  ]);
  await bench.tap(button(bench, 'Set'));
  expect(await bench.services.reminders.list(USER.id)).toMatchObject([
    { text: 'turn off the oven', state: 'active' },
  ]);
});

const inBerlin = ({ clock, services }: VoiceBench) =>
  services.profiles.update(USER.id, {
    zone: { name: 'Europe/Berlin', from: 'command' },
    updatedAtMs: clock.now(),
  });

test.each([
  ['Remind me to call mum', 'When shall I remind you?'],
  ['Remind me every Monday to call mum', 'At what time of the day?'],
  ['Remind me tomorrow to call mum', 'At what time on Wed 15 Nov?'],
  ['Remind me every 5 minutes to blink', 'I repeat every 10 minutes at most.'],
  ['Remind me on 30 February at 9:00 to laugh', 'No calendar has that day.'],
  ['Remind me today at 1 am to call mum', 'That was 22 hours ago.'],
  ['Remind me in 90 seconds to eat', 'When shall I remind you?'],
])('“%s”: %s', async (text, question) => {
  const bench = createVoiceBench({ heard: () => ({ text }) });
  await inBerlin(bench);
  await bench.talk();
  expect(bench.said()).toContain(question);
  expect(await bench.services.reminders.list(USER.id)).toMatchObject([{ state: 'draft' }]);
  expect([bench.model.calls, bench.downloads]).toEqual([[], ['AwAC']]);
});

test.each([
  ['Remind me every Monday at nine to call mum', 'call mum'],
  ['Erinnere mich jeden Montag um 9 Uhr an die Blumen', 'Blumen'],
  ['Recuérdame todos los lunes a las 9:00 llamar a mamá', 'llamar a mamá'],
  ['Rappelle-moi chaque lundi à 9h d’appeler maman', 'appeler maman'],
  ['Lembra-me todas as segundas às 9h de ligar', 'ligar'],
  ['Напомни мне каждый понедельник в 9:00 позвонить маме', 'позвонить маме'],
])('“%s” is a card with how often and the next time, and “Set” sets it', async (text, what) => {
  const bench = createVoiceBench({ heard: () => ({ text }) });
  await inBerlin(bench);
  await bench.talk();
  const next = 'next Mon 20 Nov, 09:00 (Europe/Berlin), on your clock Mon 09:00?';
  expect(bench.said()).toBe(`⏰ Remind you: «${what}» · 🔁 every Monday at 09:00, ${next}`);
  expect(await bench.services.reminders.list(USER.id)).toEqual([]);
  await bench.tap(button(bench, 'Set'));
  expect(await bench.services.reminders.list(USER.id)).toMatchObject([
    { text: what, state: 'active', schedule: { kind: 'rule', zone: 'follow' } },
  ]);
  expect(bench.said()).toContain('🔁 every Monday at 09:00\nNext: Mon 20 Nov, 09:00');
  expect(bench.model.calls).toEqual([]);
});

test('how often: what months lack is said before it is set, and a late tap counts from when it was said', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: 'Remind me every 31st at 9 am to pay' }) });
  await inBerlin(bench);
  await bench.talk();
  expect(bench.said()).toContain('on the 31st at 09:00, next Sun 31 Dec, 09:00');
  expect(bench.said()).toContain('\nOnly in months that have a day 31.');
  const [set, other, no] = ['Set', 'Other', 'No'].map((label) => button(bench, label));
  await bench.clock.advance(40 * 86_400_000);
  await bench.tap(String(no));
  expect([bench.said(), await bench.services.reminders.list(USER.id)]).toEqual([
    expect.stringContaining('OK, nothing is set.'),
    [],
  ]);
  await bench.tap(String(set));
  expect(bench.bench.buttons().map(({ text }) => text)).toContain('Last day of the month instead');
  await bench.tap(String(other));
  expect(bench.said()).toContain('was added already');
});

test('how often, without a zone: it is asked when it is set; what elapses needs none, and counts on', async () => {
  let text = 'Remind me every Monday at nine to call mum';
  const bench = createVoiceBench({ heard: () => ({ text }) });
  await bench.talk();
  expect(bench.said()).toContain('next Mon 20 Nov, 09:00, on your clock?');
  const set = button(bench, 'Set');
  await bench.tap(set);
  expect(bench.said()).toContain('I need your time zone for that. Then tap “Set” again.');
  text = 'Remind me every Friday to rest';
  await bench.talk();
  expect(bench.said()).toContain('I keep “rest” until I know.');
  await bench.send('/timezone New York');
  expect(bench.said()).toContain('At what time of the day?');
  await bench.tap(set);
  text = 'Remind me every 2 hours to drink';
  const saidMs = Math.floor(bench.clock.now() / 1_000) * 1_000;
  await bench.talk();
  await bench.clock.advance(5 * 60_000);
  await bench.tap(button(bench, 'Set'));
  const all = await bench.services.reminders.list(USER.id);
  expect(all.map(({ text, state, dueMs }) => [text, state, dueMs]).sort()).toEqual([
    ['call mum', 'active', Date.parse('2023-11-20T14:00Z')],
    ['drink', 'active', saidMs + 2 * 3_600_000],
    ['rest', 'draft', undefined],
  ]);
});

test.each([
  ['Remind me in one hour to turn off the oven.', 'turn off the oven'],
  ['Remind me in one hour. Turn off the oven!', 'Turn off the oven'],
  ['Remind me to see Dr. Who at 9 a.m.', 'see Dr. Who'],
])('of “%s” the card has the text without the full stops of its sentences', async (text, what) => {
  const bench = createVoiceBench({ heard: () => ({ text }) });
  await bench.talk();
  expect(bench.said()).toContain(`Remind you: «${what}»`);
});

test('where only a time is said, it asks for the text', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: 'Remind me in ten minutes.' }) });
  await bench.talk();
  expect(bench.said()).toContain('what shall I remind you of?');
  expect(await bench.services.reminders.list(USER.id)).toMatchObject([{ state: 'draft', text: '' }]);
});

test('a question that only sounds like it goes to the model', async () => {
  const text = 'Can you remind me what the capital of France is?';
  const bench = createVoiceBench({ heard: () => ({ text }) });
  await bench.talk();
  expect(asked(bench)).toEqual([text]);
});

test('a time in a recording that was forwarded is proposed beside the answer', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: 'The train leaves in two hours' }) });
  const date = Math.floor(bench.clock.now() / 1000);
  await bench.talk({ forward_origin: { type: 'user', date, sender_user: { id: 9, first_name: 'Bob' } } });
  const [, echo, card, answer] = texts(bench);
  expect([echo, answer]).toEqual(['🎙 The train leaves in two hours', 'An answer']);
  expect(card).toContain('Remind you: «The train leaves in two hours»');
  expect(await bench.services.reminders.list(USER.id)).toEqual([]);
});

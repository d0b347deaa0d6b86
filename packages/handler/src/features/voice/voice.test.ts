// What is said into a recording is asked: shown, stored once, and answered.
import { expect, test } from 'vitest';
import { BOT, textMessage, USER } from '../../../test/bench.ts';
import { BOB, button, contentsOf, GROUP, messagesOf, outcomes } from '../../../test/people.ts';
import { createSleepyServer } from '../../../test/sleepy-server.ts';
import {
  AUDIO,
  asked,
  createVoiceBench,
  file,
  QUESTION,
  spoken,
  texts,
  type VoiceBench,
} from '../../../test/voice-bench.ts';

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

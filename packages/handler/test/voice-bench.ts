// A bench with a speech server, and people who talk.
import { createFakeClock, createFakeTranscriber, type Heard } from '@steward/core/testing';
import type { Services } from '../src/context/services.ts';
import { type Bench, createBench, textMessage, USER } from './bench.ts';

/** What the fake Telegram gives out: no OGG, so nothing is known of its length. */
export const AUDIO = new TextEncoder().encode('a recording');

export const createVoiceBench = (
  options: Parameters<typeof createBench>[0] & {
    heard?: () => Heard;
    download?: Services['download'];
    maxSeconds?: number;
    isOnModelServer?: boolean;
  } = {},
) => {
  const clock = createFakeClock(undefined, { mode: 'auto' });
  const transcriber = createFakeTranscriber({
    clock,
    fallback: options.heard ?? (() => ({ text: QUESTION })),
  });
  const downloads: string[] = [];
  const counted: string[] = [];
  const bench = createBench({
    clock,
    ...options,
    replace: (fakes) => ({
      speech: {
        transcriber,
        maxSeconds: options.maxSeconds ?? 600,
        isOnModelServer: options.isOnModelServer ?? false,
      },
      async download(fileId, maxBytes, signal) {
        downloads.push(fileId);
        return await (options.download?.(fileId, maxBytes, signal) ?? AUDIO);
      },
      meter: {
        ...fakes.meter,
        count: (name, _, dimensions) =>
          void (name === 'Transcription' && counted.push(dimensions?.outcome ?? '')),
        time: (name) => void (name === 'TranscriptionTime' && counted.push('time')),
      },
      ...options.replace?.(fakes),
    }),
  });
  let nextUpdateId = 3_000;
  /** Says something; `more` goes into the message. Returns whether the queue may forget it. */
  const talk = (more: object = {}, updateId = nextUpdateId++, receiveCount = 1) =>
    bench.deliver(spoken(updateId, { date: Math.floor(clock.now() / 1000), ...more }), { receiveCount });
  return { ...bench, bench: bench as Bench, clock, transcriber, downloads, counted, talk };
};

export type VoiceBench = ReturnType<typeof createVoiceBench>;

/** What is heard unless told otherwise. */
export const QUESTION = 'What is the capital of France?';
export const texts = ({ chat }: VoiceBench) => chat().map(({ text }) => text);
export const asked = ({ model }: VoiceBench) =>
  model.requests.map(({ messages }) => messages.at(-1)?.content);

/** A recording as Telegram describes it. */
export const file = (more: object = {}) => ({
  file_id: 'AwAC',
  duration: 200,
  file_size: AUDIO.length,
  ...more,
});

/** An update with a voice message. */
export const spoken = (updateId: number, more: object = {}) => ({
  update_id: updateId,
  message: textMessage('', updateId, {
    text: undefined,
    voice: file({ file_unique_id: 'u', mime_type: 'audio/ogg' }),
    ...more,
  }),
});

/** A tap on a button below a message. */
export const tapOf = (updateId: number, data: string, messageId = 900) => ({
  update_id: updateId,
  callback_query: {
    id: `tap${updateId}`,
    from: USER,
    data,
    message: { message_id: messageId, date: 1, chat: { id: USER.id, type: 'private' } },
  },
});

import { readVoiceNote } from '@steward/stand-ins/testing';
import { expect, test } from 'vitest';
import { createTelegramEmulator } from './emulator.ts';
import type { SentRecording } from './person-recordings.ts';

const BYTES = new TextEncoder().encode('OggS and so on');

const setUp = () => {
  const emulator = createTelegramEmulator({ clock: () => 1_700_000_000_000 });
  const { id } = emulator.addUser({ first_name: 'Ada' });
  return { emulator, id };
};

const KINDS: [SentRecording['kind'], object, RegExp][] = [
  ['voice', { duration: 7, mime_type: 'audio/ogg' }, /^voice\/file_\d+\.oga$/],
  ['video_note', { duration: 7, length: 384 }, /^video_notes\/file_\d+\.mp4$/],
  ['audio', { duration: 7, mime_type: 'audio/mpeg', file_name: 'audio.mp3' }, /^music\/file_\d+\.mp3$/],
];

test.each(KINDS)(
  'a %s comes with what Telegram tells of it, and can be fetched until its chat is forgotten',
  async (kind, fields, path) => {
    const { emulator, id } = setUp();
    const message = emulator.sendRecording(id, id, { kind, bytes: BYTES, duration: 7 });
    const sent = message[kind];
    expect(sent).toMatchObject({ ...fields, file_size: BYTES.length });
    const file = await emulator.api.call('getFile', { values: { file_id: sent?.file_id }, files: new Map() });
    const { file_path: at } = (file as { result: { file_path: string } }).result;
    expect(at).toMatch(path);
    expect(Buffer.from(emulator.fileAt(at)?.bytes ?? [])).toEqual(Buffer.from(BYTES));
    emulator.forgetChat({ chatId: id, keep: 0, upToUpdateId: 0 });
    expect(emulator.file(sent?.file_id ?? '')).toBeUndefined();
  },
);

test('a recording has the words below it, and the size that a test lets Telegram claim', () => {
  const { emulator, id } = setUp();
  const message = emulator.sendRecording(id, id, {
    kind: 'voice',
    bytes: BYTES,
    caption: 'Listen',
    fileSize: 30_000_000,
  });
  expect(message).toMatchObject({ caption: 'Listen', voice: { duration: 0, file_size: 30_000_000 } });
});

test('how long a voice message plays is read from it', () => {
  const { emulator, id } = setUp();
  const bytes = readVoiceNote('capital-of-france');
  expect(emulator.sendRecording(id, id, { kind: 'voice', bytes }).voice).toMatchObject({ duration: 2 });
});

test('what no app sends is refused', () => {
  const { emulator, id } = setUp();
  expect(() => emulator.sendRecording(id, id, { kind: 'voice', bytes: new Uint8Array() })).toThrow(
    'not empty',
  );
  expect(() => emulator.sendRecording(id, id, { kind: 'video_note', bytes: BYTES, caption: 'x' })).toThrow(
    'no caption',
  );
});

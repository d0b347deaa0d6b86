// What people record: a voice message, a round video, or an audio file that they have.

import { saveFile } from './methods/documents.ts';
import { chatOfMember, type PeopleDependencies } from './people.ts';
import { captionFields, type SendOptions, send } from './person-messages.ts';
import type { EmulatedMessage, Recording } from './telegram-objects.ts';

export interface SentRecording {
  kind: 'voice' | 'video_note' | 'audio';
  bytes: Uint8Array;
  /** Whole seconds, as Telegram counts; of OGG/Opus it is read where it is left out. */
  duration?: number;
  /** Of an audio file. */
  fileName?: string;
  mimeType?: string;
  /** A round video has none. */
  caption?: string;
  /** The size Telegram claims, where a test lets it lie (bytes). */
  fileSize?: number;
}

const FILES = {
  voice: { fileName: 'file.oga', mimeType: 'audio/ogg' },
  video_note: { fileName: 'file.mp4', mimeType: 'video/mp4' },
  audio: { fileName: 'audio.mp3', mimeType: 'audio/mpeg' },
};

/** Pixels, of a round video. */
const DIAMETER = 384;

export const sendRecording = (
  dependencies: PeopleDependencies,
  userId: number,
  chatId: number,
  { kind, bytes, caption, fileSize, ...sent }: SentRecording,
  options: SendOptions = {},
): EmulatedMessage => {
  const { store } = dependencies;
  chatOfMember(store, userId, chatId);
  if (bytes.length === 0) throw new Error('A recording is not empty');
  if (kind === 'video_note' && caption !== undefined) throw new Error('A round video has no caption');
  const usual = FILES[kind];
  const { fileName = usual.fileName, mimeType = usual.mimeType, duration = secondsOf(bytes) } = sent;
  const file = saveFile(store, { fileName, mimeType, bytes }, { kind, size: fileSize });
  const content: Recording = {
    file_id: file.fileId,
    file_unique_id: file.uniqueId,
    duration,
    ...(kind === 'video_note' ? { length: DIAMETER } : { mime_type: mimeType }),
    ...(kind === 'audio' && { file_name: fileName }),
    file_size: file.size,
  };
  return send(dependencies, userId, chatId, { [kind]: content, ...captionFields(caption) }, options, [
    { type: 'file', file },
  ]);
};

/** Of OGG/Opus, by the last page; 0 of anything else. */
const secondsOf = (bytes: Uint8Array): number => {
  const file = Buffer.from(bytes);
  const [page, head] = [file.lastIndexOf('OggS'), file.indexOf('OpusHead')];
  if (page < 0 || head < 0 || page + 14 > file.length) return 0;
  return Math.round((Number(file.readBigInt64LE(page + 6)) - file.readUInt16LE(head + 10)) / 48_000);
};

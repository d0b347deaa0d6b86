// A recording as Telegram tells of it before it is downloaded, and as the facts of its work keep it for another try.
import type { FactChanges, Facts } from '@steward/core';
import type { UpdateFacts } from '../../context/update-context.ts';
import type { IncomingMessage } from '../../telegram/incoming.ts';

const KINDS = ['voice', 'video_note', 'audio'] as const;

export interface IncomingRecording {
  kind: (typeof KINDS)[number];
  fileId: string;
  /** Telegram counts whole seconds; 0 where it says nothing. */
  seconds: number;
  bytes: number | undefined;
}

export const recordingIn = (message: IncomingMessage): IncomingRecording | undefined => {
  for (const kind of KINDS) {
    const { file_id: fileId, duration: seconds = 0, file_size: bytes } = message[kind] ?? {};
    if (fileId !== undefined) return { kind, fileId, seconds, bytes };
  }
  return undefined;
};

export const toFacts = (
  { kind, fileId, seconds, bytes }: IncomingRecording,
  messageId: number,
  atMs: number,
): FactChanges<UpdateFacts> => ({
  voice: fileId,
  voiceKind: kind,
  voiceSeconds: seconds,
  ...(bytes !== undefined && { voiceBytes: bytes }),
  voiceMessage: messageId,
  voiceAtMs: atMs,
});

/** Undefined where the work brought none. */
export const fromFacts = (
  facts: Facts | undefined,
): { recording: IncomingRecording; messageId: number; atMs: number } | undefined => {
  const {
    voice,
    voiceAtMs = 0,
    voiceBytes,
    voiceKind,
    voiceMessage,
    voiceSeconds,
  } = (facts ?? {}) as UpdateFacts;
  const kind = KINDS.find((one) => one === voiceKind);
  if (voice === undefined || voiceMessage === undefined || !kind) return undefined;
  return {
    recording: { kind, fileId: voice, seconds: voiceSeconds ?? 0, bytes: voiceBytes },
    messageId: voiceMessage,
    atMs: voiceAtMs,
  };
};

/** `3:20`, `1:02:05`. */
export const lengthInWords = (seconds: number): string => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};

// OGG/Opus as WAV (16 kHz, mono, 16 bits) for servers that read nothing else. In pieces: all at once would take half a
// gigabyte for ten minutes.
import { setImmediate } from 'node:timers/promises';
import { SpeechError } from '@steward/core';
import { OggOpusDecoder } from 'ogg-opus-decoder';

const RATE = 16_000;
const PIECE_BYTES = 64 * 1024;
const HEADER_BYTES = 44;

interface Decoded {
  channelData: Float32Array[];
}

/** Throws `speech-unreadable` for what is no OGG/Opus, `speech-too-long` where more than `maxSeconds` come out of it. */
export const toWav = async (ogg: Uint8Array, maxSeconds: number, signal: AbortSignal): Promise<Buffer> => {
  // Its types know no rate; libopus decodes at this one.
  const decoder = new OggOpusDecoder({ sampleRate: RATE } as object);
  const pieces: Buffer[] = [];
  let bytes = 0;
  const keep = ({ channelData }: Decoded): void => {
    const piece = toSamples(channelData);
    bytes += piece.byteLength;
    if (bytes > maxSeconds * RATE * 2)
      throw new SpeechError('speech-too-long', 'The recording is over the limit');
    pieces.push(piece);
  };
  try {
    await decoder.ready;
    for (let at = 0; at < ogg.byteLength; at += PIECE_BYTES) {
      keep(await decoder.decode(ogg.subarray(at, at + PIECE_BYTES)));
      // The lease is renewed meanwhile.
      await setImmediate();
      signal.throwIfAborted();
    }
    keep(await decoder.flush());
  } catch (error) {
    if (error instanceof SpeechError || signal.aborted) throw error;
    throw unreadable(error);
  } finally {
    decoder.free();
  }
  if (bytes === 0) throw unreadable();
  return Buffer.concat([headerOf(bytes), ...pieces]);
};

const unreadable = (cause?: unknown): SpeechError =>
  new SpeechError('speech-unreadable', 'The recording is no OGG/Opus', { cause });

/** The mean of all channels. */
const toSamples = (channels: Float32Array[]): Buffer => {
  const length = channels[0]?.length ?? 0;
  const samples = Buffer.alloc(length * 2);
  for (let at = 0; at < length; at += 1) {
    let sum = 0;
    for (const channel of channels) sum += channel[at] ?? 0;
    const value = Math.round((sum / channels.length) * 32_767);
    samples.writeInt16LE(Math.max(-32_768, Math.min(32_767, value)), at * 2);
  }
  return samples;
};

const headerOf = (bytes: number): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0);
  header.writeUInt32LE(HEADER_BYTES - 8 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return header;
};

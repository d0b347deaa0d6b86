// From the bytes of a recording to samples: one channel at 16 kHz, as recognisers want it.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadOpusDecoder } from './packages.ts';

export const SAMPLE_RATE = 16_000;

export type Audio = { samples: Float32Array } | { refused: 'unreadable' | 'too-long' };

/** OGG/Opus and such WAV by itself; anything else (a video note, MP3) where ffmpeg is installed. */
export const readAudio = async (bytes: Buffer, maxSeconds: number): Promise<Audio> => {
  const maxSamples = maxSeconds * SAMPLE_RATE;
  const samples =
    bytes.toString('latin1', 0, 4) === 'OggS'
      ? await readOpus(bytes, maxSamples)
      : (readWav(bytes) ?? (await convert(bytes, maxSeconds)));
  if (!samples || samples.length === 0) return { refused: 'unreadable' };
  return samples.length > maxSamples ? { refused: 'too-long' } : { samples };
};

/** How many bytes are decoded at once: what is under way beside it may go on between them. */
const PIECE_BYTES = 65_536;

/** Ends a little behind the limit. What is no Opus gives nothing, and no error. */
const readOpus = async (bytes: Buffer, maxSamples: number): Promise<Float32Array> => {
  const OggOpusDecoder = await loadOpusDecoder();
  const decoder = new OggOpusDecoder({ sampleRate: SAMPLE_RATE, forceStereo: false });
  try {
    await decoder.ready;
    const pieces: Float32Array[] = [];
    let length = 0;
    const keep = ({ channelData }: { channelData: Float32Array[] }): void => {
      const piece = channelData[0] ?? new Float32Array();
      length += piece.length;
      pieces.push(piece);
    };
    for (let at = 0; at < bytes.length && length <= maxSamples; at += PIECE_BYTES)
      keep(await decoder.decode(bytes.subarray(at, at + PIECE_BYTES)));
    if (length <= maxSamples) keep(await decoder.flush());
    const samples = new Float32Array(length);
    let at = 0;
    for (const piece of pieces) {
      samples.set(piece, at);
      at += piece.length;
    }
    return samples;
  } catch {
    return new Float32Array();
  } finally {
    decoder.free();
  }
};

/** Undefined for all but one channel of 16 bits at 16 kHz. */
const readWav = (bytes: Buffer): Float32Array | undefined => {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    return undefined;
  for (let at = 12, fits = false; at + 8 <= bytes.length; ) {
    const [name, length] = [bytes.toString('latin1', at, at + 4), bytes.readUInt32LE(at + 4)];
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (name === 'fmt ' && body.length >= 16) {
      const [kind, channels] = [body.readUInt16LE(0), body.readUInt16LE(2)];
      fits =
        kind === 1 && channels === 1 && body.readUInt32LE(4) === SAMPLE_RATE && body.readUInt16LE(14) === 16;
    }
    if (name === 'data') return fits ? fromSixteenBits(body) : undefined;
    at += 8 + length + (length % 2);
  }
  return undefined;
};

const fromSixteenBits = (bytes: Buffer): Float32Array => {
  const samples = new Float32Array(bytes.length >> 1);
  for (let at = 0; at < samples.length; at += 1) samples[at] = bytes.readInt16LE(at * 2) / 32_768;
  return samples;
};

const run = promisify(execFile);

/** Undefined where there is no ffmpeg, or it cannot read this either. It reads a file, because MP4 is not read in order. */
const convert = async (bytes: Buffer, maxSeconds: number): Promise<Float32Array | undefined> => {
  const folder = await mkdtemp(join(tmpdir(), 'steward-speech-'));
  try {
    const file = join(folder, 'recording');
    await writeFile(file, bytes, { mode: 0o600 });
    const input = ['-nostdin', '-v', 'error', '-protocol_whitelist', 'file,pipe', '-i', file];
    const output = [
      '-t',
      `${maxSeconds + 1}`,
      '-vn',
      '-ac',
      '1',
      '-ar',
      `${SAMPLE_RATE}`,
      '-f',
      's16le',
      'pipe:1',
    ];
    const { stdout } = await run('ffmpeg', [...input, ...output], {
      encoding: 'buffer',
      timeout: 60_000,
      killSignal: 'SIGKILL',
      maxBuffer: (maxSeconds + 2) * SAMPLE_RATE * 2,
    });
    return fromSixteenBits(stdout);
  } catch {
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

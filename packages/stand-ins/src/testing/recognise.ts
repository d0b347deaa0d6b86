// A real recogniser of speech, small and deterministic: Debian's pocketsphinx with its English model.
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OggOpusDecoder } from 'ogg-opus-decoder';

const COMMAND = 'pocketsphinx_continuous';
/** A narrower search: half the time, and the same words. */
const SEARCH = ['-maxhmmpf', '2000'];
const run = promisify(execFile);

/** False, with a word about what is not tested and how to have it, where it is not installed. */
export const haveRecogniser = (what: string): boolean => {
  if (
    spawnSync('sh', ['-c', `command -v ${COMMAND} && test -d /usr/share/pocketsphinx/model/en-us`]).status ===
    0
  )
    return true;
  const hint = 'sudo apt-get install pocketsphinx pocketsphinx-en-us';
  process.stderr.write(`\n*** SKIPPED: ${what}. Speech is recognised by pocketsphinx (${hint}) ***\n\n`);
  return false;
};

const heard = new Map<string, Promise<string>>();

/** The words, the same for the same bytes. Undefined: neither OGG/Opus nor WAV of 16 kHz. */
export const recognise = async (audio: Buffer): Promise<string | undefined> => {
  const samples = isWav(audio) ? samplesOfWav(audio) : await decodeOpus(audio);
  if (!samples?.length) return undefined;
  const digest = createHash('sha256').update(samples).digest('hex');
  const known = heard.get(digest) ?? listen(samples);
  heard.set(digest, known);
  return await known;
};

/** Through a file: the command reads none of what Node gives it as standard input. */
const listen = async (samples: Buffer): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'steward-speech-'));
  try {
    const file = join(folder, 'samples.raw');
    await writeFile(file, samples);
    const { stdout } = await run(COMMAND, ['-infile', file, '-logfn', '/dev/null', ...SEARCH]);
    return stdout.trim().replaceAll('\n', ' ');
  } finally {
    await rm(folder, { recursive: true });
  }
};

export const isWav = (audio: Buffer): boolean =>
  audio.toString('latin1', 0, 4) === 'RIFF' && audio.toString('latin1', 8, 12) === 'WAVE';

/** One channel of 16 bits at 16 kHz, as recognisers want it; undefined for any other. */
const samplesOfWav = (audio: Buffer): Buffer | undefined => {
  for (let at = 12, rate = 0; at + 8 <= audio.length; ) {
    const [name, length] = [audio.toString('latin1', at, at + 4), audio.readUInt32LE(at + 4)];
    const body = audio.subarray(at + 8, at + 8 + length);
    if (name === 'fmt ' && length >= 16 && body.readUInt16LE(2) === 1 && body.readUInt16LE(14) === 16)
      rate = body.readUInt32LE(4);
    if (name === 'data') return rate === 16_000 ? body : undefined;
    at += 8 + length + (length % 2);
  }
  return undefined;
};

/** The same kind of samples; none where it is no OGG/Opus. */
export const decodeOpus = async (audio: Buffer): Promise<Buffer> => {
  // Its types do not know the rate.
  const options = { sampleRate: 16_000, forceStereo: false };
  const decoder = new OggOpusDecoder(options);
  try {
    await decoder.ready;
    const { channelData } = await decoder.decodeFile(audio);
    const samples = Int16Array.from(channelData[0] ?? [], (sample) =>
      Math.round(Math.max(-1, Math.min(1, sample)) * 32_767),
    );
    return Buffer.from(samples.buffer);
  } finally {
    decoder.free();
  }
};

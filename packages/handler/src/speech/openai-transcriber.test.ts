// The adapter against a server that answers as real ones do, whisper-server with its measured faults among them.
import { readFileSync } from 'node:fs';
import { SpeechError, StewardError } from '@steward/core';
import { transcriberContract } from '@steward/core/testing';
import {
  type Answer,
  reset,
  type SeenRequest,
  silence,
  startScriptedServer,
  status,
} from '@steward/stand-ins/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createTranscriber, type TranscriberOptions } from './openai-transcriber.ts';

const OGG = {
  bytes: new Uint8Array(readFileSync(new URL('../../test/fixtures/capital-of-france.oga', import.meta.url))),
  fileName: 'voice.ogg',
  mimeType: 'audio/ogg',
};
const MP3 = { bytes: Buffer.from('ID3 …'), fileName: 'song.mp3', mimeType: 'audio/mpeg' };
const text = (words: string): Answer => status(200, { text: words });

const OPTIONS: Omit<TranscriberOptions, 'url'> = {
  apiKey: async () => undefined,
  certificate: async () => undefined,
  model: 'whisper-1',
  language: undefined,
  maxSeconds: 600,
};

const start = async (answers: Answer | Answer[], options: Partial<TranscriberOptions> = {}) => {
  const server = await startScriptedServer(answers);
  const transcriber = createTranscriber({ ...OPTIONS, url: server.url, ...options });
  const transcribe = (recording = OGG, timeoutMs = 10_000, signal = new AbortController().signal) =>
    transcriber.transcribe(recording, { timeoutMs, signal });
  return { server, transcriber, transcribe };
};

const setUp = async (...args: Parameters<typeof start>) => {
  const started = await start(...args);
  onTestFinished(started.server.close);
  return started;
};

/** The fields of what was sent; of a file its name, type and bytes. */
const fieldsOf = async ({ bytes, headers }: SeenRequest) => {
  const body = new Response(new Uint8Array(bytes), {
    headers: { 'content-type': headers['content-type'] ?? '' },
  });
  const form = await body.formData();
  return Object.fromEntries(form.entries());
};
const fileOf = async (request: SeenRequest | undefined): Promise<File> =>
  (await fieldsOf(request as SeenRequest)).file as File;
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: StewardError) => error.code,
  );

transcriberContract(async () => {
  const answers: Answer[] = [];
  const { server, transcriber } = await start((response, request) =>
    request.path === '/v1/models' ? status(404)(response) : answers.shift()?.(response, request),
  );
  const codes = {
    'speech-unreadable': 400,
    'speech-busy': 429,
    'speech-key-refused': 401,
    'speech-model-missing': 404,
    'speech-too-long': 413,
    'speech-failed': 418,
  } as Record<string, number>;
  return {
    transcriber,
    close: server.close,
    hears: (words) => void answers.push(text(words)),
    fails: (code) => void answers.push(status(codes[code] ?? 0, 'no')),
    waits: () => void answers.push(silence),
  };
});

test('a recording goes as voice.ogg with the model and the key, and without prompt or language', async () => {
  const { server, transcribe } = await setUp(text('Hello'), { apiKey: async () => 'k3y' });
  expect(await transcribe()).toBe('Hello');
  const [request] = server.requests as [SeenRequest];
  expect(request).toMatchObject({ method: 'POST', path: '/v1/audio/transcriptions' });
  expect(request.headers).toMatchObject({ authorization: 'Bearer k3y', 'x-api-key': 'k3y' });
  expect(Number(request.headers['content-length'])).toBe(request.bytes.length);
  const { file, ...fields } = await fieldsOf(request);
  expect(fields).toEqual({ model: 'whisper-1', response_format: 'json' });
  expect([(file as File).name, (file as File).type]).toEqual(['voice.ogg', 'audio/ogg']);
  expect(Buffer.from(await (file as File).arrayBuffer()).equals(OGG.bytes)).toBe(true);
});

test('a language that is set is sent, and an audio file under its own name', async () => {
  const { server, transcribe } = await setUp(text('Hallo'), { language: 'de', model: 'parakeet' });
  await transcribe(MP3 as typeof OGG);
  const { file, ...fields } = await fieldsOf(server.requests[0] as SeenRequest);
  expect(fields).toEqual({ model: 'parakeet', response_format: 'json', language: 'de' });
  expect([(file as File).name, (file as File).type]).toEqual(['song.mp3', 'audio/mpeg']);
});

test.each(['', '/', '/v1', '/v1/', '/v1/audio/transcriptions'])(
  'the address may end with “%s”',
  async (end) => {
    const { server, transcriber } = await setUp(text('Hello'));
    for (const prefix of ['', '/openai']) {
      const other = createTranscriber({ ...OPTIONS, url: `${server.url}${prefix}${end}` });
      await other.transcribe(OGG, { timeoutMs: 5_000, signal: new AbortController().signal });
      expect(server.requests.at(-1)?.path).toBe(`${prefix}/v1/audio/transcriptions`);
    }
    await transcriber.check();
    expect(server.requests.at(-1)).toMatchObject({ method: 'GET', path: '/v1/models' });
  },
);

test.each<[string, Answer]>([
  ['400 in plain text', status(400, 'failed to read audio data')],
  ['415', status(415, { error: { message: 'unsupported' } })],
  ['a conversion that failed', status(500, { error: 'FFmpeg conversion failed.' })],
])('on %s it is sent once more as WAV, and from then on at once', async (_, refusal) => {
  const { server, transcribe } = await setUp([refusal, text(' It worked\n'), text('Again')]);
  expect(await transcribe()).toBe('It worked');
  const wav = await fileOf(server.requests[1]);
  const header = Buffer.from(await wav.arrayBuffer());
  expect([wav.name, wav.type, header.toString('latin1', 0, 4)]).toEqual(['voice.wav', 'audio/wav', 'RIFF']);
  expect([header.readUInt16LE(22), header.readUInt32LE(24), header.readUInt16LE(34)]).toEqual([
    1, 16_000, 16,
  ]);
  expect(header.length).toBe(44 + header.readUInt32LE(40));
  expect((header.length - 44) / 32_000).toBeCloseTo(2.19, 2);
  const samples = Array.from({ length: 35_000 }, (__, at) => header.readInt16LE(44 + 2 * at));
  expect(Math.max(...samples)).toBeGreaterThan(3_000);
  expect(await transcribe()).toBe('Again');
  expect([server.requests.length, (await fileOf(server.requests[2])).name]).toEqual([3, 'voice.wav']);
});

test('a server that wants WAV no more is asked with the recording itself again', async () => {
  const { server, transcribe } = await setUp([status(400), text('a'), status(400), text('b')]);
  await transcribe();
  expect(await codeOf(transcribe())).toBe('speech-unreadable');
  expect(await transcribe()).toBe('b');
  const names = await Promise.all(server.requests.map(async (request) => (await fileOf(request)).name));
  expect(names).toEqual(['voice.ogg', 'voice.wav', 'voice.wav', 'voice.ogg']);
});

test('what nobody can read is unreadable: junk, another format, a file refused twice', async () => {
  const { server, transcribe } = await setUp(status(400));
  for (const bytes of [new Uint8Array(), new Uint8Array(9_000).fill(7), OGG.bytes.subarray(0, 60)])
    expect(await codeOf(transcribe({ ...OGG, bytes }))).toBe('speech-unreadable');
  expect(await codeOf(transcribe(MP3 as typeof OGG))).toBe('speech-unreadable');
  expect(server.requests).toHaveLength(4);
  expect(await codeOf(transcribe())).toBe('speech-unreadable');
});

test('what is longer decoded than allowed is not sent as WAV', async () => {
  const { server, transcribe } = await setUp(status(400), { maxSeconds: 2 });
  expect(await codeOf(transcribe())).toBe('speech-too-long');
  expect(server.requests).toHaveLength(1);
});

test.each<[string, Answer, string]>([
  ['refuses the key', status(403), 'speech-key-refused'],
  [
    'names the model wrong in OpenAI’s way',
    status(400, { error: { param: 'model', code: null } }),
    'speech-model-missing',
  ],
  ['names it wrong by a code', status(422, { error: { code: 'invalid_model' } }), 'speech-model-missing'],
  ['does not know it', status(404, { error: { code: 'model_not_found' } }), 'speech-model-missing'],
  ['is overloaded', status(503, 'loading model'), 'speech-busy'],
  ['is not behind its proxy', status(502, '<html>Bad Gateway</html>'), 'speech-unreachable'],
  ['is slow behind its proxy', status(504, '<html>'), 'speech-slow'],
  ['fails on everything', status(500, { error: 'boom' }), 'speech-failed'],
  ['has no such route', status(405, '<html>'), 'speech-model-missing'],
  ['sends somebody elsewhere', status(302, '', { location: 'http://127.0.0.1:1/' }), 'speech-model-missing'],
  ['answers in another format', status(200, 'just words'), 'speech-failed'],
  ['answers with something else', status(200, { words: 'a' }), 'speech-failed'],
  [
    'says more than anybody could',
    status(200, { text: Array.from({ length: 20_000 }, (_, place) => `w${place}`).join(' ') }),
    'speech-failed',
  ],
  ['answers without end', status(200, { text: 'a'.repeat(1_100_000) }), 'speech-failed'],
  ['breaks off', reset, 'speech-unreachable'],
  [
    'breaks off in its answer',
    (response) => void response.writeHead(200).write('{"te', () => reset(response)),
    'speech-unreachable',
  ],
])('a server that %s: %s', async (_, answer, code) => {
  const { transcribe } = await setUp(answer);
  const error = await transcribe().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SpeechError);
  expect(error).toMatchObject({ code, message: expect.not.stringMatching(/boom|html|loading|words/) });
});

test('a server that is away cannot be reached, also by the check; one that fails does not pass it', async () => {
  const { server, transcribe, transcriber } = await setUp([status(401), status(500)]);
  expect(await codeOf(transcriber.check())).toBe('speech-key-refused');
  expect(await codeOf(transcriber.check())).toBe('speech-failed');
  await server.goAway();
  expect([await codeOf(transcribe()), await codeOf(transcriber.check())]).toEqual([
    'speech-unreachable',
    'speech-unreachable',
  ]);
});

test('a time that is no whole number is as good as any', async () => {
  const { transcribe } = await setUp(text('Hello'));
  expect(await transcribe(OGG, 10_000.25)).toBe('Hello');
});

test('a stop closes the connection', async () => {
  const stop = new AbortController();
  const { server, transcribe } = await setUp(() => stop.abort());
  expect(await codeOf(transcribe(OGG, 10_000, stop.signal))).toBe('aborted');
  expect(await server.requests[0]?.closed).toEqual({ finished: false });
});

test('a refused key is read anew once; a key that no header can hold is refused here', async () => {
  let key = 'old';
  const guard: Answer = (response, { headers }) =>
    headers['x-api-key'] === 'new' ? text('Hello')(response, {} as SeenRequest) : status(401)(response);
  const options = {
    apiKey: async () => key,
    refreshSecrets: async () => {
      key = key === 'old' ? 'new' : 'neither';
    },
  };
  const { server, transcribe } = await setUp(guard, options);
  expect(await transcribe()).toBe('Hello');
  expect(server.requests).toHaveLength(2);
  key = 'other';
  expect(await codeOf(transcribe())).toBe('speech-key-refused');
  const wrong = await setUp(text('Hello'), { apiKey: async () => 'a b' });
  expect([await codeOf(wrong.transcribe()), wrong.server.requests.length]).toEqual(['speech-key-refused', 0]);
});

test('secrets that cannot be read stay the fault they are', async () => {
  const fault = new StewardError('storage-unavailable', 'SSM', { retryable: true });
  const { transcribe } = await setUp(text('Hello'), { apiKey: () => Promise.reject(fault) });
  await expect(transcribe()).rejects.toBe(fault);
});

const pem = (name: string) =>
  readFileSync(new URL(`../../../ollama-client/test/fixtures/${name}.pem`, import.meta.url), 'utf8');

test('only the pinned certificate is trusted, and no other gets the key', async () => {
  const serve = (name: string) =>
    startScriptedServer(text('Hello'), { key: pem(`${name}.key`), cert: pem(`${name}.cert`) });
  const [pinned, other, signed] = await Promise.all(['pinned', 'other', 'signed'].map(serve));
  const ask = async (server: typeof pinned, certificate: string | undefined) => {
    onTestFinished(async () => server?.close());
    const url = server?.url ?? '';
    const trust = { apiKey: async () => 'k3y', certificate: async () => certificate };
    const transcriber = createTranscriber({ ...OPTIONS, ...trust, url });
    return await codeOf(
      transcriber.transcribe(OGG, { timeoutMs: 5_000, signal: new AbortController().signal }),
    );
  };
  expect(await ask(pinned, pem('pinned.cert'))).toBe('done');
  expect(await ask(other, pem('pinned.cert') + pem('other.cert'))).toBe('done');
  for (const [server, certificate] of [
    [other, pem('pinned.cert')],
    [signed, pem('pinned.cert')],
    [pinned, undefined],
    [pinned, 'rubbish'],
    [pinned, '-----BEGIN CERTIFICATE-----\nrubbish\n-----END CERTIFICATE-----'],
  ] as const)
    expect(await ask(server, certificate)).toBe('speech-key-refused');
  expect([pinned, other, signed].map((server) => server?.requests.length)).toEqual([1, 1, 0]);
});

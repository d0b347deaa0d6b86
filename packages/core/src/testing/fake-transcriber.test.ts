import { expect, test } from 'vitest';
import { transcriberContract } from './contract/transcriber-contract.ts';
import { createFakeTranscriber } from './fake-transcriber.ts';

transcriberContract(async () => {
  const transcriber = createFakeTranscriber();
  return {
    transcriber,
    hears: (text) => void transcriber.script.push({ text }),
    fails: (fails) => void transcriber.script.push({ fails }),
    waits: () => void transcriber.script.push({ afterMs: 60_000 }),
  };
});

test('it remembers what it was given, and can be unwell', async () => {
  const fake = createFakeTranscriber({ fallback: () => ({ text: 'Hello' }) });
  const recording = { bytes: new Uint8Array(1), fileName: 'a.mp3', mimeType: 'audio/mpeg' };
  const { signal } = new AbortController();
  expect(await fake.transcribe(recording, { timeoutMs: 1_000, signal })).toBe('Hello');
  expect(fake.recordings).toEqual([recording]);
  fake.fault = 'speech-unreachable';
  await expect(fake.check()).rejects.toMatchObject({ code: 'speech-unreachable' });
});

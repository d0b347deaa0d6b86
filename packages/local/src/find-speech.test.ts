import { startScriptedServer, status } from '@steward/stand-ins/testing';
import { expect, onTestFinished, test } from 'vitest';
import { findSpeech } from './find-speech.ts';

const startServer = async (code: number) => {
  const server = await startScriptedServer(status(code, { status: 'ok' }));
  onTestFinished(server.close);
  return server;
};

test('a server of this machine is used where it says that it is well, and none is configured', async () => {
  const well = await startServer(200);
  expect(await findSpeech(undefined, well.url)).toBe(well.url);
  expect(well.requests[0]?.path).toBe('/health');
  expect(await findSpeech('http://speech:1', well.url)).toBe('http://speech:1');
  expect(well.requests).toHaveLength(1);
  expect(await findSpeech(undefined, (await startServer(503)).url)).toBeUndefined();
});

test('where nobody answers, nothing listens', async () => {
  const gone = await startServer(200);
  await gone.close();
  expect(await findSpeech(undefined, gone.url)).toBeUndefined();
});

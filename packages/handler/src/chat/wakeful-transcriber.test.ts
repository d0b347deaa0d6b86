// A recording that finds the machine asleep on which it would be heard.
import { createFakeClock, createFakeTranscriber } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench } from '../../test/bench.ts';
import { createSleepyServer, type SleepyServerOptions } from '../../test/sleepy-server.ts';
import type { Services } from '../context/services.ts';
import { createWakefulTranscriber } from './wakeful-transcriber.ts';

const RECORDING = { bytes: new Uint8Array(), fileName: 'voice.ogg', mimeType: 'audio/ogg' };

const setUp = (options: SleepyServerOptions = {}, isOnModelServer = true) => {
  const clock = createFakeClock(undefined, { mode: 'auto' });
  const server = createSleepyServer(options);
  const { services } = createBench({ clock, replace: server.replace });
  const transcriber = createFakeTranscriber({ clock });
  const shown: (string | undefined)[] = [];
  const stop = new AbortController();
  const speech = { transcriber, maxSeconds: 600, isOnModelServer };
  const wakeful = createWakefulTranscriber(
    { ...(services as Services), speech },
    { log: services.log, show: (line) => void shown.push(line) },
  );
  const transcribe = () => wakeful.transcribe(RECORDING, { timeoutMs: 60_000, signal: stop.signal });
  return { clock, server, transcriber, shown, stop, transcribe };
};

test('starts the stopped machine, says so, and is heard', async () => {
  const { server, shown, transcribe } = setUp();
  expect(await transcribe()).toBe('What was said');
  expect(server.power.switched).toEqual(['start']);
  expect(shown[0]).toBe('☀️ Waking the model server, about a minute.');
  expect(shown.at(-1)).toBeUndefined();
});

test('is heard at once where the machine is awake, and counts as use', async () => {
  const { clock, server, shown, transcribe } = setUp({ state: 'running', startedAtMs: 0 });
  expect(await transcribe()).toBe('What was said');
  expect([server.power.switched, shown]).toEqual([[], [undefined]]);
  expect((await server.store.read()).lastChatAtMs).toBe(clock.now());
});

test('waits for the server that starts beside the model’s', async () => {
  const { clock, transcriber, transcribe } = setUp();
  transcriber.script.push({ fails: 'speech-unreachable' }, { fails: 'speech-busy' });
  const before = clock.now();
  expect(await transcribe()).toBe('What was said');
  expect(transcriber.recordings).toHaveLength(3);
  expect(clock.now() - before).toBeGreaterThan(6_000);
});

test('waits no more for one that has been away since long after the start', async () => {
  const { transcriber, transcribe } = setUp({ state: 'running', startedAtMs: 0 });
  transcriber.script.push({ fails: 'speech-unreachable' });
  await expect(transcribe()).rejects.toMatchObject({ code: 'speech-unreachable' });
  transcriber.script.push({ fails: 'speech-unreadable' });
  await expect(transcribe()).rejects.toMatchObject({ code: 'speech-unreadable' });
  expect(transcriber.recordings).toHaveLength(2);
});

test('wakes the machine that was stopped under it', async () => {
  const { server, transcriber, transcribe } = setUp({ state: 'running', startedAtMs: 0 });
  const { transcribe: listen } = transcriber;
  transcriber.transcribe = async (...asked) => {
    transcriber.transcribe = listen;
    await server.power.stop();
    transcriber.script.push({ fails: 'speech-unreachable' });
    return await listen(...asked);
  };
  expect(await transcribe()).toBe('What was said');
  expect(server.power.switched).toEqual(['stop', 'start']);
});

test('is not heard, in its own words, where the machine does not wake up, or a stop comes first', async () => {
  const slow = setUp({ startMs: 10 * 60_000, bootMs: 0 });
  await expect(slow.transcribe()).rejects.toMatchObject({ name: 'SpeechError', code: 'speech-unreachable' });
  const stopped = setUp({ startMs: 4 * 60_000 });
  stopped.stop.abort('stopped');
  await expect(stopped.transcribe()).rejects.toMatchObject({ name: 'SpeechError', code: 'aborted' });
});

test('wakes nothing for a server elsewhere', async () => {
  const { server, transcriber, transcribe } = setUp({}, false);
  expect(await transcribe()).toBe('What was said');
  transcriber.script.push({ fails: 'speech-unreachable' });
  await expect(transcribe()).rejects.toMatchObject({ code: 'speech-unreachable' });
  expect(server.power.switched).toEqual([]);
});

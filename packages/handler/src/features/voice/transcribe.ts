// From a file id to the words: downloaded, checked, heard; or why not. A stop ends it wherever it is.
import { leaseLost, SpeechError, StewardError, type Transcriber } from '@steward/core';
import { watchForStop } from '../../chat/stop-watch.ts';
import { createWakefulTranscriber } from '../../chat/wakeful-transcriber.ts';
import type { Speech } from '../../context/services.ts';
import type { UpdateContext } from '../../context/update-context.ts';
import { fileKind } from '../../speech/file-kind.ts';
import { isWhole, playingTime } from '../../speech/is-whole.ts';
import { LEASE_LOST } from '../../telegram/paced-calls.ts';
import type { VoiceDependencies } from './dependencies.ts';
import type { IncomingRecording } from './recording.ts';
import { type Failure, MAX_RECORDING_BYTES } from './sentences.ts';

/** A slow machine hears about as fast as it is spoken; others may wait before it. */
const timeFor = (seconds: number): number => 60_000 + seconds * 750;

export const transcribe = async (
  services: VoiceDependencies & { speech: Speech },
  context: UpdateContext,
  recording: IncomingRecording,
  /** Told what is waited for, and undefined when that is over. */
  show: (line: string | undefined) => void,
): Promise<{ words: string } | { failure: Failure }> => {
  const { clock, meter } = services;
  const stop = new AbortController();
  const ended = new AbortController();
  const signal = AbortSignal.any([stop.signal, context.signal]);
  // Only a stop ends it: a caption that was changed meanwhile, or what follows, is looked at by the turn.
  const watching = watchForStop(services, context, [], stop, ended.signal, 0);
  const startedMs = clock.now();
  const note = (outcome: string): void => {
    const tookMs = clock.now() - startedMs;
    meter.count('Transcription', 1, { outcome });
    if (outcome === 'heard') meter.time('TranscriptionTime', tookMs);
    const { seconds } = recording;
    context.log.info('A recording was listened to', {
      action: 'transcribe',
      outcome,
      seconds,
      took_ms: tookMs,
    });
  };
  try {
    const transcriber = createWakefulTranscriber(services, { log: context.log, show });
    const words = await hearFile({ ...services, transcriber }, recording, signal);
    note('heard');
    return { words };
  } catch (error) {
    const failure = failureOf(error, context.signal, stop.signal);
    if (failure === undefined) throw error;
    note(failure.replace(/^speech-/, ''));
    return { failure };
  } finally {
    ended.abort('ended');
    await watching;
  }
};

const hearFile = async (
  {
    download,
    speech,
    transcriber,
  }: Pick<VoiceDependencies, 'download'> & {
    speech: Pick<Speech, 'maxSeconds'>;
    transcriber: Pick<Transcriber, 'transcribe'>;
  },
  { bytes: size, fileId, kind, seconds }: IncomingRecording,
  signal: AbortSignal,
): Promise<string> => {
  const bytes = await download(fileId, MAX_RECORDING_BYTES, signal);
  signal.throwIfAborted();
  const playing = playingTime(bytes);
  if ((size !== undefined && bytes.byteLength !== size) || !isWhole(playing, seconds)) throw new CutOff();
  const length = Math.ceil(playing?.seconds ?? seconds);
  if (length > speech.maxSeconds + 1)
    throw new SpeechError('speech-too-long', 'It plays longer than its message told');
  const recording = { bytes, ...fileKind(bytes, kind) };
  return await transcriber.transcribe(recording, { timeoutMs: timeFor(length), signal });
};

class CutOff extends Error {}

/** Undefined for what another try of the work may mend, or nobody can tell. */
const failureOf = (error: unknown, work: AbortSignal, stop: AbortSignal): Failure | undefined => {
  if (work.aborted && work.reason === LEASE_LOST) throw leaseLost();
  if (stop.aborted) return 'stopped';
  if (work.aborted) return 'aborted';
  if (error instanceof CutOff) return 'cut-off';
  if (error instanceof SpeechError) return error.code;
  const code = error instanceof StewardError ? error.code : undefined;
  return code === 'download-failed' || code === 'file-too-large' ? code : undefined;
};

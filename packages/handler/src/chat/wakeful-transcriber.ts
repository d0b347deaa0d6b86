// What listens, as a recording meets it: where it runs on the model server's machine, a recording wakes that up, and counts as
// use of it.
import { ModelError, SpeechError, type SpeechErrorCode, type Transcriber } from '@steward/core';
import type { Speech } from '../context/services.ts';
import type { WorkContext } from '../context/work-context.ts';
import { recordUse, type WakefulDependencies } from './wakeful-model.ts';

/** How it fails while its machine is off, or its server is not up yet. */
const AWAY: readonly SpeechErrorCode[] = ['speech-unreachable', 'speech-busy', 'speech-slow'];
const POLL_MS = 3_000;

/** @param work `show` is told what is waited for, and undefined when that is over */
export const createWakefulTranscriber = (
  services: WakefulDependencies & { speech: Speech },
  { log, show }: Pick<WorkContext, 'log'> & { show: (line: string | undefined) => void },
): Pick<Transcriber, 'transcribe'> => {
  const { clock, modelServer, speech } = services;
  const { transcriber } = speech;
  if (!modelServer || !speech.isOnModelServer) return transcriber;
  const { power } = modelServer;

  const transcribe: Transcriber['transcribe'] = async (recording, options) => {
    const { signal } = options;
    const { createWaker } = await import('./wake-model-server.ts');
    const waker = createWaker({ ...services, log, power, show, signal });
    await waker.ensureAwake();
    show(undefined);
    for (;;) {
      try {
        return await transcriber.transcribe(recording, options);
      } catch (error) {
        if (signal.aborted || !(error instanceof SpeechError && AWAY.includes(error.code))) throw error;
        // It starts beside the model's server, and takes longer.
        if (!(await waker.wakeIfAsleep()) && !(await waker.startedJustNow())) throw error;
        show(undefined);
        await clock.sleep(POLL_MS, signal);
      }
    }
  };

  return {
    async transcribe(recording, options) {
      const ended = new AbortController();
      const using = recordUse(services, log, AbortSignal.any([options.signal, ended.signal]));
      try {
        return await transcribe(recording, options);
      } catch (error) {
        throw error instanceof ModelError ? inItsWords(error) : error;
      } finally {
        ended.abort('ended');
        await using;
      }
    },
  };
};

const inItsWords = (error: ModelError): SpeechError =>
  new SpeechError(
    error.code === 'aborted' ? 'aborted' : 'speech-unreachable',
    'Its machine did not wake up',
    {
      cause: error,
    },
  );

// The adapter that listens, with its secrets.
import { SpeechError, type Transcriber } from '@steward/core';
import type { SsmSecrets } from './aws/ssm-secrets.ts';
import type { WorkerEnvironment } from './config/worker-environment.ts';
import { createPinnedCertificate } from './ollama/pinned-certificate.ts';
import { createTranscriber } from './speech/openai-transcriber.ts';

export const openSpeech = (url: string, env: WorkerEnvironment, secrets: SsmSecrets): Transcriber => {
  const { SPEECH_API_KEY_PARAMETER: keyParameter, SPEECH_CA_PARAMETER: caParameter } = env;
  const read = async (parameter: string | undefined) =>
    parameter === undefined ? undefined : await secrets.get(parameter);
  return createTranscriber({
    url,
    apiKey: async () => env.SPEECH_API_KEY ?? (await read(keyParameter)),
    certificate: createPinnedCertificate({
      read: () => read(caParameter),
      refresh: secrets.refresh,
      notYet: () => new SpeechError('speech-unreachable', 'The server has no certificate yet'),
    }),
    ...((keyParameter ?? caParameter) !== undefined && { refreshSecrets: secrets.refresh }),
    model: env.SPEECH_MODEL,
    language: env.SPEECH_LANGUAGE,
    maxSeconds: env.SPEECH_MAX_SECONDS,
  });
};

// The adapter that listens, with its secrets.
import { SpeechError, type Transcriber } from '@steward/core';
import type { SsmSecrets } from './aws/ssm-secrets.ts';
import type { WorkerEnvironment } from './config/worker-environment.ts';
import { serverSecrets } from './server-secrets.ts';
import { createTranscriber } from './speech/openai-transcriber.ts';

export const openSpeech = (url: string, env: WorkerEnvironment, secrets: SsmSecrets): Transcriber => {
  const given = {
    key: env.SPEECH_API_KEY,
    keyParameter: env.SPEECH_API_KEY_PARAMETER,
    caParameter: env.SPEECH_CA_PARAMETER,
  };
  const notYet = () => new SpeechError('speech-unreachable', 'The server has no certificate yet');
  return createTranscriber({
    url,
    ...serverSecrets(secrets, given, notYet),
    model: env.SPEECH_MODEL,
    language: env.SPEECH_LANGUAGE,
    maxSeconds: env.SPEECH_MAX_SECONDS,
  });
};

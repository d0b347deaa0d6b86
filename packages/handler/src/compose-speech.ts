// Composes what listens, where it is configured. It is loaded when the first recording comes.
import { SpeechError } from '@steward/core';
import type { SsmSecrets } from './aws/ssm-secrets.ts';
import type { WorkerEnvironment } from './config/worker-environment.ts';
import type { Services } from './context/services.ts';
import { lazily } from './lazily.ts';
import { createPinnedCertificate } from './ollama/pinned-certificate.ts';

export const composeSpeech = (env: WorkerEnvironment, secrets: SsmSecrets): Pick<Services, 'speech'> => {
  const { SPEECH_URL: url, SPEECH_API_KEY_PARAMETER: keyParameter, SPEECH_CA_PARAMETER: caParameter } = env;
  if (url === undefined) return {};
  const read = async (parameter: string | undefined) =>
    parameter === undefined ? undefined : await secrets.get(parameter);
  const maxSeconds = env.SPEECH_MAX_SECONDS;
  const load = lazily(async () => {
    const { createTranscriber } = await import('./speech/openai-transcriber.ts');
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
      maxSeconds,
    });
  });
  const transcriber: NonNullable<Services['speech']>['transcriber'] = {
    transcribe: async (recording, options) => await (await load()).transcribe(recording, options),
    check: async () => await (await load()).check(),
  };
  return { speech: { transcriber, maxSeconds } };
};

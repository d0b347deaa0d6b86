// What listens, where it is configured: opened when the first recording comes.
import type { SsmSecrets } from './aws/ssm-secrets.ts';
import type { WorkerEnvironment } from './config/worker-environment.ts';
import type { Services } from './context/services.ts';
import { lazyPort } from './lazily.ts';

export const composeSpeech = (env: WorkerEnvironment, secrets: SsmSecrets): Pick<Services, 'speech'> => {
  const { SPEECH_URL: url, SPEECH_MAX_SECONDS: maxSeconds } = env;
  if (url === undefined) return {};
  const transcriber = lazyPort(async () => (await import('./open-speech.ts')).openSpeech(url, env, secrets));
  const isOnModelServer = env.OLLAMA_INSTANCE_ID !== undefined && url === env.OLLAMA_URL;
  return { speech: { transcriber, maxSeconds, isOnModelServer } };
};

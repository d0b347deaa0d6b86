// Composes what answers: Ollama with its secrets, and the list of models that is offered.
import { createModelCatalogue, ModelError, type ModelProvider, systemClock } from '@steward/core';
import type { SsmSecrets } from './aws/ssm-secrets.ts';
import type { WorkerEnvironment } from './config/worker-environment.ts';
import { createOllamaModel } from './ollama/create-ollama-model.ts';
import { createPinnedCertificate } from './ollama/pinned-certificate.ts';

export const composeModel = (
  env: WorkerEnvironment,
  secrets: SsmSecrets,
  around: (ollama: ModelProvider) => ModelProvider = (ollama) => ollama,
) => {
  const { OLLAMA_API_KEY_PARAMETER: keyParameter, OLLAMA_CA_PARAMETER: caParameter } = env;
  const read = async (parameter: string | undefined) =>
    parameter === undefined ? undefined : await secrets.get(parameter);
  const hasSecrets = (keyParameter ?? caParameter ?? env.TELEGRAM_BOT_TOKEN_PARAMETER) !== undefined;
  const ollama = createOllamaModel({
    url: env.OLLAMA_URL,
    apiKey: async () => env.OLLAMA_API_KEY ?? (await read(keyParameter)),
    certificate: createPinnedCertificate({
      read: () => read(caParameter),
      refresh: secrets.refresh,
      notYet: () => new ModelError('model-unreachable', 'The server has no certificate yet'),
    }),
    ...(hasSecrets && { refreshSecrets: secrets.refresh }),
  });
  const model = around(ollama);
  const catalogue = createModelCatalogue({
    model,
    ...(env.MODELS && { offered: env.MODELS }),
    clock: systemClock,
  });
  return { model, catalogue };
};

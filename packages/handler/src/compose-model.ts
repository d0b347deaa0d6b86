// Composes what answers: Ollama with its secrets, and the list of models that is offered.
import { createModelCatalogue, ModelError, type ModelProvider, systemClock } from '@steward/core';
import type { SsmSecrets } from './aws/ssm-secrets.ts';
import type { WorkerEnvironment } from './config/worker-environment.ts';
import { createOllamaModel } from './ollama/create-ollama-model.ts';
import { serverSecrets } from './server-secrets.ts';

export const composeModel = (
  env: WorkerEnvironment,
  secrets: SsmSecrets,
  around: (ollama: ModelProvider) => ModelProvider = (ollama) => ollama,
) => {
  const given = {
    key: env.OLLAMA_API_KEY,
    keyParameter: env.OLLAMA_API_KEY_PARAMETER,
    caParameter: env.OLLAMA_CA_PARAMETER,
  };
  const notYet = () => new ModelError('model-unreachable', 'The server has no certificate yet');
  const ollama = createOllamaModel({ url: env.OLLAMA_URL, ...serverSecrets(secrets, given, notYet) });
  const model = around(ollama);
  const catalogue = createModelCatalogue({
    model,
    ...(env.MODELS && { offered: env.MODELS }),
    clock: systemClock,
  });
  return { model, catalogue };
};

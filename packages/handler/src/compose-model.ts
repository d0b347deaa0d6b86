// Composes what answers: Ollama with its secrets, other providers beside it, and the list of models that is offered.
import {
  createModelCatalogue,
  createModelRegistry,
  type ModelProvider,
  type RegisteredProvider,
  systemClock,
} from '@steward/core';
import type { SsmSecrets } from './aws/ssm-secrets.ts';
import type { WorkerEnvironment } from './config/worker-environment.ts';
import { createOllamaModel } from './ollama/create-ollama-model.ts';
import { createPinnedCertificate } from './ollama/pinned-certificate.ts';

/** Given the configured server, who answers, in the order in which their models are looked for. */
export type Providers = (ollama: ModelProvider) => RegisteredProvider[];

const ollamaAlone: Providers = (provider) => [{ provider, owns: () => true }];

export const composeModel = (
  env: WorkerEnvironment,
  secrets: SsmSecrets,
  providers: Providers = ollamaAlone,
) => {
  const { OLLAMA_API_KEY_PARAMETER: keyParameter, OLLAMA_CA_PARAMETER: caParameter } = env;
  const read = async (parameter: string | undefined) =>
    parameter === undefined ? undefined : await secrets.get(parameter);
  const hasSecrets = (keyParameter ?? caParameter ?? env.TELEGRAM_BOT_TOKEN_PARAMETER) !== undefined;
  const ollama = createOllamaModel({
    url: env.OLLAMA_URL,
    apiKey: async () => env.OLLAMA_API_KEY ?? (await read(keyParameter)),
    certificate: createPinnedCertificate({ read: () => read(caParameter), refresh: secrets.refresh }),
    ...(hasSecrets && { refreshSecrets: secrets.refresh }),
  });
  const model = createModelRegistry(providers(ollama));
  const catalogue = createModelCatalogue({
    model,
    ...(env.MODELS && { offered: env.MODELS }),
    clock: systemClock,
  });
  return { model, catalogue };
};

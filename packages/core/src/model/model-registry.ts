// Several model providers as one: the model's name says who answers.
import type { ModelProvider } from './model-server.ts';

export interface RegisteredProvider {
  provider: ModelProvider;
  /** Whether a model of this name is this provider's. The first that says so answers. */
  owns: (model: string) => boolean;
}

/** What all have together; a server that is away hides nothing of the others. At least one is needed. */
export const createModelRegistry = (providers: readonly RegisteredProvider[]): ModelProvider => {
  const owner = (model: string): ModelProvider => {
    const found = providers.find(({ owns }) => owns(model)) ?? providers.at(-1);
    if (!found) throw new Error('No model provider is registered');
    return found.provider;
  };

  /** Throws the first one's fault when nobody answers. */
  const all = async <T>(ask: (provider: ModelProvider) => Promise<T>): Promise<T[]> => {
    const answers = await Promise.allSettled(providers.map(({ provider }) => ask(provider)));
    const told = answers.filter((answer) => answer.status === 'fulfilled').map(({ value }) => value);
    const fault = answers.find((answer) => answer.status === 'rejected');
    if (told.length === 0 && fault) throw fault.reason;
    return told;
  };

  return {
    stream: (request, options) => owner(request.model).stream(request, options),
    object: (request, schema, options) => owner(request.model).object(request, schema, options),
    installed: async () => (await all((provider) => provider.installed())).flat(),
    loaded: async () => (await all((provider) => provider.loaded())).flat(),
    version: async () => (await all((provider) => provider.version())).join(', '),
    contextTokens: (model) => owner(model).contextTokens(model),
    canonicalName: (model) => owner(model).canonicalName(model),
  };
};

// Several model providers as one: the model's name says who answers.
import { ModelError } from './chat-model.ts';
import type { ModelProvider } from './model-server.ts';

export interface RegisteredProvider {
  provider: ModelProvider;
  /** Whether a model of this name is this provider's. The first that says so answers. */
  owns: (model: string) => boolean;
}

/** What all have together; a server that is away hides nothing of the others. What nobody owns is a missing model. */
export const createModelRegistry = (providers: readonly RegisteredProvider[]): ModelProvider => {
  const find = (model: string) => providers.find(({ owns }) => owns(model))?.provider;
  const ownerOf = async (model: string): Promise<ModelProvider> => {
    const found = find(model);
    if (!found) throw new ModelError('model-missing', 'No provider knows a model of this name');
    return found;
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
    async *stream(request, options) {
      yield* (await ownerOf(request.model)).stream(request, options);
    },
    object: async (request, schema, options) =>
      await (await ownerOf(request.model)).object(request, schema, options),
    installed: async () => (await all((provider) => provider.installed())).flat(),
    loaded: async () => (await all((provider) => provider.loaded())).flat(),
    version: async () => (await all((provider) => provider.version())).join(', '),
    contextTokens: async (model) => await (await ownerOf(model)).contextTokens(model),
    capabilities: async (model) => await (await ownerOf(model)).capabilities(model),
    canonicalName: (model) => find(model)?.canonicalName(model) ?? model,
  };
};

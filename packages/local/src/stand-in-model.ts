// The built-in demo model stands in as long as no Ollama has answered: it is offered only then, and sessions that
// were begun with a real model are never answered by it.
import { createModelRegistry, ModelError, type ModelProvider } from '@steward/core';

export const withStandIn = (deps: {
  real: ModelProvider;
  demo: ModelProvider;
  isDemo: (model: string) => boolean;
}): ModelProvider => {
  const { real, demo, isDemo } = deps;
  /** A server that was there and is away is missed, not replaced: its people wait for it. */
  let realWasThere = false;

  const ask = async <T>(question: () => Promise<T>, instead: () => Promise<T>): Promise<T> => {
    try {
      const answer = await question();
      realWasThere = true;
      return answer;
    } catch (error) {
      if (!(error instanceof ModelError && error.code === 'model-unreachable')) realWasThere = true;
      if (realWasThere) throw error;
      return await instead();
    }
  };

  return {
    ...createModelRegistry([
      { provider: real, owns: (model) => !isDemo(model) },
      { provider: demo, owns: isDemo },
    ]),
    installed: () => ask(real.installed, demo.installed),
    loaded: () => ask(real.loaded, demo.loaded),
    version: () =>
      ask(real.version, async () => `${await demo.version()}, played by the built-in demo model`),
  };
};

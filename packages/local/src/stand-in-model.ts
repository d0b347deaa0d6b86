// The built-in demo model stands in as long as no Ollama has answered: it is offered only then, and sessions that
// were begun with a real model are never answered by it.
import { ModelError, type ModelProvider, type RegisteredProvider } from '@steward/core';

export const withStandIn = (deps: {
  real: ModelProvider;
  demo: ModelProvider;
  isDemo: (model: string) => boolean;
}): RegisteredProvider[] => {
  const { real, demo, isDemo } = deps;
  /** A server that was there and is away is missed, not replaced: its people wait for it. */
  let realWasThere = false;
  const watched = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      const answer = await ask();
      realWasThere = true;
      return answer;
    } catch (error) {
      const isAway = error instanceof ModelError && error.code === 'model-unreachable';
      if (!isAway) realWasThere = true;
      throw error;
    }
  };
  /** What the real one was asked last. */
  let asked: Promise<unknown> = Promise.resolve();
  const ask = <T>(question: () => Promise<T>): Promise<T> => {
    const answer = watched(question);
    asked = answer;
    return answer;
  };
  /** The demo answers only where the real one has just been found away, and never was there. */
  const instead = async <T>(answer: () => Promise<T>): Promise<T> => {
    await asked.catch(() => {});
    if (realWasThere) throw new ModelError('model-unreachable', 'The demo model does not stand in');
    return await answer();
  };
  return [
    {
      owns: (model) => !isDemo(model),
      provider: {
        ...real,
        installed: () => ask(real.installed),
        loaded: () => ask(real.loaded),
        version: () => ask(real.version),
      },
    },
    {
      owns: isDemo,
      provider: {
        ...demo,
        installed: () => instead(demo.installed),
        loaded: () => instead(demo.loaded),
        version: () => instead(async () => `${await demo.version()}, played by the built-in demo model`),
      },
    },
  ];
};

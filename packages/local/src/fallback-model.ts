// The built-in demo model stands in as long as no Ollama has answered: it is offered only then, and sessions that
// were begun with a real model are never answered by it.
import { ModelError } from '@steward/core';
import type { VersionedModel } from '@steward/handler';

export const createFallbackModel = (deps: {
  real: VersionedModel;
  demo: VersionedModel;
  isDemo: (model: string) => boolean;
}): VersionedModel => {
  const { real, demo, isDemo } = deps;
  /** A server that was there and is away is missed, not replaced: its people wait for it. */
  let realWasThere = false;
  const forModel = (name: string): VersionedModel => (isDemo(name) ? demo : real);
  const orDemo = async <T>(ask: (model: VersionedModel) => Promise<T>, askDemo = ask): Promise<T> => {
    try {
      const answer = await ask(real);
      realWasThere = true;
      return answer;
    } catch (error) {
      const isAway = error instanceof ModelError && error.code === 'model-unreachable';
      if (!isAway) realWasThere = true;
      if (realWasThere) throw error;
      return await askDemo(demo);
    }
  };
  return {
    stream: (request, options) => forModel(request.model).stream(request, options),
    contextTokens: (model) => forModel(model).contextTokens(model),
    installed: () => orDemo((model) => model.installed()),
    loaded: () => orDemo((model) => model.loaded()),
    version: () =>
      orDemo(
        (model) => model.version(),
        async () => `${await demo.version()}, played by the built-in demo model`,
      ),
  };
};

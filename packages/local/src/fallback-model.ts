// The built-in demo model stands in as long as no Ollama answers: it is offered only then, and sessions that were
// begun with a real model are never answered by it.
import { ModelError } from '@steward/core';
import type { VersionedModel } from '@steward/handler';

export const createFallbackModel = (deps: {
  real: VersionedModel;
  demo: VersionedModel;
  isDemo: (model: string) => boolean;
}): VersionedModel => {
  const { real, demo, isDemo } = deps;
  const forModel = (name: string): VersionedModel => (isDemo(name) ? demo : real);
  const orDemo = async <T>(ask: (model: VersionedModel) => Promise<T>): Promise<T> => {
    try {
      return await ask(real);
    } catch (error) {
      if (error instanceof ModelError && error.code === 'model-unreachable') return await ask(demo);
      throw error;
    }
  };
  return {
    stream: (request, options) => forModel(request.model).stream(request, options),
    contextTokens: (model) => forModel(model).contextTokens(model),
    installed: () => orDemo((model) => model.installed()),
    loaded: () => orDemo((model) => model.loaded()),
    version: () => orDemo((model) => model.version()),
  };
};

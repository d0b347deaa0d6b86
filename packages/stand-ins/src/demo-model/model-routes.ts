// The routes about models: what there is, what is loaded, what one can do, and why none can be pulled.
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { requireModel } from './chat-route.ts';
import {
  capabilitiesOf,
  demoArchitecture,
  demoModels,
  describeModel,
  findDemoModel,
  modelDetails,
} from './demo-models.ts';
import type { ModelMemory } from './memory.ts';
import { readRequest, sendJson, writeLine } from './respond.ts';

/** The version of Ollama whose API this follows. */
const ollamaVersion = '0.33.0';

export const sendVersion = (response: ServerResponse): void =>
  sendJson(response, 200, { version: ollamaVersion });

export const sendModels = (response: ServerResponse): void =>
  sendJson(response, 200, { models: demoModels.map(describeModel) });

export const sendLoaded = (response: ServerResponse, memory: ModelMemory): void =>
  sendJson(response, 200, {
    models: memory.loaded().map(({ model, expiresAtMs }) => ({
      ...describeModel(model),
      expires_at: new Date(expiresAtMs).toISOString(),
      size_vram: 0,
      context_length: model.contextLength,
    })),
  });

// `name` is the older spelling of `model`; Ollama still takes both.
const named = z.object({
  model: z.string().nullish(),
  name: z.string().nullish(),
  stream: z.boolean().nullish(),
});

export const sendModel = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await readRequest(request, named);
  const model = requireModel(body.model || body.name);
  sendJson(response, 200, {
    details: modelDetails,
    model_info: {
      'general.architecture': demoArchitecture,
      'general.basename': model.description,
      [`${demoArchitecture}.context_length`]: model.contextLength,
    },
    capabilities: capabilitiesOf(model),
    parameters: `num_ctx                        ${model.contextLength}`,
    template: '{{ .Prompt }}',
    modified_at: describeModel(model).modified_at,
  });
};

const cannotPull =
  'the built-in demonstration cannot pull models: install Ollama, pull the model there, and start Steward again';

/** Ollama answers 200 before it knows whether a pull succeeds; the failure is a line of the stream. */
export const refusePull = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await readRequest(request, named);
  const here = findDemoModel(body.model || body.name || '') !== undefined;
  const result = here ? { status: 'success' } : { error: cannotPull };
  if (body.stream === false) return sendJson(response, here ? 200 : 500, result);
  await writeLine(response, { status: 'pulling manifest' });
  await writeLine(response, result);
  response.end();
};

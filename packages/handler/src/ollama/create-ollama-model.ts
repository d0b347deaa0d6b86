// The domain's chat model, answered by an Ollama server. The client (and undici with it) is loaded by the first turn
// that needs it: commands do not pay for it.
import {
  type InstalledModel,
  ModelError,
  type ModelErrorCode,
  type ModelProvider,
  type PromptMessage,
} from '@steward/core';
import type { ChatMessage, ModelDetails, ModelSummary, OllamaClient } from '@steward/ollama-client';
import { withTag } from './model-name.ts';

export interface OllamaModelOptions {
  url: string;
  apiKey: () => Promise<string | undefined>;
  /** PEM of the pinned certificate. */
  certificate: () => Promise<string | undefined>;
  /** After the key or the certificate was refused: reads both anew, once. */
  refreshSecrets?: () => Promise<void>;
}

export interface OllamaModel extends ModelProvider {
  close(): Promise<void>;
}

/** Queue, loading (Ollama gives up after five minutes) and reading the prompt all lie before the first token, and a
 *  disconnect would abort the loading: patience, while the person sees what is waited for and can stop. */
const FIRST_TOKEN_MS = 330_000;
const IDLE_MS = 30_000;
const STATUS_MS = 5_000;
/** Connections that are kept although their key was refused. */
const MOST_OPENED = 3;

export const createOllamaModel = (options: OllamaModelOptions): OllamaModel => {
  let connected: Promise<OllamaClient> | undefined;
  /** Also those whose key was refused: an answer beside the refused call may still be coming in over them. */
  const opened: OllamaClient[] = [];

  const connect = async (): Promise<OllamaClient> => {
    const [{ createOllamaClient }, apiKey, ca] = await Promise.all([
      import('@steward/ollama-client'),
      options.apiKey(),
      options.certificate(),
    ]);
    const client = createOllamaClient({
      baseUrl: options.url,
      ...(apiKey !== undefined && { apiKey }),
      ...(ca !== undefined && { ca }),
      requestTimeoutMs: STATUS_MS,
      idleTimeoutMs: IDLE_MS,
    });
    opened.push(client);
    if (opened.length > MOST_OPENED) await opened.shift()?.close();
    return client;
  };

  /** All callers share one connection; a failed attempt is forgotten. */
  const use = (connecting: Promise<OllamaClient>): Promise<OllamaClient> => {
    connected = connecting;
    connecting.catch(() => {
      if (connected === connecting) connected = undefined;
    });
    return connecting;
  };

  const reconnect = async (refreshSecrets: () => Promise<void>): Promise<OllamaClient> => {
    await refreshSecrets();
    return await connect();
  };

  /** Once more with fresh secrets when the key or certificate was refused: the server may have made new ones. */
  const withFreshSecrets = async <T>(run: (client: OllamaClient) => Promise<T>): Promise<T> => {
    const used = connected ?? use(connect());
    try {
      return await run(await used);
    } catch (error) {
      const { refreshSecrets } = options;
      const refused = ['unauthorized', 'certificate'].includes(codeOf(error));
      if (!refused || !refreshSecrets) throw toModelError(error);
      // Another call may have been refused at the same time and be reconnecting already.
      const renewed =
        connected === undefined || connected === used ? use(reconnect(refreshSecrets)) : connected;
      try {
        return await run(await renewed);
      } catch (again) {
        throw toModelError(again);
      }
    }
  };

  /** A server that refuses one model and answers otherwise accepts the key: the model wants a sign-in of its own. */
  const ofOneModel = async <T>(run: (client: OllamaClient) => Promise<T>): Promise<T> => {
    try {
      return await withFreshSecrets(run);
    } catch (error) {
      const refused = error instanceof ModelError && error.code === 'model-key-refused' ? error : undefined;
      if (refused?.status === undefined) throw error;
      const answers = await connected?.then((ollama) => ollama.tags()).catch(() => undefined);
      if (answers === undefined) throw error;
      const { status, cause } = refused;
      throw new ModelError('model-sign-in', 'The model server: the model wants a sign-in', { status, cause });
    }
  };

  const loaded = () => withFreshSecrets(async (ollama) => (await ollama.ps()).map(({ name }) => name));

  return {
    async *stream({ model, messages, contextTokens, answerTokens, think }, { signal }) {
      const open = async (ollama: OllamaClient) => {
        const chunks = ollama
          .chat(
            {
              model,
              messages: messages.map(toOllamaMessage),
              options: { num_ctx: contextTokens, num_predict: answerTokens },
              ...(think && { think }),
            },
            { signal, firstTokenTimeoutMs: FIRST_TOKEN_MS },
          )
          [Symbol.asyncIterator]();
        return { chunks, first: await chunks.next() };
      };
      const { chunks, first } = await ofOneModel(open);
      let thought: true | undefined;
      try {
        for (let next = first; !next.done; next = await chunks.next()) {
          const { message, done, done_reason, prompt_eval_count, eval_count } = next.value;
          if (message.thinking) thought = true;
          if (message.thinking && think) yield { type: 'thought', text: message.thinking };
          if (message.content) yield { type: 'text', text: message.content };
          if (!done) continue;
          yield {
            type: 'done',
            reason: done_reason === 'length' ? 'length' : 'stop',
            ...(prompt_eval_count !== undefined && { promptTokens: prompt_eval_count }),
            ...(eval_count !== undefined && { answerTokens: eval_count }),
            ...(thought && { thought }),
          };
        }
      } catch (error) {
        throw toModelError(error);
      } finally {
        await chunks.return?.();
      }
    },
    object: ({ model, messages, contextTokens, answerTokens }, schema, { signal }) =>
      ofOneModel((ollama) =>
        ollama.chatStructured(
          {
            model,
            messages: messages.map(toOllamaMessage),
            options: { num_ctx: contextTokens, num_predict: answerTokens },
          },
          schema,
          { signal, firstTokenTimeoutMs: FIRST_TOKEN_MS },
        ),
      ),
    installed: () => withFreshSecrets(async (ollama) => (await ollama.tags()).map(toInstalledModel)),
    loaded,
    contextTokens: (model) => withFreshSecrets(async (ollama) => contextTokensOf(await ollama.show(model))),
    capabilities: (model) => withFreshSecrets(async (ollama) => capabilitiesOf(await ollama.show(model))),
    version: () => withFreshSecrets(async (ollama) => `Ollama ${await ollama.version()}`),
    canonicalName: withTag,
    async close() {
      await connected?.catch(() => {});
      await Promise.all(opened.splice(0).map((client) => client.close()));
    },
  };
};

/** Older servers name no capabilities: models that only embed are known by their family, or their name. */
const toInstalledModel = (summary: ModelSummary): InstalledModel => {
  const { name, size, details, remote_host, remote_model } = summary;
  const embeds = /bert$/.test(details?.family ?? '') || /\bembed/.test(name);
  const capabilities = summary.capabilities ?? (embeds ? ['embedding'] : undefined);
  return {
    name,
    ...(size !== undefined && { sizeBytes: size }),
    ...(capabilities && { capabilities }),
    ...((remote_host || remote_model || /[:-]cloud$/.test(name)) && { remote: true as const }),
  };
};

const toOllamaMessage = ({ role, content, images }: PromptMessage): ChatMessage => ({
  role,
  content,
  ...(images && { images: images.map((image) => Buffer.from(image).toString('base64')) }),
});

const MODEL_ERROR: Record<string, ModelErrorCode> = {
  unreachable: 'model-unreachable',
  'connect-timeout': 'model-unreachable',
  certificate: 'model-key-refused',
  unauthorized: 'model-key-refused',
  'first-token-timeout': 'model-slow',
  'idle-timeout': 'model-slow',
  'request-timeout': 'model-slow',
  reset: 'model-broke-off',
  incomplete: 'model-broke-off',
  aborted: 'aborted',
  'model-not-found': 'model-missing',
  'structured-output': 'model-bad-object',
  'context-overflow': 'context-overflow',
  busy: 'model-busy',
  limit: 'model-limit',
  'sign-in': 'model-sign-in',
  'out-of-memory': 'model-no-memory',
  'no-chat': 'model-no-chat',
  'stream-error': 'model-stumbled',
};

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
};

const toModelError = (error: unknown): unknown => {
  if (error instanceof ModelError || !(error instanceof Error) || error.name !== 'OllamaError') return error;
  const code = MODEL_ERROR[codeOf(error)] ?? 'model-failed';
  const { contextTokens: promptTokens, status } = error as { contextTokens?: number; status?: number };
  return new ModelError(code, `The model server: ${codeOf(error)}`, {
    cause: error,
    ...(promptTokens !== undefined && { promptTokens }),
    ...(status !== undefined && { status }),
  });
};

/** Servers that name no capabilities tell a model that sees by a part of its own for pictures. */
const capabilitiesOf = ({
  capabilities,
  details,
  projector_info: projector,
}: Pick<ModelDetails, 'capabilities' | 'details'> & { projector_info?: unknown }): string[] => {
  const families = details?.families;
  const sees =
    projector !== undefined || (Array.isArray(families) && families.some((name) => /clip|mllama/.test(name)));
  return capabilities ?? ['completion', ...(sees ? ['vision'] : [])];
};

/** `num_ctx` of the model's own parameters, else its architecture's context length. */
const contextTokensOf = (details: {
  parameters?: string | undefined;
  model_info?: Record<string, unknown> | undefined;
}) => {
  const own = /^\s*num_ctx\s+(\d+)/m.exec(details.parameters ?? '')?.[1];
  if (own !== undefined) return Number(own);
  for (const [key, value] of Object.entries(details.model_info ?? {})) {
    if (key.endsWith('.context_length') && typeof value === 'number') return value;
  }
  return undefined;
};

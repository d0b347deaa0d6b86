// A client of the model server for what the functions do not do: downloading.
import { createOllamaClient, type OllamaClient } from '@steward/ollama-client';
import type { LocalEnvironment } from '../local-environment.ts';

/** Undefined for an address or key that no request can be made with. */
export const openOllama = (
  env: Pick<LocalEnvironment, 'OLLAMA_URL' | 'OLLAMA_API_KEY'>,
): OllamaClient | undefined => {
  try {
    return createOllamaClient({
      baseUrl: env.OLLAMA_URL,
      apiKey: env.OLLAMA_API_KEY,
      requestTimeoutMs: 5_000,
    });
  } catch {
    return undefined;
  }
};

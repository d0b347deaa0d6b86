// The server that models run on: what it has, what is in its memory, and how it names them.
import type { ChatModel } from './chat-model.ts';

export interface InstalledModel {
  name: string;
  sizeBytes?: number;
  /** Such as `completion`, `vision`, `thinking`, `embedding`; undefined where the server does not say. */
  capabilities?: string[];
  /** Runs on somebody else's server, which may want a sign-in or a plan. */
  remote?: true;
}

/** Every method but `canonicalName` asks the server, and throws `ModelError`s. */
export interface ModelServer {
  installed(): Promise<InstalledModel[]>;
  /** Names of the models in memory. */
  loaded(): Promise<string[]>;
  /** The model's context window in tokens as the server tells it, undefined if it does not. */
  contextTokens(model: string): Promise<number | undefined>;
  /** What the model can do, such as `completion`, `vision`, `thinking`. */
  capabilities(model: string): Promise<string[]>;
  /** What it is and its version, for people: `Ollama 0.33.0`. */
  version(): Promise<string>;
  /** Two names mean the same model when this makes one of them: where a tag may be left out, it is added. */
  canonicalName(model: string): string;
}

/** A server and the models on it. */
export type ModelProvider = ChatModel & ModelServer;

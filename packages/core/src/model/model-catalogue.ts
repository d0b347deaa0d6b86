// The models offered, in order: from the configuration, or what the server has.

/** One entry of `MODELS`. */
export interface OfferedModel {
  name: string;
  description: string;
  /** As shown to people, e.g. "2.7 GB". */
  size: string;
  /** Context window in tokens; absent: what the server says, at most `DEFAULT_CONTEXT_TOKENS`. */
  contextLength?: number;
}

export interface CatalogueEntry extends OfferedModel {
  /** False: offered but not installed on the server. Undefined: the server could not be asked. */
  installed?: boolean;
}

export interface ModelCatalogue {
  /** The models offered, each marked installed or not. Never throws: a server that is away leaves marks undefined. */
  entries(): Promise<CatalogueEntry[]>;
  /** The context window to ask for, in tokens: constant for a model. */
  contextTokens(model: string): Promise<number>;
  /** No window is larger, whatever a server says that is not asked now. */
  mostContextTokens(model: string): number;
  /** Whether the model has a capability, such as `vision`. Undefined: the server could not be asked. */
  can(model: string, capability: string): Promise<boolean | undefined>;
  /** Whether both names mean one model to the server. */
  isSame(one: string, other: string): boolean;
}

/** A window that fits the memory of a small server; larger ones are configured with `contextLength`. */
export const DEFAULT_CONTEXT_TOKENS = 8192;

// The models and their server as the worker last saw them, for those who may not ask the server.

/** One that is offered. */
export interface SeenModel {
  name: string;
  description: string;
  /** As people read it, `2.7 GB`; empty: not known. */
  size: string;
  /** Undefined: the server could not be asked. */
  isInstalled?: boolean;
  /** Undefined: the server does not say. */
  canThink?: boolean;
}

/** `asleep`: its machine is stopped, and the next question wakes it. */
export type SeenState = 'ready' | 'starting' | 'asleep' | 'unreachable';

export interface SeenServer {
  state: SeenState;
  /** Unix ms. */
  seenAtMs: number;
}

export interface SeenModels extends SeenServer {
  /** In the order in which they are offered; empty until the server was asked for them once. */
  models: readonly SeenModel[];
}

export interface SeenModelsStore {
  /** Undefined until something was seen. Strongly consistent. */
  read(): Promise<SeenModels | undefined>;
  /** Without `models` those stay that were written before. */
  write(seen: SeenServer & { models?: readonly SeenModel[] }): Promise<void>;
}

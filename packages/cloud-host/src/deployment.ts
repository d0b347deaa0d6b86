// What is deployed, as far as it matters for running it: functions, the routes and the queues that call them.

export interface FunctionConfiguration {
  name: string;
  /** `$LATEST` or a published version's number. */
  version: string;
  arn: string;
  /** `<file>.<export>`. */
  handler: string;
  timeoutMs: number;
  memoryMb: number;
  /** SHA-256 of the zip in base64. */
  codeSha256: string;
  environment: Record<string, string>;
}

/** A function as a caller names it: a version, or an alias of one (of two while a new one is tried). */
export interface Target {
  /** `<function>:<qualifier>`. */
  id: string;
  name: string;
  /** Shares add up to 1. */
  versions: { share: number; configuration: FunctionConfiguration }[];
}

export interface Route {
  apiId: string;
  /** `POST /telegram/webhook`, `ANY /{proxy+}` or `$default`. */
  routeKey: string;
  targetId: string;
}

export interface EventSource {
  /** Of the mapping. */
  id: string;
  /** Whether the server itself gives messages to the function. */
  enabled: boolean;
  queueArn: string;
  targetId: string;
  /** Calls at the same time. */
  concurrency: number;
}

export interface Deployment {
  targets: Target[];
  routes: Route[];
  eventSources: EventSource[];
}

/** Reads what is deployed now. Rejects when the server does not answer. */
export type ReadDeployment = () => Promise<Deployment>;

export const LATEST = '$LATEST';

/** `arn:…:function:<name>[:<qualifier>]`, also within an API's integration URI. Undefined when it is no such ARN. */
export const parseFunctionArn = (text: string): { name: string; qualifier: string } | undefined => {
  const found = /:function:([\w-]+)(?::([\w$-]+))?/.exec(text);
  if (!found?.[1]) return undefined;
  return { name: found[1], qualifier: found[2] ?? LATEST };
};

export const targetId = (name: string, qualifier: string): string => `${name}:${qualifier}`;

// What the environment says about AWS, in the SDK's own variables. It is the entry's environment, so that the local stack
// can point to its stand-ins without touching the process.

export type Environment = Record<string, string | undefined>;

/** Of one try: connecting, and the whole answer. */
export const CONNECT_MS = 2_000;
export const REQUEST_MS = 5_000;
export const TRIES = 3;

/** The SDK's order: the service's own endpoint before the common one. Undefined: AWS's. */
export const endpointOf = (environment: Environment, service: string): string | undefined => {
  if (environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return undefined;
  return environment[`AWS_ENDPOINT_URL_${service}`] || environment.AWS_ENDPOINT_URL || undefined;
};

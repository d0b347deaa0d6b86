// How the SDK's clients are set up: S3 and EC2, where they are used.
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { CONNECT_MS, type Environment, endpointOf, REQUEST_MS, TRIES } from './environment.ts';

/**
 * Without `info`: the SDK's own silent logger has one, and so a copy of every request and answer is made for it.
 * Its warnings (a Node.js too old, a clock that is wrong) are still written.
 */
const NO_CALL_LOG = { trace() {}, debug() {}, warn: console.warn, error() {} } as unknown as NonNullable<
  DynamoDBClientConfig['logger']
>;

/** What the environment does not say is left to the SDK's own defaults. */
export const clientSettings = (environment: Environment, service: string) => {
  const endpoint = endpointOf(environment, service);
  const credentials = credentialsOf(environment);
  const region = environment.AWS_REGION;
  return {
    retryMode: 'standard',
    maxAttempts: TRIES,
    logger: NO_CALL_LOG,
    requestHandler: {
      requestTimeout: REQUEST_MS,
      connectionTimeout: CONNECT_MS,
      throwOnRequestTimeout: true,
    },
    ...(endpoint && { endpoint }),
    ...(region && { region }),
    ...(credentials && { credentials }),
  };
};

const credentialsOf = (environment: Environment) => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  const { AWS_SESSION_TOKEN: sessionToken, AWS_PROFILE: profile } = environment;
  if (!accessKeyId || !secretAccessKey || profile) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
};

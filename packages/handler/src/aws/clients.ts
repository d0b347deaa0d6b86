// The SDK's clients, each made when it is first used. The environment is the entry's, so that the local stack can point
// them at its stand-ins without touching the process.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';

export type Environment = Record<string, string | undefined>;

export interface AwsClients {
  dynamoDb: () => DynamoDBClient;
  sqs: () => SQSClient;
  ssm: () => SSMClient;
}

export const createAwsClients = (environment: Environment): AwsClients => ({
  dynamoDb: lazily(() => new DynamoDBClient(clientSettings(environment, 'DYNAMODB'))),
  sqs: lazily(() => new SQSClient(clientSettings(environment, 'SQS'))),
  ssm: lazily(() => new SSMClient(clientSettings(environment, 'SSM'))),
});

const TRIES = 3;
const REQUEST_MS = 5_000;
const CONNECT_MS = 2_000;

/** What the environment does not say is left to the SDK's own defaults. */
export const clientSettings = (environment: Environment, service: string) => {
  const endpoint = endpointOf(environment, service);
  const credentials = credentialsOf(environment);
  const region = environment.AWS_REGION;
  return {
    retryMode: 'standard',
    maxAttempts: TRIES,
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

/** The SDK's own variables and order: the service's endpoint before the common one. */
const endpointOf = (environment: Environment, service: string): string | undefined => {
  if (environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return undefined;
  return environment[`AWS_ENDPOINT_URL_${service}`] || environment.AWS_ENDPOINT_URL || undefined;
};

const credentialsOf = (environment: Environment) => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  const { AWS_SESSION_TOKEN: sessionToken, AWS_PROFILE: profile } = environment;
  if (!accessKeyId || !secretAccessKey || profile) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
};

export const lazily = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

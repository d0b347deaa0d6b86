// The environment of a function's process: its own variables, Lambda's reserved ones, and nothing of this machine's.
import type { FunctionConfiguration } from './deployment.ts';

/** Where the function's calls to AWS go, and as whom. */
export interface AwsAccess {
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** @param folder of the function's code */
export const functionEnvironment = (
  { name, version, handler, memoryMb, environment }: FunctionConfiguration,
  folder: string,
  aws: AwsAccess,
): Record<string, string> => ({
  ...environment,
  // Lambda has no home with files in it either: a profile of whoever runs this must not matter.
  HOME: folder,
  LANG: 'en_US.UTF-8',
  TZ: 'UTC',
  LAMBDA_TASK_ROOT: folder,
  _HANDLER: handler,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: version,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  AWS_REGION: aws.region,
  AWS_DEFAULT_REGION: aws.region,
  AWS_ACCESS_KEY_ID: aws.accessKeyId,
  AWS_SECRET_ACCESS_KEY: aws.secretAccessKey,
  ...(aws.sessionToken !== undefined && { AWS_SESSION_TOKEN: aws.sessionToken }),
  // On AWS it is not there. A function that has one of its own keeps it.
  AWS_ENDPOINT_URL: environment.AWS_ENDPOINT_URL ?? aws.endpoint,
});

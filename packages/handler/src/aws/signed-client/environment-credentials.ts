// Lambda hands a function its role's credentials in the environment, and nowhere else do the functions run without them:
// the local stack and the host of deployed functions pass theirs the same way.
import { StewardError } from '@steward/core';
import type { Environment } from '../environment.ts';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Throws `credentials-missing`. */
export const environmentCredentials = (environment: Environment): Credentials => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = environment;
  if (!accessKeyId || !secretAccessKey) {
    throw new StewardError(
      'credentials-missing',
      'AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is missing: AWS credentials are taken from the environment only, not from profiles or the machine',
    );
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
};

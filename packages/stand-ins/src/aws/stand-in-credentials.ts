// What clients show the stand-ins, which answer to nobody else: a key of this process. Others get it with the environment.
import { randomBytes } from 'node:crypto';

export const standInRegion = 'us-east-1';

export const standInCredentials = {
  accessKeyId: randomBytes(32).toString('hex'),
  // The key says who may; no stand-in works the signature out.
  secretAccessKey: 'local',
};

/** The same for clients that read their environment. */
export const standInEnvironment = {
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
  AWS_REGION: standInRegion,
  AWS_ACCESS_KEY_ID: standInCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: standInCredentials.secretAccessKey,
  // A developer's own account must not come before the two above.
  AWS_PROFILE: '',
  AWS_SESSION_TOKEN: '',
};

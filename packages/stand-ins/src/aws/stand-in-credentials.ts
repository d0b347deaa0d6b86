// What SDK clients show the stand-ins: they ask for a signature and look at nothing in it.

export const standInRegion = 'us-east-1';

export const standInCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

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

// An esbuild plugin: the SDK's chain of credential providers (profiles, SSO, web identity, the machine's role) stays out of
// the bundles. Lambda gives a function its credentials in the environment, and our clients are given those.
import type { Plugin } from 'esbuild';

const NAMESPACE = 'no-credential-chain';

/** Reached only without `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; named as the SDK names the end of its chain. */
const CONTENTS = `
export const defaultProvider = () => async () => {
  const message = 'AWS credentials are taken from the environment only: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
  throw Object.assign(new Error(message), { name: 'CredentialsProviderError' });
};`;

export const credentialsFromEnvironment: Plugin = {
  name: 'credentials-from-environment',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path }) => ({
      path,
      namespace: NAMESPACE,
      sideEffects: false,
    }));
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, () => ({ contents: CONTENTS, loader: 'js' }));
  },
};

// What seals the tokens of connections, for whoever needs it first. Its keys are read apart from the other secrets: one that
// is missing there must take nothing else with it.
import type { Environment } from './aws/environment.ts';
import { createSignedClient } from './aws/signed-client/create-signed-client.ts';
import { readSsmParameters } from './aws/ssm-secrets.ts';
import { createSealSource } from './connections/seal-tokens.ts';

export interface SealOptions {
  environment: Environment;
  /** Of SSM parameters. */
  names?: readonly string[] | undefined;
  /** In place of SSM: a local run has them in a file. */
  readKeys?: (() => Promise<readonly string[]>) | undefined;
}

export const composeSeal = ({ environment, names = [], readKeys }: SealOptions) =>
  createSealSource(async () => {
    if (readKeys) return await readKeys();
    if (names.length === 0) return [];
    const client = createSignedClient({ environment });
    return [...(await readSsmParameters(client, [...names])).values()];
  });

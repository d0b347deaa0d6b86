// Secrets from SSM Parameter Store: read once in one call, kept while the function is warm.
import { StewardError } from '@steward/core';
import { callAws } from './aws-fault.ts';
import type { SignedClient } from './signed-client/create-signed-client.ts';

export interface SsmSecrets {
  /** The value of one of the parameters; the first call reads them all. Throws `secrets-missing`. */
  get(name: string): Promise<string>;
  /** Reads all of them anew; where that fails, the values from before stay. */
  refresh(): Promise<void>;
  /** One of them, read anew. */
  renewed(name: string): Promise<string>;
}

/** `names`: of SecureString parameters, ten at most (SSM's limit for one call). */
export const createSsmSecrets = ({
  client,
  names,
}: {
  client: SignedClient;
  names: string[];
}): SsmSecrets => {
  let known: Map<string, string> | undefined;
  let reading: Promise<Map<string, string>> | undefined;

  const read = (): Promise<Map<string, string>> => {
    reading ??= readAll(client, names)
      .then((values) => {
        known = values;
        return values;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };

  const pick = (values: Map<string, string>, name: string): string => {
    const value = values.get(name);
    if (value === undefined) throw missing([name]);
    return value;
  };

  return {
    get: async (name) => pick(known ?? (await read()), name),
    async refresh() {
      await read();
    },
    renewed: async (name) => pick(await read(), name),
  };
};

interface GetParametersOutput {
  Parameters?: { Name?: string; Value?: string }[];
}

const readAll = async (client: SignedClient, names: string[]): Promise<Map<string, string>> => {
  const values = await readSsmParameters(client, names);
  const absent = names.filter((name) => !values.has(name));
  if (absent.length > 0) throw missing(absent);
  return values;
};

/** Those that are there and hold something, decrypted, by name. */
export const readSsmParameters = async (
  client: SignedClient,
  names: string[],
): Promise<Map<string, string>> => {
  const input = { Names: names, WithDecryption: true };
  const { Parameters: parameters = [] } = await callAws('SSM', () =>
    client.call<GetParametersOutput>('SSM', 'GetParameters', input),
  );
  const values = new Map<string, string>();
  for (const { Name: name, Value: value } of parameters) if (name && value) values.set(name, value);
  return values;
};

/** Names are no secrets; all of them at once save the operator repeated attempts. */
const missing = (names: string[]): StewardError =>
  new StewardError('secrets-missing', `SSM has no value for ${names.join(', ')}`);

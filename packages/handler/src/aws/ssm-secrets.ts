// Secrets from SSM Parameter Store: read once in one call, kept while the function is warm.
import { GetParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { StewardError } from '@steward/core';
import { callAws } from './aws-fault.ts';

export interface SsmSecrets {
  /** The value of one of the parameters; the first call reads them all. Throws `secrets-missing`. */
  get(name: string): Promise<string>;
  /** Reads all of them anew; where that fails, the values from before stay. */
  refresh(): Promise<void>;
}

/** `names`: of SecureString parameters, ten at most (SSM's limit for one call). */
export const createSsmSecrets = ({ ssm, names }: { ssm: () => SSMClient; names: string[] }): SsmSecrets => {
  let known: Map<string, string> | undefined;
  let reading: Promise<Map<string, string>> | undefined;

  const read = (): Promise<Map<string, string>> => {
    reading ??= readAll(ssm(), names)
      .then((values) => {
        known = values;
        return values;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };

  return {
    async get(name) {
      const value = (known ?? (await read())).get(name);
      if (value === undefined) throw missing([name]);
      return value;
    },
    async refresh() {
      await read();
    },
  };
};

const readAll = async (ssm: SSMClient, names: string[]): Promise<Map<string, string>> => {
  const command = new GetParametersCommand({ Names: names, WithDecryption: true });
  const { Parameters: parameters = [] } = await callAws('SSM', () => ssm.send(command));
  const values = new Map<string, string>();
  for (const { Name: name, Value: value } of parameters) if (name && value) values.set(name, value);
  const absent = names.filter((name) => !values.has(name));
  if (absent.length > 0) throw missing(absent);
  return values;
};

/** Names are no secrets; all of them together save the operator a round for each. */
const missing = (names: string[]): StewardError =>
  new StewardError('secrets-missing', `SSM has no value for ${names.join(', ')}`);

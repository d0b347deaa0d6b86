// Functions of a few lines, zipped as a build leaves them, and the configuration that a server reports for them.
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standInCredentials } from '@steward/stand-ins';
import { strToU8, zipSync } from 'fflate';
import type { Deployment, FunctionConfiguration } from '../deployment.ts';

export interface ZipFolder {
  folder: string;
  /** Zips a module as `<name>.zip`; resolves with its bytes' hash. */
  add(name: string, source: string, file?: string): Promise<string>;
  remove(): Promise<void>;
}

export const makeZipFolder = async (): Promise<ZipFolder> => {
  const folder = await mkdtemp(join(tmpdir(), 'zips-'));
  return {
    folder,
    async add(name, source, file = 'index.mjs') {
      const bytes = zipSync({ [file]: strToU8(source) });
      await writeFile(join(folder, `${name}.zip`), bytes);
      return createHash('sha256').update(bytes).digest('base64');
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};

export const configure = (
  name: string,
  codeSha256: string,
  more: Partial<FunctionConfiguration> = {},
): FunctionConfiguration => ({
  name,
  version: '1',
  arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}:live`,
  handler: 'index.handler',
  timeoutMs: 20_000,
  memoryMb: 128,
  codeSha256,
  environment: {},
  ...more,
});

/** Each configuration as its function's alias `live`. */
export const deploy = (
  configurations: FunctionConfiguration[],
  more: Partial<Deployment> = {},
): Deployment => ({
  targets: configurations.map((configuration) => ({
    id: `${configuration.name}:live`,
    name: configuration.name,
    versions: [{ share: 1, configuration }],
  })),
  routes: [],
  eventSources: [],
  ...more,
});

/** Nowhere, with the key that the stand-ins know: nothing in these tests calls AWS. */
export const noAws = {
  endpoint: 'http://127.0.0.1:9',
  region: 'us-east-1',
  ...standInCredentials,
};

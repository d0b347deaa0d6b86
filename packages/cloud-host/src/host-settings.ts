// What the host is told: by its arguments, and by the environment that AWS's own tools read.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { AwsAccess } from './function-environment.ts';

export interface HostSettings {
  port: number;
  /** Folder of the zips. */
  zips: string;
  /** Functions whose names begin with it. */
  prefix: string;
  poll: boolean;
  /** Where the URL is written once requests are taken. */
  urlFile?: string;
  aws: AwsAccess;
}

/** What is wrong with how the host was started. */
export class SettingsError extends Error {
  readonly code = 'SETTINGS';
}

export const HOST_USAGE = `Runs the functions that are deployed on an AWS-compatible server: node packages/cloud-host/src/main.ts

  --port <n>        where the deployed API is served on 127.0.0.1 (default: a free port)
  --zips <folder>   the zips that were deployed (default: packages/handler/dist)
  --project <name>  run only the functions named <name>-… (default: all)
  --poll            bring updates by polling Telegram instead of waiting for its webhook
  --url-file <file> write the URL there once requests are taken
Environment: AWS_ENDPOINT_URL (the server), AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.`;

const DIST = fileURLToPath(new URL('../../handler/dist', import.meta.url));

/** @throws SettingsError */
export const readHostSettings = (
  args: readonly string[],
  env: Record<string, string | undefined>,
): HostSettings => {
  const { port, zips, project, poll, 'url-file': urlFile } = parse(args);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new SettingsError('--port is a port number');
  return {
    port: Number(port),
    zips: resolve(zips),
    prefix: project === undefined ? '' : `${project}-`,
    poll,
    ...(urlFile !== undefined && { urlFile: resolve(urlFile) }),
    aws: readAccess(env),
  };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '0' },
        zips: { type: 'string', default: DIST },
        project: { type: 'string' },
        poll: { type: 'boolean', default: false },
        'url-file': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new SettingsError((error as Error).message, { cause: error });
  }
};

const readAccess = (env: Record<string, string | undefined>): AwsAccess => {
  const endpoint = env.AWS_ENDPOINT_URL ?? '';
  if (!URL.canParse(endpoint))
    throw new SettingsError('AWS_ENDPOINT_URL does not name an AWS-compatible server');
  // On AWS the functions run already, and two consumers of one queue would share its messages.
  if (/\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.test(new URL(endpoint).hostname)) {
    throw new SettingsError('AWS_ENDPOINT_URL is AWS itself, which runs its functions without help');
  }
  return {
    endpoint,
    region: env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1',
    accessKeyId: env.AWS_ACCESS_KEY_ID || 'test',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY || 'test',
    ...(env.AWS_SESSION_TOKEN && { sessionToken: env.AWS_SESSION_TOKEN }),
  };
};

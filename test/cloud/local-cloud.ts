// One run of scripts/local-cloud.sh in a folder of its own: brings a deployment up, asks about it, takes it down.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FEW_COLLECTIONS, type RunningProvider, startProvider } from '../terraform/running-provider.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Finished {
  code: number;
  /** What it printed, on both ways out. */
  output: string;
  stdout: string;
}

export interface LocalCloud {
  /** Where state, logs and zips lie. */
  folder: string;
  /** `local-cloud.sh` with these arguments. Rejects with all that was printed and logged when it fails. */
  run(...args: string[]): Promise<Finished>;
  /** One of the operator's scripts, in the environment that the deployment wrote for them. */
  script(name: string, ...args: string[]): Promise<Finished>;
  /** Keeps the provider of what is up running, for every later `run('terraform', …)`. */
  keepProvider(): Promise<void>;
  /** One of Terraform's outputs. */
  // biome-ignore lint/suspicious/noExplicitAny: as many shapes as there are outputs
  output(name: string): any;
  /** The AWS-compatible server. */
  endpoint(): string;
  /** What the server and the host of the functions ask for. */
  accessKeyId(): string;
  /** Where the deployed API is served. */
  url(): string;
  /** The last lines of every log, for a failure. */
  logs(): string;
  /** Ends whatever still runs and removes the folder. */
  abandon(): Promise<void>;
}

/** @param environment for `local-cloud.sh`, beside PATH and HOME: nobody's variables and nobody's account get in. */
export const createLocalCloud = (environment: Record<string, string>): LocalCloud => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-cloud-'));
  const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
  let env: Record<string, string> = {
    PATH: path,
    HOME: process.env.HOME ?? folder,
    LOCAL_CLOUD_DIR: folder,
    ...FEW_COLLECTIONS,
    ...environment,
  };
  let provider: RunningProvider | undefined;
  const clean = armCleaner(folder);
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const endpoint = (): string => read('server').split('\n')[1] ?? '';
  const accessKeyId = (): string => read('access-key').trim();
  const logs = (): string =>
    existsSync(join(folder, 'logs')) ? readLogs(join(folder, 'logs')) : '(no logs)';

  return {
    folder,
    async run(...args) {
      const finished = await call('scripts/local-cloud.sh', args, env);
      if (finished.code === 0) return finished;
      throw new Error(
        `local-cloud.sh ${args.join(' ')} ended with ${finished.code}:\n${finished.output}\n${logs()}`,
      );
    },
    script: (name, ...args) =>
      call(
        'bash',
        ['-c', '. "$0" && exec "$@"', join(folder, 'environment'), `scripts/${name}`, ...args],
        env,
      ),
    async keepProvider() {
      provider ??= await startProvider(join(folder, 'terraform'), {
        ...env,
        AWS_ENDPOINT_URL: endpoint(),
        AWS_ACCESS_KEY_ID: accessKeyId(),
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_REGION: 'us-east-1',
      });
      env = { ...env, ...provider.environment };
    },
    output: (name) => JSON.parse(read('outputs.json'))[name]?.value,
    endpoint,
    accessKeyId,
    url: () => read('host-url').trim(),
    logs,
    async abandon() {
      await provider?.close();
      await clean();
    },
  };
};

const call = (command: string, args: string[], env: Record<string, string>): Promise<Finished> =>
  new Promise((resolve) => {
    execFile(command, args, { cwd: root, env, maxBuffer: 2 ** 28 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) || 1 : 0, output: stdout + stderr, stdout }),
    );
  });

const readLogs = (folder: string): string =>
  readdirSync(folder)
    // The server's own is a line for every request.
    .filter((name) => name !== 'server.log')
    .map(
      (name) => `── ${name}\n${readFileSync(join(folder, name), 'utf8').split('\n').slice(-60).join('\n')}`,
    )
    .join('\n');

/**
 * What local-cloud.sh starts outlives it, and would outlive these tests if they were killed. So a process waits for the end
 * of its standard input, which comes with the end of this process however that went, and ends what is left.
 */
const armCleaner = (folder: string): (() => Promise<void>) => {
  const clean = `cat >/dev/null
    for file in "$0"/*.pid; do [ ! -f "$file" ] || kill "$(head -n 1 "$file")"; done
    rm -rf "$0"`;
  const cleaner = spawn('bash', ['-c', clean, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => cleaner.once('exit', () => resolve()));
  return () => {
    cleaner.stdin.end();
    return ended;
  };
};

// Runs Terraform in a copy of infra/ and backend-setup/, so that a test leaves nothing in the working tree.
import { type ChildProcess, execFile, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FEW_COLLECTIONS, type RunningProvider, startProvider } from './running-provider.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LOCK_FILE = '.terraform.lock.hcl';

/** In a process group of its own: a Terraform that is ended leaves its providers behind, and they would run for ever. */
const RUN = `. "$1" && use_terraform_mirror "$2" && shift 2 && set -m || exit
  trap 'kill -9 -- -$! 2>/dev/null' EXIT
  trap 'exit 143' TERM INT HUP
  terraform "$@" </dev/null &
  # Or bash tells at times that the job is done.
  set +m
  wait $!`;

export const hasTerraform = spawnSync('terraform', ['version']).status === 0;

/** Every configuration: the root, the bucket of its state, and each module. */
export const folders = ['infra', 'backend-setup', ...globSync('infra/modules/*', { cwd: root })].sort();

/** One resource of a plan, as `terraform show -json` writes it. */
export interface PlannedChange {
  address: string;
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: as many shapes as the provider has resources
  change: { after: any };
}

export interface TestReport {
  passed: number;
  /** What each run would make, by the run's name: with `-verbose`. */
  plans: Map<string, PlannedChange[]>;
  /** What failed, in Terraform's words; empty when all is well. */
  failures: string[];
}

export interface Finished {
  code: number;
  output: string;
}

export interface Workspace {
  /** Runs Terraform in one of the folders. */
  terraform(folder: string, ...args: string[]): Promise<Finished>;
  /** Runs the folder's tests. */
  test(folder: string, ...options: string[]): Promise<TestReport>;
  /** Keeps the provider of a folder that was tested running, for all that come after. */
  keepProvider(folder: string): Promise<void>;
  /** Ends what still runs, too: a run of a single test does not wait for the others. */
  remove(): Promise<void>;
}

export const createWorkspace = (): Workspace => {
  const copy = mkdtempSync(join(tmpdir(), 'steward-terraform-'));
  const sources = (path: string): boolean =>
    basename(path) !== '.terraform' && !/\.tfstate|\.tfvars$|backend\.tf$/.test(path);
  for (const name of ['infra', 'backend-setup'])
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: sources });
  for (const folder of folders) {
    const lock = join(copy, folder, LOCK_FILE);
    if (!existsSync(lock)) copyFileSync(join(copy, 'infra', LOCK_FILE), lock);
  }

  const running = new Set<ChildProcess>();
  let removed = false;
  // Nobody's variables and nobody's account get into a test.
  let env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(TF_VAR_|AWS_)/.test(name))),
    ...FEW_COLLECTIONS,
  };
  let provider: RunningProvider | undefined;

  const terraform = (folder: string, ...args: string[]): Promise<Finished> =>
    new Promise((resolve, reject) => {
      if (removed) return reject(new Error('The workspace is gone'));
      const library = join(root, 'scripts', 'lib', 'terraform.sh');
      const options = {
        cwd: join(copy, folder),
        maxBuffer: 2 ** 28,
        env,
      };
      const child = execFile(
        'bash',
        ['-c', RUN, 'bash', library, copy, ...args],
        options,
        (error, out, err) => {
          running.delete(child);
          resolve({ code: error ? Number(error.code ?? 1) || 1 : 0, output: out + err });
        },
      );
      running.add(child);
    });

  const initialise = async (folder: string): Promise<void> => {
    const args = ['init', '-input=false', '-no-color', '-backend=false', '-lockfile=readonly'];
    const { code, output } = await terraform(folder, ...args);
    if (code !== 0) throw new Error(output);
  };

  return {
    terraform,
    async test(folder, ...options) {
      await initialise(folder);
      const { code, output } = await terraform(folder, 'test', '-json', ...options);
      const report = readReport(output);
      if (code !== 0 && report.failures.length === 0) report.failures.push(output);
      return report;
    },
    async keepProvider(folder) {
      provider ??= await startProvider(join(copy, folder, '.terraform'), env);
      env = { ...env, ...provider.environment };
    },
    remove: async () => {
      removed = true;
      for (const child of running) child.kill();
      await provider?.close();
      rmSync(copy, { recursive: true, force: true });
    },
  };
};

interface Line {
  '@testrun'?: string;
  test_plan?: { resource_changes?: PlannedChange[] };
  test_run?: { progress?: string; status?: string };
  diagnostic?: { severity: string; summary: string; detail: string };
}

const linesOf = (output: string): Line[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);

const readReport = (output: string): TestReport => {
  const lines = linesOf(output);
  return {
    passed: lines.filter(({ test_run: run }) => run?.progress === 'complete' && run.status === 'pass').length,
    failures: lines.flatMap(({ '@testrun': run, diagnostic }) =>
      diagnostic?.severity === 'error' ? [`${run}: ${diagnostic.summary}: ${diagnostic.detail}`] : [],
    ),
    plans: new Map(
      lines.flatMap(({ '@testrun': run, test_plan: plan }) =>
        run && plan ? [[run, plan.resource_changes ?? []] as const] : [],
      ),
    ),
  };
};

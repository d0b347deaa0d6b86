// The whole product in a process of its own, started as `npm start` starts it, so that a test can kill it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

export interface Product {
  pid: number;
  /** Everything it has printed. */
  output(): string;
  /** The exit code; null after a kill. Undefined while it runs. */
  exitCode(): number | null | undefined;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
  /** Resolves once it says that it runs; rejects with its output when it ends before. */
  ready: Promise<void>;
  /** SIGKILL for the whole process group. */
  kill9(): Promise<void>;
  /** SIGKILL for the one process that was started here. */
  killAlone(): void;
  /** Ctrl+C. */
  stop(): Promise<void>;
}

const READY = 'Steward is running.';

const killGroup = (child: ChildProcess): void => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
};

const MAIN = ['packages/local/src/main.ts'];
/** What `npm start` runs. */
const LAUNCHER = ['scripts/run.mjs', 'start'];

/** Starts it without waiting. The environment is what is given here and PATH, nothing of the developer's. */
export const startProduct = (
  env: Record<string, string>,
  { byLauncher = false }: { byLauncher?: boolean } = {},
): Product => {
  const child = spawn(node, byLauncher ? LAUNCHER : MAIN, {
    cwd: root,
    detached: true,
    // By the channel it notices when this process is gone, however that went, and ends as well.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
  });
  child.channel?.unref();
  let printed = '';
  let exitCode: number | null | undefined;
  const ended = once(child, 'close').then(([code]) => {
    exitCode = code as number | null;
    return code as number | null;
  });
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        if (printed.includes(READY)) resolve();
      });
    }
    void ended.then((code) => reject(new Error(`It ended with ${code} before it was ready:\n${printed}`)));
  });
  // A test that wants it to fail looks at `ended`.
  ready.catch(() => {});
  return {
    pid: child.pid ?? 0,
    output: () => printed,
    exitCode: () => exitCode,
    ended,
    ready,
    async kill9() {
      killGroup(child);
      await ended;
    },
    killAlone: () => void child.kill('SIGKILL'),
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
  };
};

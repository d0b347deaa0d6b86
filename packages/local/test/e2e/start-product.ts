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
  /** Resolves with the match once it has printed this; rejects with its output when it ends before, or never does. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves once it has said all that it says at a start: that it runs, where, and what to type next. */
  ready: Promise<void>;
  /** SIGKILL for the whole process group. */
  kill9(): Promise<void>;
  /** SIGKILL for the one process that was started here. */
  killAlone(): void;
  /** Ctrl+C. */
  stop(): Promise<void>;
  /** To what a test has loaded into the process. */
  tell(message: object): void;
}

const PATIENCE_MS = 90_000;
/** The end of what it says at a start, which may arrive in several pieces. */
const READY = /Steward is running\.[\s\S]*Ctrl\+C stops\.\n/;

const killGroup = (child: ChildProcess): void => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
};

const MAIN = ['--import', './test/kit/start-sooner.mjs', 'packages/local/src/main.ts'];
/** What `npm start` runs. */
const LAUNCHER = ['scripts/run.mjs', 'start'];

/** Starts it without waiting. The environment is what is given here and PATH, nothing of the developer's. */
export const startProduct = (
  env: Record<string, string>,
  { byLauncher = false, words = [] }: { byLauncher?: boolean; words?: string[] } = {},
): Product => {
  const child = spawn(node, [...(byLauncher ? LAUNCHER : MAIN), ...words], {
    cwd: root,
    detached: true,
    // By the channel it notices when this process is gone, however that went, and ends as well.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
  });
  child.channel?.unref();
  let output = '';
  let exitCode: number | null | undefined;
  const ended = once(child, 'close').then(([code]) => {
    exitCode = code as number | null;
    return code as number | null;
  });
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const look of waiting) look();
    });
  }
  const printed = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(output);
        if (!match) return;
        waiting.delete(look);
        resolve(match);
      };
      waiting.add(look);
      look();
      const giveUp = (why: string) =>
        reject(new Error(`It ${why} and had not printed ${pattern}:\n${output}`));
      void ended.then((code) => giveUp(`ended with ${code}`));
      setTimeout(() => giveUp(`ran for ${PATIENCE_MS} ms`), PATIENCE_MS).unref();
    });
  const ready = printed(READY).then(() => {});
  // A test that wants it to fail looks at `ended`.
  ready.catch(() => {});
  return {
    pid: child.pid ?? 0,
    output: () => output,
    printed,
    exitCode: () => exitCode,
    ended,
    ready,
    async kill9() {
      killGroup(child);
      await ended;
    },
    killAlone: () => void child.kill('SIGKILL'),
    tell: (message) => void (child.connected && child.send(message)),
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
  };
};

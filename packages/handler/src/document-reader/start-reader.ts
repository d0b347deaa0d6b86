// Reads a document in a child process, which is given nothing but the document: no environment, no file but its own, no
// further process. What a hostile one does to it ends with it.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Line, Reading, ReadingFault } from './reading.ts';

export interface ReaderLimits {
  timeoutMs: number;
  /** Of what it says. */
  outputBytes: number;
  /** Of the whole process: the engine's own limit does not know the memory of buffers. */
  rssBytes: number;
}

export const READER_LIMITS: ReaderLimits = {
  timeoutMs: 20_000,
  outputBytes: 4_000_000,
  rssBytes: 450_000_000,
};

export interface ReaderDependencies {
  limits?: ReaderLimits;
  /** What runs, and what of the disk it may read. */
  program?: { path: string; readable: string[] };
  node?: string;
  /** Where Lambda's Node.js finds its libraries: all that the child has of an environment. */
  libraryPath?: string | undefined;
}

const HEAP_MB = 256;
const WATCH_MS = 100;

const FAULTS: readonly unknown[] = [
  'locked',
  'damaged',
  'not-a-document',
  'too-large',
  'no-text',
] satisfies ReadingFault[];

/** Rejects only with the reason of the signal. A document that it could read in part is read in part. */
export const readDocument = async (
  bytes: Uint8Array,
  signal: AbortSignal,
  {
    limits = READER_LIMITS,
    program = ownProgram(),
    node = process.execPath,
    libraryPath,
  }: ReaderDependencies = {},
): Promise<Reading> => {
  signal.throwIfAborted();
  const child = spawn(node, [...flags(program.readable), program.path], {
    env: libraryPath === undefined ? {} : { LD_LIBRARY_PATH: libraryPath },
    cwd: dirname(program.path),
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  const kill = () => void child.kill('SIGKILL');
  const timer = setTimeout(kill, limits.timeoutMs);
  const watch = setInterval(() => {
    void rssOf(child.pid).then((rss) => rss > limits.rssBytes && kill());
  }, WATCH_MS);
  signal.addEventListener('abort', kill);
  const said: Buffer[] = [];
  let saidBytes = 0;
  child.stdout.on('data', (piece: Buffer) => {
    saidBytes += piece.byteLength;
    if (saidBytes > limits.outputBytes) kill();
    else said.push(piece);
  });
  // It may be gone before it has read everything; how it ended tells.
  child.stdin.on('error', () => {});
  child.stdin.end(bytes);
  try {
    const exitCode = await new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(COULD_NOT_START));
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    return readingOf(Buffer.concat(said).toString(), exitCode);
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    signal.removeEventListener('abort', kill);
  }
};

const COULD_NOT_START = -1;
/** Node.js ends with it where it does not know a flag: before 22.13. */
const BAD_OPTION = 9;

const flags = (readable: string[]): string[] => [
  '--permission',
  ...readable.map((path) => `--allow-fs-read=${path}`),
  `--max-old-space-size=${HEAP_MB}`,
  '--disallow-code-generation-from-strings',
  '--no-warnings',
];

/** In a bundle one file. In the sources the folder of this one, and the packages. */
const ownProgram = (): { path: string; readable: string[] } => {
  const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  if (!import.meta.url.endsWith('.ts')) {
    const path = at('./document-reader.mjs');
    return { path, readable: [path] };
  }
  const readable = ['./', '../../node_modules/', '../../../../node_modules/.pnpm/'].map(at);
  return { path: at('./main.ts'), readable };
};

/** 0 where it cannot be told: there the other limits stand alone. */
const rssOf = async (pid: number | undefined): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
};

const readingOf = (said: string, exitCode: number | null): Reading => {
  if (exitCode === COULD_NOT_START || exitCode === BAD_OPTION) return { fault: 'unavailable' };
  // Behind the last line break stands what it was saying when it ended.
  const lines = said.split('\n').slice(0, -1).map(lineOf);
  const [of] = lines.flatMap((told) => (told && 'of' in told ? [told.of] : []));
  const [fault] = lines.flatMap((told) => (told && 'fault' in told ? [told.fault] : []));
  if (fault) return { fault, ...(of !== undefined && { of }) };
  const pages = lines.flatMap((told) => (told && 'text' in told ? [told.text] : []));
  if (of === undefined || !pages.some((page) => /[\p{L}\p{N}]/u.test(page))) return { fault: 'too-hard' };
  return { pages, of: Math.max(of, pages.length) };
};

/** What the child says is looked at before it is believed. */
const lineOf = (said: string): Line | undefined => {
  try {
    const { of, text, fault } = JSON.parse(said) as Record<string, unknown>;
    if (typeof text === 'string') return { text };
    if (typeof of === 'number' && Number.isSafeInteger(of) && of >= 0) return { of };
    return FAULTS.includes(fault) ? { fault: fault as ReadingFault } : undefined;
  } catch {
    return undefined;
  }
};

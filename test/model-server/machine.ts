// A machine for the boot scripts: an empty root, their folder, and stand-ins for everything that is not a plain tool.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const filesFolder = path.resolve(import.meta.dirname, '../../infra/modules/ec2-ollama/files');
const stubs = path.join(import.meta.dirname, 'stubs');

export const apiKey = 'Abc123-key_of.40/characters+for=the~test!';
export const settings = {
  AWS_REGION: 'us-east-1',
  API_KEY_PARAMETER: '/steward/ollama/api-key',
  CERTIFICATE_PARAMETER: '/steward/ollama/certificate',
  MODELS: 'qwen3.5:2b gemma4:e2b',
  MODELS_BUCKET: 'chatbot-models-1',
  PUBLIC_ADDRESS: '203.0.113.7',
};

export interface Disturbance {
  /** Kills it before this command, counted from 1. */
  killAt?: number;
  /** Keeps what is on disk before each command. */
  keepEach?: boolean;
}

export interface Run {
  status: number | null;
  signal: NodeJS.Signals | null;
  output: string;
}

export type Machine = ReturnType<typeof createMachine>;

/** Made anew under the temporary folder; `settings` replace single lines of boot.env. */
export const createMachine = (overrides: Partial<Record<string, string>> = {}) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'model-server-'));
  const root = path.join(folder, 'root');
  const world = path.join(folder, 'world');
  const snapshots = path.join(folder, 'snapshots');
  fs.mkdirSync(snapshots, { recursive: true });
  const put = (file: string, content: string | Buffer) => {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  };
  fs.mkdirSync(path.join(root, 'opt'), { recursive: true });
  fs.cpSync(filesFolder, path.join(root, 'opt/steward'), { recursive: true });
  const digestOfOllama = createHash('sha256').update(ollamaArchive()).digest('hex');
  const lines = Object.entries({ ...settings, OLLAMA_SHA256: digestOfOllama, ...overrides }).map(
    ([name, value]) => `${name}="${value}"\n`,
  );
  put(path.join(root, 'etc/steward/boot.env'), lines.join(''));
  put(path.join(world, 'ssm/_steward_ollama_api-key'), `${apiKey}\n`);
  put(path.join(world, 'ssm/_steward_ollama_certificate'), 'pending\n');
  put(path.join(world, 'ollama.tar.zst'), ollamaArchive());
  put(path.join(world, 'log'), '');

  /** Runs a script of the folder, alone in a process group. */
  const run = (
    script: string,
    args: string[] = [],
    { killAt = 0, keepEach = false }: Disturbance = {},
  ): Promise<Run> =>
    new Promise((resolve, reject) => {
      const child = spawn('bash', [path.join(root, 'opt/steward', script), ...args], {
        detached: true,
        env: {
          PATH: `${stubs}:/usr/sbin:/usr/bin:/sbin:/bin`,
          STEWARD_ROOT: root,
          STEWARD_RETRY_SECONDS: '0',
          WORLD: world,
          ...(killAt > 0 || keepEach
            ? {
                BASH_ENV: path.join(import.meta.dirname, 'kill-at.bash'),
                KILL_SCRIPT: script,
                KILL_AT: `${killAt}`,
                SNAPSHOTS: keepEach ? snapshots : '',
              }
            : {}),
        },
      });
      let output = '';
      child.stdout.on('data', (piece) => {
        output += piece;
      });
      child.stderr.on('data', (piece) => {
        output += piece;
      });
      child.on('error', reject);
      child.on('close', (status, signal) => resolve({ status, signal, output }));
    });

  return {
    root,
    run,
    path: (name: string) => path.join(root, name),
    read: (name: string) => fs.readFileSync(path.join(root, name), 'utf8'),
    write: (name: string, content: string) => put(path.join(root, name), content),
    world: (name: string) => path.join(world, name),
    readWorld: (name: string) => fs.readFileSync(path.join(world, name), 'utf8'),
    writeWorld: (name: string, content: string) => put(path.join(world, name), content),
    /** What a script finds: its root and, but for what is only noted down, the world around it. */
    state: () => [tree(root), { ...tree(world), log: '', processes: '', commands: '' }],
    /** What was there before each command of the run with `keepEach`. */
    snapshots: () => fs.readdirSync(snapshots).sort(),
    /** Puts everything back to what it was then; a snapshot serves once. */
    restore: (snapshot: string) => {
      for (const place of [root, world]) {
        fs.rmSync(place, { recursive: true });
        fs.renameSync(path.join(snapshots, snapshot, path.basename(place)), place);
      }
    },
    log: () => fs.readFileSync(path.join(world, 'log'), 'utf8').trim().split('\n'),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
};

// Different on every machine, and what is made of it.
const OWN = /[/_](server\.pem|certificate(\.pem)?|key-check\.conf|key)(\.new)?$/;

/** Every file with its mode and content; those with a random content by whether it is there to its last line. */
export const tree = (root: string): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(root, file);
    const mode = (fs.lstatSync(file).mode & 0o777).toString(8);
    found[name] = entry.isFile() ? `${mode} ${OWN.test(name) ? whole(file) : digest(file)}` : mode;
  }
  return found;
};

/** When each file was last written, and whether it is still the same one. */
export const writings = (root: string): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const { mtimeMs, ino } = fs.statSync(file);
    found[path.relative(root, file)] = `${mtimeMs} ${ino}`;
  }
  return found;
};

const digest = (file: string): string =>
  createHash('sha256').update(fs.readFileSync(file)).digest('hex').slice(0, 12);

const whole = (file: string): string => {
  const text = fs.readFileSync(file, 'utf8');
  if (text === '') return 'empty';
  return text.endsWith('\n') ? 'whole' : 'cut off';
};

let archive: Buffer | undefined;

const ollamaArchive = (): Buffer => {
  if (archive === undefined) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ollama-archive-'));
    fs.mkdirSync(path.join(folder, 'bin'));
    fs.mkdirSync(path.join(folder, 'lib/ollama'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'bin/ollama'), '#!/bin/sh\n', { mode: 0o755 });
    fs.writeFileSync(path.join(folder, 'lib/ollama/libggml.so'), 'library');
    archive = execFileSync('tar', ['--create', '--zstd', '--directory', folder, 'bin', 'lib']);
    fs.rmSync(folder, { recursive: true });
  }
  return archive;
};

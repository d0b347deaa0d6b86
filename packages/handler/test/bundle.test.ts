// The bundles that are deployed: self-contained, reproducible, and holding only what their entry needs.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Metafile } from 'esbuild';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAll, FUNCTIONS } from '../scripts/build.ts';
import { startOutputs } from '../scripts/start-in-one-file.ts';
import { readDocument } from '../src/document-reader/start-reader.ts';
import { makePdf } from './make-documents.ts';

const run = promisify(execFile);

let sizes: Awaited<ReturnType<typeof buildAll>>;
let elsewhere: string;
/** Not the folder that is deployed: another test does that meanwhile. */
let dist: string;

beforeAll(async () => {
  elsewhere = await mkdtemp(join(tmpdir(), 'bundle-'));
  dist = join(elsewhere, 'dist');
  sizes = await buildAll(dist);
});

afterAll(() => rm(elsewhere, { recursive: true, force: true }));

const inputsOf = async (
  name: string,
  choose: (outputs: Metafile['outputs']) => string[] = Object.keys,
): Promise<string> => {
  const { outputs } = JSON.parse(await readFile(join(dist, `${name}.meta.json`), 'utf8')) as Metafile;
  return choose(outputs)
    .flatMap((path) => Object.entries(outputs[path]?.inputs ?? {}))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path)
    .join('\n');
};

/** Imports a bundle far from any node_modules and returns what it says. */
const importAlone = async (name: string, env: Record<string, string>): Promise<string> => {
  const folder = join(elsewhere, name);
  await cp(join(dist, name), folder, { recursive: true });
  const script = `import(${JSON.stringify(join(folder, 'index.mjs'))}).then(({ handler }) => handler({ Records: [] }, {})).then((result) => console.log(JSON.stringify(result)), (error) => console.log(error.message))`;
  const { stdout } = await run(process.execPath, ['-e', script], { env, cwd: elsewhere });
  return stdout.trim();
};

describe('the bundles', () => {
  it('are the same bytes when built again', async () => {
    const before = await Promise.all(FUNCTIONS.map((name) => readFile(join(dist, `${name}.zip`))));
    await buildAll(dist);
    const after = await Promise.all(FUNCTIONS.map((name) => readFile(join(dist, `${name}.zip`))));
    expect(after.map((zip, index) => zip.equals(before[index] as Buffer))).toEqual(FUNCTIONS.map(() => true));
  });

  it('are zipped with their entry at the top', async () => {
    for (const name of FUNCTIONS) {
      const files = Object.keys(unzipSync(await readFile(join(dist, `${name}.zip`))));
      expect(files).toContain('index.mjs');
      expect(files.some((file) => file.includes('node_modules'))).toBe(false);
    }
  });

  it.each(FUNCTIONS)('stay within their budget: %s', async (name) => {
    const budget = JSON.parse(await readFile(new URL('../bundle-budget.json', import.meta.url), 'utf8'));
    for (const [what, bytes] of Object.entries(sizes[name] ?? {}))
      expect(bytes, `${name}, ${what}`).toBeLessThanOrEqual(budget[name][what]);
    expect(Object.keys(sizes[name] ?? {})).toEqual(Object.keys(budget[name]));
  });

  it('start from one file: each costs a cold start as much as 10 kB', async () => {
    for (const name of FUNCTIONS) {
      const { outputs } = JSON.parse(await readFile(join(dist, `${name}.meta.json`), 'utf8')) as Metafile;
      expect(startOutputs(outputs).map((path) => path.slice(-9))).toEqual(['index.mjs']);
    }
  });

  it('keep models, rendering, archives and the bot out of the webhook', async () => {
    const inputs = await inputsOf('webhook');
    const unwanted = [
      'undici',
      '@aws-sdk/',
      'marked',
      'client-s3',
      'client-ec2',
      'ollama-client',
      'node-telegram-bot-api',
      'handler/src/features/',
      'handler/src/aws/profile-item',
      'core/src/archive',
      'core/src/chat',
    ];
    expect(unwanted.filter((name) => inputs.includes(name))).toEqual([]);
  });

  it('load undici, S3, EC2, the renderer and what few works need only when they are used', async () => {
    const atStart = await inputsOf('worker', startOutputs);
    expect(atStart.includes('create-worker.ts')).toBe(true);
    const lazily = [
      'node_modules/undici',
      'client-s3',
      'client-ec2',
      'node_modules/marked',
      'node_modules/yauzl',
      'parse-import.ts',
      'import-conversations.ts',
      'archive-session.ts',
      'move-owner.ts',
      'wake-model-server.ts',
      'openai-transcriber.ts',
      'node_modules/ogg-opus-decoder',
      'node_modules/chrono-node',
      'zod/v4/classic',
    ];
    expect(lazily.filter((name) => atStart.includes(name))).toEqual([]);
    const inputs = await inputsOf('worker');
    expect(lazily.filter((name) => !inputs.includes(name))).toEqual([]);
  });

  it('read a document far from any node_modules, with one file that can be read', async () => {
    const path = join(elsewhere, 'document-reader.mjs');
    await cp(join(dist, 'worker', 'document-reader.mjs'), path);
    const program = { path, readable: [path] };
    const reading = await readDocument(makePdf(['Hello']), new AbortController().signal, { program });
    expect(reading).toEqual({ pages: ['Hello'], of: 1 });
    expect(await inputsOf('worker', startOutputs)).not.toMatch(/unpdf|fflate|document-reader/);
  });

  it('look for credentials in the environment only', async () => {
    for (const name of FUNCTIONS)
      expect(await inputsOf(name)).not.toMatch(/credential-provider-(sso|ini|process)|token-providers/);
    const env = { AWS_REGION: 'us-east-1', TABLE_NAME: 't', OLLAMA_INSTANCE_ID: 'i-1' };
    expect(await importAlone('maintenance', env)).toBe('EC2 refused the request');
  });

  it('take Node’s own modules without what lies behind them', async () => {
    for (const name of FUNCTIONS) {
      const { outputs } = JSON.parse(await readFile(join(dist, `${name}.meta.json`), 'utf8')) as Metafile;
      const imported = Object.values(outputs).flatMap(({ imports }) =>
        imports.filter(({ external }) => external),
      );
      expect(imported.filter(({ path }) => !path.startsWith('./'))).toEqual([]);
    }
  });

  it('can load everything that they load later', async () => {
    for (const name of FUNCTIONS) {
      const folder = join(elsewhere, `${name}-chunks`);
      await cp(join(dist, name), folder, { recursive: true });
      const files = (await readdir(folder)).filter(
        (file) => file.endsWith('.mjs') && !['index.mjs', 'document-reader.mjs'].includes(file),
      );
      const script = `for (const file of ${JSON.stringify(files)}) await import(${JSON.stringify(`${folder}/`)} + file)`;
      const said = await run(process.execPath, ['--input-type=module', '-e', script], {
        // What is loaded later stands on the start, and some read their configuration there.
        env: {
          ...{ AWS_REGION: 'us-east-1', TABLE_NAME: 't', PUBLIC_URL: 'https://steward.example' },
          ...{ DUE_QUEUE_URL: 'http://127.0.0.1:1/q', UPDATE_QUEUE_URL: 'http://127.0.0.1:1/q' },
        },
        cwd: elsewhere,
      });
      expect(said).toEqual({ stdout: '', stderr: '' });
    }
  });

  it('keep everything but the look after the model server out of maintenance', async () => {
    const inputs = await inputsOf('maintenance');
    const unwanted =
      /undici|marked|client-s3|client-sqs|client-ssm|ollama-client|telegram|core\/src\/(chat|archive)/g;
    expect(inputs.match(unwanted)).toBeNull();
    const atStart = await inputsOf('maintenance', startOutputs);
    expect(atStart).toContain('stop-idle-server.ts');
    expect(atStart).not.toContain('client-ec2');
    // The named import of zod would bring all of its languages.
    expect(atStart).not.toMatch(/zod\/v4\/locales\/(?!en\.js)/);
  });

  it('keep everything but keys, times and the queue out of the dispatcher', async () => {
    const inputs = await inputsOf('dispatcher');
    const unwanted =
      /undici|marked|@aws-sdk|node-telegram|ollama|handler\/src\/(telegram|features)|temporal|core\/src\/(chat|archive|session|when)/g;
    expect(inputs.match(unwanted)).toBeNull();
    expect(inputs).toContain('create-dispatcher.ts');
    expect(await importAlone('dispatcher', {})).toBe(
      'The configuration has 2 faults: TABLE_NAME is missing; DUE_QUEUE_URL is missing.',
    );
  });

  it('start without node_modules and name every fault of their configuration at once', async () => {
    expect(await importAlone('worker', {})).toBe(
      'The configuration has 4 faults: TABLE_NAME is missing; ARCHIVE_BUCKET is missing; UPDATE_QUEUE_URL is missing; TELEGRAM_BOT_TOKEN or TELEGRAM_BOT_TOKEN_PARAMETER is missing.',
    );
  });

  it('look after the model server as soon as the table is named', async () => {
    expect(await importAlone('maintenance', {})).toBe(
      'The configuration has a fault: TABLE_NAME is missing.',
    );
    const said = await importAlone('maintenance', { AWS_REGION: 'us-east-1', TABLE_NAME: 't' });
    expect(said.split('\n').at(-1)).toBe('{"outcome":"off"}');
  });

  it('answer an empty batch when the configuration is right', async () => {
    const env = {
      AWS_REGION: 'us-east-1',
      TABLE_NAME: 't',
      ARCHIVE_BUCKET: 'b',
      UPDATE_QUEUE_URL: 'http://127.0.0.1:1/q',
      TELEGRAM_BOT_TOKEN: '1:a',
    };
    const said = await importAlone('worker', env);
    expect(said.split('\n').at(-1)).toBe('{"batchItemFailures":[]}');
  });
});

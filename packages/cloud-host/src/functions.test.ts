import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createCodeStore } from './code-store.ts';
import type { FunctionConfiguration } from './deployment.ts';
import { createFunctions, type Functions } from './functions.ts';
import { configure, deploy, makeZipFolder, noAws } from './testing/small-functions.ts';

const REPORT = `const cold = Date.now(); let calls = 0;
export const handler = async (event, context) => ({ event, pid: process.pid, cold, calls: ++calls, env: { ...process.env },
  context: { ...context, left: context.getRemainingTimeInMillis() } });`;

describe('a deployed function', () => {
  const cleanups: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0)) await cleanup();
  });

  const run = async (
    source: string,
    more: Partial<FunctionConfiguration> = {},
    options: { random?: () => number; file?: string } = {},
  ) => {
    const zips = await makeZipFolder();
    const code = createCodeStore(zips.folder);
    const configuration = configure('steward-it', await zips.add('it', source, options.file), more);
    const functions = createFunctions({ code, aws: noAws, output: 'ignore', ...options });
    cleanups.push(functions.kill, code.close, zips.remove);
    expect(await functions.set(deploy([configuration]).targets)).toEqual([]);
    return { functions, configuration, zips };
  };
  const call = (functions: Functions, event: unknown = {}) =>
    // biome-ignore lint/suspicious/noExplicitAny: what the small functions return.
    functions.invoke('steward-it:live', event) as Promise<any>;

  it("sees its own variables and Lambda's, and nothing of this machine's", async () => {
    process.env.SECRET_OF_THIS_MACHINE = 'x';
    const { functions } = await run(REPORT, { environment: { TABLE_NAME: 'chatbot-sessions' } });
    const { env } = await call(functions);
    delete process.env.SECRET_OF_THIS_MACHINE;
    const { HOME, LAMBDA_TASK_ROOT, ...rest } = env;
    expect(HOME).toBe(LAMBDA_TASK_ROOT);
    expect(rest).toEqual({
      TABLE_NAME: 'chatbot-sessions',
      LANG: 'en_US.UTF-8',
      TZ: 'UTC',
      _HANDLER: 'index.handler',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_LAMBDA_FUNCTION_NAME: 'steward-it',
      AWS_LAMBDA_FUNCTION_VERSION: '1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/steward-it',
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: noAws.accessKeyId,
      AWS_SECRET_ACCESS_KEY: noAws.secretAccessKey,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    });
  });

  it('gets the event and a context as from Lambda', async () => {
    const { functions } = await run(REPORT, { timeoutMs: 9_000 });
    const { event, context } = await call(functions, { a: [1] });
    expect(event).toEqual({ a: [1] });
    expect(context).toMatchObject({
      functionName: 'steward-it',
      functionVersion: '1',
      memoryLimitInMB: '128',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:steward-it:live',
      awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
    expect(context.left).toBeGreaterThan(0);
    expect(context.left).toBeLessThanOrEqual(9_000);
  });

  it('stays warm for the next call, and starts cold beside a call that runs', async () => {
    const { functions } = await run(REPORT);
    const first = await call(functions);
    const [second, third] = await Promise.all([call(functions), call(functions)]);
    expect([first.calls, second.calls, third.calls]).toEqual([1, 2, 1]);
    expect(second.pid).toBe(first.pid);
    expect(third.pid).not.toBe(first.pid);
  });

  it('is killed at its timeout, and the next call starts cold', async () => {
    const { functions } = await run(
      `export const handler = async ({ hang }) => { if (hang) while (true); return process.pid; };`,
      { timeoutMs: 700 },
    );
    await expect(call(functions, { hang: true })).rejects.toMatchObject({ code: 'FUNCTION_TIMED_OUT' });
    // On a busy machine a cold start alone may take as long.
    await expect.poll(() => call(functions)).toEqual(expect.any(Number));
  });

  it.each([
    [
      'what it throws',
      `export const handler = () => { throw new RangeError('too far'); };`,
      'RangeError: too far',
    ],
    [
      'what keeps it from starting',
      `throw new Error('TABLE_NAME is missing');`,
      'Error: TABLE_NAME is missing',
    ],
    ['a handler that is not there', 'export const other = 1;', 'index.handler is no function'],
    ['the end of its process', `export const handler = () => process.exit(3);`, 'Runtime.ExitError'],
    ['what is no error', `export const handler = async () => { throw 'text'; };`, 'string'],
  ])('fails with %s', async (_, source, message) => {
    const { functions } = await run(source);
    await expect(call(functions)).rejects.toThrow(message);
    await expect(call(functions)).rejects.toMatchObject({ code: 'FUNCTION_FAILED' });
  });

  it('may be CommonJS, and is a fault when its file is missing', async () => {
    const common = await run('exports.handler = async () => 1;', {}, { file: 'index.cjs' });
    expect(await call(common.functions)).toBe(1);
    const wrong = await run('export const handler = () => 1;', { handler: 'main.handler' });
    await expect(call(wrong.functions)).rejects.toThrow('no file for the handler main.handler');
  });

  it('runs with its new environment after a change, and what runs already finishes with the old one', async () => {
    const source = `import { existsSync } from 'node:fs';
      export const handler = async ({ until }) => {
        while (until && !existsSync(until)) await new Promise((resolve) => setTimeout(resolve, 5));
        return process.env.WORD ?? null; };`;
    const { functions, configuration } = await run(source, { environment: { WORD: 'old' } });
    expect(await call(functions)).toBe('old');
    const until = join(await mkdtemp(join(tmpdir(), 'function-')), 'go-on');
    const running = call(functions, { until });
    await functions.set(deploy([{ ...configuration, version: '2', environment: {} }]).targets);
    expect(await call(functions)).toBeNull();
    await writeFile(until, '');
    expect(await running).toBe('old');
  });

  it('is no more when it is deleted', async () => {
    const { functions } = await run(REPORT);
    await functions.set([]);
    expect(functions.invoke('steward-it:live', {})).toBeUndefined();
  });

  it('gives a version that is tried its share of the calls', async () => {
    const points = [0.05, 0.89, 0.95, 0.9999, 1];
    const { functions, configuration } = await run(
      `export const handler = () => process.env.WORD;`,
      {},
      {
        random: () => points.shift() ?? 0,
      },
    );
    const version = (share: number, WORD: string) => ({
      share,
      configuration: { ...configuration, version: WORD, environment: { WORD } },
    });
    const id = 'steward-it:live';
    await functions.set([{ id, name: 'steward-it', versions: [version(0.9, '1'), version(0.1, '2')] }]);
    const answers: unknown[] = [];
    for (let i = 0; i < 5; i += 1) answers.push(await functions.invoke(id, {}));
    expect(answers).toEqual(['1', '1', '2', '2', '2']);
  });

  it('fails by name while its code is not here, and nothing else does', async () => {
    const { functions, configuration } = await run('export const handler = () => 1;');
    const other = configure('steward-other', 'unknown');
    const [fault] = await functions.set(deploy([configuration, other]).targets);
    expect(fault?.message).toContain('steward-other');
    await expect(functions.invoke('steward-other:live', {})).rejects.toThrow('steward-other');
    expect(await call(functions)).toBe(1);
  });

  it('dies with the host', async () => {
    const started = join(await mkdtemp(join(tmpdir(), 'function-')), 'started');
    const { functions } = await run(`import { writeFileSync } from 'node:fs';
      export const handler = ({ started }) => {
        writeFileSync(started, '');
        return new Promise(() => setInterval(() => {}, 1000)); };`);
    const running = call(functions, { started });
    running.catch(() => {});
    await expect.poll(() => existsSync(started)).toBe(true);
    functions.kill();
    await expect(running).rejects.toThrow('its process ended');
  });
});

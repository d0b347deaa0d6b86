import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startSqs, watchRequests } from '@steward/stand-ins/testing';
import { afterEach, describe, expect, it } from 'vitest';
import type { Deployment, EventSource, FunctionConfiguration } from './deployment.ts';
import { createHostLog } from './host-log.ts';
import { startCloudHost } from './start-cloud-host.ts';
import { configure, deploy, makeZipFolder, noAws } from './testing/small-functions.ts';

const WEBHOOK = `export const handler = async (event) => {
  if (event.body === 'throw') throw new Error('as the test wanted');
  return { statusCode: 202, headers: { 'X-Word': process.env.WORD }, cookies: ['a=1'], body: event.rawPath + event.body };
};`;
/** Notes what it gets in a file, and fails a message once when that says so. */
const WORKER = `import { appendFileSync } from 'node:fs';
export const handler = async ({ Records: [record] }) => {
  const count = record.attributes.ApproximateReceiveCount;
  appendFileSync(process.env.NOTES, record.body + ' ' + count + '\\n');
  if (record.body === 'nothing') return;
  return { batchItemFailures: record.body === 'again' && count === '1' ? [{ itemIdentifier: record.messageId }] : [] };
};`;

const authorization = `AWS4-HMAC-SHA256 Credential=${noAws.accessKeyId}/20261128/us-east-1/lambda/aws4_request`;

/** Notes that it was called; the second time it fails. */
const DISPATCHER = `import { appendFileSync, readFileSync } from 'node:fs';
export const handler = async (event) => {
  appendFileSync(process.env.NOTES, 'tick ' + JSON.stringify(event) + '\\n');
  if (readFileSync(process.env.NOTES, 'utf8').split('tick').length === 3) throw new Error('as the test wanted');
};`;

describe('the host of a deployment', () => {
  const cleanups: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  const open = async () => {
    const zips = await makeZipFolder();
    const sqs = await startSqs({ visibilityTimeoutSeconds: 5 });
    const client = new SQSClient({ endpoint: sqs.endpoint, region: 'us-east-1', credentials: noAws });
    const [notes, ticks] = ['notes', 'ticks'].map((name) => join(tmpdir(), `${name}-${randomUUID()}`)) as [
      string,
      string,
    ];
    const configurations: FunctionConfiguration[] = [
      configure('steward-webhook', await zips.add('webhook', WEBHOOK), { environment: { WORD: 'one' } }),
      configure('steward-worker', await zips.add('worker', WORKER), { environment: { NOTES: notes } }),
      configure('steward-dispatcher', await zips.add('dispatcher', DISPATCHER), {
        environment: { NOTES: ticks },
      }),
    ];
    const server: { deployment: Deployment | undefined } = {
      deployment: deploy(configurations, {
        routes: [{ apiId: 'a', routeKey: 'POST /hook', targetId: 'steward-webhook:live' }],
        eventSources: [
          {
            id: 'm1',
            enabled: true,
            queueArn: sqs.queueArn,
            targetId: 'steward-worker:live',
            concurrency: 2,
          },
        ],
      }),
    };
    const lines: string[] = [];
    const switched: string[] = [];
    const start = (tickMs?: number) =>
      startCloudHost({
        read: async () => {
          if (!server.deployment) throw new Error('The server is away');
          return server.deployment;
        },
        setMappingEnabled: async (id, enabled) => {
          switched.push(`${id} ${enabled ? 'on' : 'off'}`);
          for (const source of server.deployment?.eventSources ?? [])
            if (source.id === id) source.enabled = enabled;
        },
        sqs: client,
        aws: noAws,
        zips: zips.folder,
        port: 0,
        log: createHostLog((line) => void lines.push(JSON.parse(line).message)),
        output: 'ignore',
        refreshMs: 20,
        ...(tickMs !== undefined && { tickMs }),
      });
    cleanups.push(zips.remove, sqs.close);
    const send = (body: string, group = 'chat') =>
      client.send(
        new SendMessageCommand({
          QueueUrl: sqs.queueUrl,
          MessageBody: body,
          MessageGroupId: group,
          MessageDeduplicationId: randomUUID(),
        }),
      );
    /** Takes the next message away, which nobody else waits for. */
    const receive = async () => {
      const wait = { QueueUrl: sqs.queueUrl, WaitTimeSeconds: 20 };
      const { Messages = [] } = await client.send(new ReceiveMessageCommand(wait));
      return Messages.map(({ Body }) => Body);
    };
    const linesOf = async (path: string) => (await readFile(path, 'utf8').catch(() => '')).trim().split('\n');
    const noted = () => linesOf(notes);
    const ticked = () => linesOf(ticks);
    return { server, client, configurations, lines, switched, start, send, receive, noted, ticked };
  };

  const running = async () => {
    const world = await open();
    const host = await world.start();
    cleanups.push(host.close);
    const post = (path: string, body: string, headers: Record<string, string> = {}) =>
      fetch(`${host.url}${path}`, { method: 'POST', body, headers });
    /** On a busy machine a message could be visible again until the process of the worker has started. */
    const warm = async () => {
      const record = { body: 'warm', attributes: { ApproximateReceiveCount: '1' } };
      const path = '/2015-03-31/functions/steward-worker/invocations';
      expect((await post(path, JSON.stringify({ Records: [record] }), { authorization })).status).toBe(200);
    };
    return { ...world, host, post, warm };
  };

  it('serves the deployed routes', async () => {
    const { post } = await running();
    const response = await post('/hook', '!');
    expect(response.status).toBe(202);
    expect(response.headers.get('x-word')).toBe('one');
    expect(response.headers.get('set-cookie')).toBe('a=1');
    expect(response.headers.get('apigw-requestid')).toMatch(/./);
    expect(await response.text()).toBe('/hook!');
  });

  it('answers as API Gateway what it cannot serve', async () => {
    const { host, post, lines } = await running();
    const answers = [
      await post('/other', ''),
      await fetch(`${host.url}/hook`),
      await post('/hook', 'throw'),
      await post('/hook', 'x'.repeat(10_000_001)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 500, 413]);
    expect(await Promise.all(answers.map((one) => one.json()))).toEqual([
      { message: 'Not Found' },
      { message: 'Not Found' },
      { message: 'Internal Server Error' },
      { message: 'Request Entity Too Large' },
    ]);
    const everywhere = await new Promise((resolve, reject) => {
      request(host.url, { method: 'OPTIONS', path: '*' }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(everywhere).toBe(400);
    expect(lines).toContain('A route failed');
  });

  it('ticks the dispatcher at the start and on, whatever becomes of a tick', async () => {
    const { start, ticked, lines } = await open();
    const host = await start(100);
    cleanups.push(host.close);
    await expect.poll(ticked).toContainEqual('tick {}');
    await expect.poll(async () => (await ticked()).length).toBeGreaterThan(2);
    await expect.poll(() => lines).toContain('A tick failed');
    await host.close();
    const after = (await ticked()).length;
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect((await ticked()).length).toBe(after);
  });

  it("invokes a function by name, with Lambda's own call", async () => {
    const { post } = await running();
    const invoke = (name: string, event: string, headers: Record<string, string> = { authorization }) =>
      post(`/2015-03-31/functions/${name}/invocations`, event, headers);
    const done = await invoke('steward-webhook', '{"rawPath":"/p","body":"b"}');
    expect(await done.json()).toMatchObject({ statusCode: 202, body: '/pb' });
    const failed = await invoke('steward-webhook%3Alive', '{"body":"throw"}');
    expect(failed.headers.get('x-amz-function-error')).toBe('Unhandled');
    expect(await failed.json()).toMatchObject({ errorType: 'Error' });
    expect((await invoke('nobody', '')).status).toBe(404);
    expect((await invoke('steward-webhook', '{')).status).toBe(500);
    const strangers: Record<string, string>[] = [
      {},
      { authorization: 'AWS4-HMAC-SHA256 Credential=test/x' },
      { authorization, origin: 'http://127.0.0.1:8787' },
    ];
    for (const headers of strangers)
      expect((await invoke('steward-webhook', '{}', headers)).status).toBe(403);
  });

  it('gives messages of a queue to its function, in order, and again what failed', async () => {
    const { warm, send, noted } = await running();
    await warm();
    for (const body of ['first', 'again', 'nothing', 'last']) await send(body);
    await expect
      .poll(noted, { timeout: 60_000 })
      .toEqual(['warm 1', 'first 1', 'again 1', 'again 2', 'nothing 1', 'last 1']);
  });

  it('takes over a changed environment by itself', async () => {
    const { server, configurations, post } = await running();
    const [webhook] = configurations as [FunctionConfiguration];
    await post('/hook', '');
    const deployed = server.deployment as Deployment;
    server.deployment = {
      ...deployed,
      ...deploy([{ ...webhook, version: '2', environment: { WORD: 'two' } }]),
    };
    server.deployment.routes = deployed.routes;
    await expect.poll(async () => (await post('/hook', '')).headers.get('x-word')).toBe('two');
  });

  it('receives no more from a queue whose mapping is gone', async () => {
    const { server, client, host, warm, send, receive, noted } = await running();
    await warm();
    const receives = watchRequests(client, 'ReceiveMessageCommand');
    await send('before');
    await expect.poll(noted, { timeout: 60_000 }).toEqual(['warm 1', 'before 1']);
    server.deployment = { ...(server.deployment as Deployment), eventSources: [] };
    await host.refresh();
    await expect.poll(() => receives.open).toBe(0);
    // The stand-in may give this to the request that was broken off, if it has not noticed yet.
    await send('perhaps lost', 'another');
    await send('after');
    let left: unknown[] = [];
    await expect
      .poll(async () => {
        left = [...left, ...(await receive())];
        return left;
      })
      .toContain('after');
    expect(await noted()).toEqual(['warm 1', 'before 1']);
  });

  it('takes a mapping over from the server, again after an apply, and gives it back when it stops', async () => {
    const { server, host, switched } = await running();
    const [source] = (server.deployment as Deployment).eventSources as [EventSource];
    expect(switched).toEqual(['m1 off']);
    source.enabled = true;
    await host.refresh();
    expect(switched).toEqual(['m1 off', 'm1 off']);
    await host.close();
    expect(switched.at(-1)).toBe('m1 on');
    expect(source.enabled).toBe(true);
  });

  it('leaves a queue alone whose mapping somebody else has switched off, and says so once', async () => {
    const { server, start, send, receive, noted, lines, switched } = await open();
    for (const source of server.deployment?.eventSources ?? []) source.enabled = false;
    const host = await start();
    await host.refresh();
    await send('body');
    expect(await receive()).toEqual(['body']);
    await host.close();
    expect(await noted()).toEqual(['']);
    expect(switched).toEqual([]);
    expect(lines.filter((line) => line.includes('switched off'))).toHaveLength(1);
  });

  it('says once that the server is away, keeps serving, and says when it is back', async () => {
    const { server, post, lines } = await running();
    const { deployment } = server;
    server.deployment = undefined;
    await expect.poll(() => lines).toContain('The deployment cannot be read or run');
    expect((await post('/hook', '')).status).toBe(202);
    server.deployment = deployment;
    await expect.poll(() => lines).toContain('The deployment can be read and run again');
    expect(lines.filter((line) => line.includes('cannot'))).toHaveLength(1);
  });

  it('does not start with code that was not built here, and leaves nothing behind', async () => {
    const { server, configurations, start } = await open();
    const [webhook] = configurations as [FunctionConfiguration];
    server.deployment = deploy([{ ...webhook, codeSha256: 'of another build' }]);
    await expect(start()).rejects.toThrow(/code of steward-webhook/);
  });
});

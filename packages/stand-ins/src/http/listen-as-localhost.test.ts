import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { listenAsLocalhost } from './listen-as-localhost.ts';
import { listenOnLoopback, type RunningServer } from './listen-on-loopback.ts';

const running: RunningServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});
const keep = (server: RunningServer): RunningServer => {
  running.push(server);
  return server;
};
const six = { host: '::1' };
const hasSix = await listenOnLoopback(createServer(), 0, six).then(
  async (server) => {
    await server.close();
    return true;
  },
  () => false,
);

test('whatever localhost means, it is ours', async () => {
  const { endpoint } = keep(await listenAsLocalhost((_, response) => response.end('ours'), 0));
  const { port } = new URL(endpoint);
  expect(endpoint).toBe(`http://localhost:${port}`);
  for (const host of ['localhost', '127.0.0.1', ...(hasSix ? ['[::1]'] : [])])
    expect(await (await fetch(`http://${host}:${port}/`)).text()).toBe('ours');
});

test.skipIf(!hasSix)('a port that somebody else has on one of the two is in use', async () => {
  const { endpoint } = keep(await listenOnLoopback(createServer(), 0, six));
  const port = Number(new URL(endpoint).port);
  await expect(listenAsLocalhost(() => {}, port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  // It lets go of the other one.
  keep(await listenOnLoopback(createServer(), port));
});

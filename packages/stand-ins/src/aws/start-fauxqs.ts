// SQS and S3 in memory: fauxqs, on this machine only, for who has the key of this process and never for a web page.
import type { AddressInfo } from 'node:net';
import { isSignedWith } from '../http/asks-key.ts';
import { isForeign } from '../http/is-foreign.ts';
import type { RunningServer } from '../http/listen-on-loopback.ts';
import { standInCredentials, standInRegion } from './stand-in-credentials.ts';

/** @param port 0 lets the system choose */
export const startFauxqs = async (port: number): Promise<RunningServer> => {
  // Loaded here: most who enter this package need no queue, and it takes half a second.
  const { buildApp } = await import('fauxqs');
  // Not fauxqs's own `startFauxqs`: it listens on every address of the machine.
  const app = buildApp({ logger: false, defaultRegion: standInRegion });
  app.addHook('onRequest', async (request, reply) => {
    const isKnown = isSignedWith(request.raw, standInCredentials.accessKeyId);
    if (isForeign(request.raw) || !isKnown) await reply.code(403).send();
  });
  await app.listen({ port, host: '127.0.0.1' });
  const endpoint = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return { endpoint, close: async () => void (await app.close()) };
};

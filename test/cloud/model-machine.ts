// Plays the model server's instance, which an AWS-compatible server keeps as an entry and never boots: while that entry
// says `running`, the demo model answers at its address, by TLS, to who knows the key. Its first boot publishes the
// certificate, as the real one's does.
import { request as forward } from 'node:http';
import { createServer, type Server } from 'node:https';
import { startDemoModel } from '@steward/stand-ins';
import { makeCertificate } from './certificate.ts';

const LOOK_MS = 250;

export interface ModelMachine {
  /** How many requests had the right key. */
  served(): number;
  /** Follows what the server tells, a moment later. */
  isUp(): boolean;
  stop(): Promise<void>;
}

export interface ModelMachineOptions {
  /** Where the deployment expects the model server. */
  url: string;
  apiKey: string;
  publishCertificate: (pem: string) => Promise<void>;
  isRunning: () => Promise<boolean>;
}

/** Resolves when the machine is in the state that the server tells of. Rejects where its address is not this machine's. */
export const startModelMachine = async (options: ModelMachineOptions): Promise<ModelMachine> => {
  const { hostname, port } = new URL(options.url);
  const { key, cert } = await makeCertificate(`IP:${hostname}`);
  await options.publishCertificate(cert);
  const model = await startDemoModel({ tokensPerSecond: Number.POSITIVE_INFINITY });
  let served = 0;
  let server: Server | undefined;

  const boot = async (): Promise<void> => {
    const booting = createServer({ key, cert }, (request, response) => {
      if (request.headers['x-api-key'] !== options.apiKey) return void response.writeHead(401).end();
      served += 1;
      const { method, headers, url } = request;
      // As nginx does: the model answers on loopback and wants to be called by that name.
      const own = { ...headers, host: '127.0.0.1' };
      const upstream = forward(`${model.url}${url}`, { method, headers: own }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      upstream.on('error', () => response.destroy());
      response.on('close', () => upstream.destroy());
      request.pipe(upstream);
    });
    await new Promise<void>((resolve, reject) => {
      booting.once('error', reject).listen(Number(port), hostname, resolve);
    });
    server = booting;
  };
  const halt = async (): Promise<void> => {
    const halting = server;
    server = undefined;
    if (!halting) return;
    const closed = new Promise((resolve) => halting.close(resolve));
    halting.closeAllConnections();
    await closed;
  };
  const follow = async (): Promise<void> => {
    const running = await options.isRunning();
    if (running && !server) await boot();
    if (!running) await halt();
  };

  await follow();
  let stopped = false;
  const following = (async () => {
    while (!stopped) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      // The server may be busy, or gone already.
      if (!stopped) await follow().catch(() => {});
    }
  })();
  return {
    served: () => served,
    isUp: () => server !== undefined,
    async stop() {
      stopped = true;
      await following;
      await halt();
      await model.close();
    },
  };
};

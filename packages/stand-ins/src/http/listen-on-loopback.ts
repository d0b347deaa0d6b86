// How the HTTP stand-ins listen: on this machine only, and never for a web page that found their port.
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A running stand-in: what an SDK client needs, and how to stop it. */
export interface RunningServer {
  /** Base URL without a trailing slash. */
  endpoint: string;
  /** Answers what is under way (at most two seconds long), then stops. */
  close(): Promise<void>;
}

const CLOSE_GRACE_MS = 2_000;
const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/i;

/** SDKs name this machine in Host and send no Origin; a browser's page does neither or gives itself away. */
export const isForeign = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  headers.origin !== undefined || !LOOPBACK_HOST.test(headers.host ?? '');

/** @param port 0 lets the system choose. @throws the system's error, such as EADDRINUSE */
export const listenOnLoopback = async (server: Server, port: number): Promise<RunningServer> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${address.port}`, close: () => closeServer(server) };
};

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
    server.close((error) => {
      clearTimeout(force);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });

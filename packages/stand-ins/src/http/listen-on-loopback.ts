// How the servers of this machine listen, and how they end.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A running stand-in: what an SDK client needs, and how to stop it. */
export interface RunningServer {
  /** Base URL without a trailing slash. */
  endpoint: string;
  /** Finishes running requests (two seconds at most unless told otherwise), then stops. */
  close(): Promise<void>;
}

const CLOSE_GRACE_MS = 2_000;

export interface ListenOptions {
  host?: string;
  /** How long what is under way may take at the end. */
  graceMs?: number;
}

/** @param port 0 lets the system choose. @throws the system's error, such as EADDRINUSE */
export const listenOnLoopback = async (
  server: Server,
  port: number,
  { host = '127.0.0.1', graceMs = CLOSE_GRACE_MS }: ListenOptions = {},
): Promise<RunningServer> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  return {
    endpoint: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: () => closeServer(server, graceMs),
  };
};

const closeServer = (server: Server, graceMs: number): Promise<void> =>
  new Promise((resolve) => {
    const force = graceMs > 0 ? setTimeout(() => server.closeAllConnections(), graceMs) : undefined;
    // The only possible error: the server has stopped already.
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    if (graceMs > 0) server.closeIdleConnections();
    else server.closeAllConnections();
  });

// Listens on all that `localhost` may mean: where only 127.0.0.1 was taken, another account of the machine could answer on
// ::1 of the same port, and browsers try that first.
import { createServer, type RequestListener } from 'node:http';
import { listenOnLoopback, type RunningServer } from './listen-on-loopback.ts';

/** No IPv6 on this machine, so nobody else answers there either. */
const NOT_THERE = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);
/** A free port of one address is seldom taken on the other. */
const ROUNDS = 10;

/** @param port 0 lets the system choose one that is free on both. @throws the system's error, such as EADDRINUSE */
export const listenAsLocalhost = async (answer: RequestListener, port: number): Promise<RunningServer> => {
  for (let round = 1; ; round += 1) {
    const four = await listenOnLoopback(createServer(answer), port);
    const chosen = Number(new URL(four.endpoint).port);
    try {
      const six = await listenOnLoopback(createServer(answer), chosen, { host: '::1' });
      return { endpoint: `http://localhost:${chosen}`, close: () => closeAll([four, six]) };
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (NOT_THERE.has(code)) return { ...four, endpoint: `http://localhost:${chosen}` };
      await four.close();
      if (code !== 'EADDRINUSE' || port !== 0 || round === ROUNDS) throw error;
    }
  }
};

const closeAll = async (servers: RunningServer[]): Promise<void> => {
  await Promise.all(servers.map((server) => server.close()));
};

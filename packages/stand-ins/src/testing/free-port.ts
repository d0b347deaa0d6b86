// A port whose number is known before anybody listens there, or which is listened on again after a while.
import { createServer } from 'node:net';

// Below those that a system gives to whoever takes any: none of them comes between.
const FIRST = 20_000;
const COUNT = 12_000;

export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
};

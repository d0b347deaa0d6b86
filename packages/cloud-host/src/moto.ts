// moto, which asks nobody for a key, behind a door that does: it listens on a socket in a folder of this user's alone, and
// on the port only who has AWS_ACCESS_KEY_ID gets through to it. As a program: the port, and the folder. Ends with moto.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isForeign, isSignedWith, listenOnLoopback } from '@steward/stand-ins';

const [port = '', folder = ''] = process.argv.slice(2);
const accessKeyId = process.env.AWS_ACCESS_KEY_ID;
if (!accessKeyId) throw new Error('AWS_ACCESS_KEY_ID is not set');

// From here, because the path of a socket has 107 bytes at most.
process.chdir(folder);
const SOCKET = 'moto.sock';
rmSync(SOCKET, { force: true });
const moto = spawn('moto_server', ['-H', `unix://${SOCKET}`], {
  stdio: ['ignore', 'inherit', 'inherit'],
  // It asks itself for some things, with any credentials, but whole ones.
  env: { ...process.env, AWS_ACCESS_KEY_ID: 'moto', AWS_SECRET_ACCESS_KEY: 'moto' },
});
moto.on('error', () => process.exit(1));
moto.on('exit', () => process.exit(1));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => moto.kill());

const answers = async (): Promise<boolean> => {
  const socket = connect(SOCKET);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

const pass = (request: IncomingMessage, response: ServerResponse): void => {
  if (isForeign(request) || !isSignedWith(request, accessKeyId)) return void response.writeHead(403).end();
  // What is between the two ends of one connection only.
  const { connection: _kept, expect: _answered, ...headers } = request.headers;
  const passed = openRequest({ socketPath: SOCKET, method: request.method, path: request.url, headers });
  passed.on('response', (answer) => {
    const { connection: _closed, ...rest } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, rest);
    answer.pipe(response);
  });
  passed.on('error', () => response.destroy());
  response.on('close', () => passed.destroy());
  request.pipe(passed);
};

// It needs seconds to begin.
while (!(await answers())) await sleep(100);
await listenOnLoopback(createServer(pass), Number(port));

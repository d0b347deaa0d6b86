// The proxy as it runs on the model server: configured by its own script, nginx itself, and a pretended Ollama behind it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import tls from 'node:tls';
import { freePort } from '@steward/stand-ins/testing';
import { apiKey, createMachine } from './machine.ts';
import { toolEnvironment } from './tools.ts';

export interface Answer {
  status: number;
  type: string;
  server: string;
  body: string;
}

export interface Call {
  method?: string;
  headers?: http.OutgoingHttpHeaders | readonly string[];
  body?: Buffer | string;
}

interface ProxyOptions {
  /** Changes the configuration that the script rendered, for limits too long to wait for. */
  edit?: (text: string) => string;
  /** What else stands in boot.env. */
  settings?: Record<string, string>;
  /** Stands for the speech server. */
  speech?: http.RequestListener;
}

export const startProxy = async (
  ollama: http.RequestListener,
  { edit = (text) => text, settings = {}, speech = () => {} }: ProxyOptions = {},
) => {
  const upstream = await listenOnLoopback(ollama);
  const recogniser = await listenOnLoopback(speech);
  const port = await freePort();
  const machine = createMachine({
    ...settings,
    OLLAMA_ADDRESS: `127.0.0.1:${(upstream.address() as AddressInfo).port}`,
    SPEECH_ADDRESS: `127.0.0.1:${(recogniser.address() as AddressInfo).port}`,
    PROXY_PORT: `${port}`,
    PROXY_USER: os.userInfo().username,
  });
  const prepared = await machine.run('prepare-proxy.sh');
  if (prepared.status !== 0) throw new Error(prepared.output);
  const configuration = machine.path('etc/steward/proxy/nginx.conf');
  fs.writeFileSync(configuration, edit(fs.readFileSync(configuration, 'utf8')));
  const folder = machine.path('run/steward-proxy/');
  fs.mkdirSync(folder, { recursive: true });
  const nginx = spawn('nginx', ['-p', folder, '-c', configuration, '-g', 'daemon off;'], {
    env: toolEnvironment,
  });
  let errors = '';
  nginx.stderr.on('data', (piece) => {
    errors += piece;
  });
  const ended = new Promise((resolve) => nginx.once('close', resolve));
  const certificate = machine.read('etc/steward/proxy/certificate.pem');
  await reachable(port, () => {
    if (nginx.exitCode !== null) throw new Error(`nginx ended: ${errors}`);
  });

  const options = (path: string, call: Call): https.RequestOptions => ({
    host: '127.0.0.1',
    port,
    path,
    method: call.method ?? 'GET',
    headers: call.headers ?? { 'x-api-key': apiKey },
    ca: certificate,
    agent: false,
  });
  return {
    port,
    certificate,
    url: `https://127.0.0.1:${port}`,
    /** Headers as they came; the body is still to be read. */
    open: (path: string, call: Call = {}): Promise<http.IncomingMessage> =>
      new Promise((resolve, reject) => {
        https.request(options(path, call), resolve).on('error', reject).end(call.body);
      }),
    ask: (path: string, call: Call = {}): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const request = https.request(options(path, call), async (response) => {
          let body = '';
          for await (const piece of response) body += piece;
          const { 'content-type': type = '', server } = response.headers;
          resolve({ status: response.statusCode ?? 0, type, server: `${server}`, body });
        });
        request.on('error', reject).end(call.body);
      }),
    /** What comes back for bytes as they are, over TLS or without it, until the connection ends. */
    raw: (text: string, { plain = false } = {}): Promise<string> =>
      new Promise((resolve, reject) => {
        let answer = '';
        const to = { host: '127.0.0.1', port };
        const socket = plain ? net.connect(to) : tls.connect({ ...to, ca: certificate });
        socket.on(plain ? 'connect' : 'secureConnect', () => socket.write(text, 'latin1'));
        socket.on('data', (piece) => {
          answer += piece;
          // The rest of a body that was announced is not sent.
          if (answer.endsWith('}')) socket.end();
        });
        socket.on('close', () => resolve(answer)).on('error', reject);
      }),
    stopOllama: () => closeServer(upstream),
    stopSpeech: () => closeServer(recogniser),
    stop: async () => {
      nginx.kill('SIGTERM');
      await ended;
      await Promise.all([closeServer(upstream), closeServer(recogniser)]);
      machine.remove();
    },
  };
};

const listenOnLoopback = async (listener: http.RequestListener): Promise<http.Server> => {
  const server = http.createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return server;
};

const closeServer = (server: http.Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  return closed;
};

const reachable = async (port: number, check: () => void): Promise<void> => {
  for (;;) {
    check();
    const up = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
    });
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

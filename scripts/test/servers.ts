// Real servers for the scripts' tests: the Telegram emulator, a webhook that wants its secret, and a model server with TLS,
// key and a self-signed certificate, as the instance makes it. Writes their addresses into the file named by the first
// argument, the folder of `certificate.pem` and `key.pem` is the second, the key the third. Ends with its standard input.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startTelegram } from '@steward/telegram-emulator/testing';

const [addressFile = '', folder = '', apiKey = '', secret = ''] = process.argv.slice(2);

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

const { emulator, server: telegram } = await startTelegram();

/** The webhook; what the emulator was asked, at /calls; and a person who writes to the bot, at /say. */
const webhook: RequestListener = (request, response) => {
  if (request.url === '/calls') return response.end(JSON.stringify(emulator.calls()));
  if (request.url === '/say') {
    const { id } = emulator.addUser({ first_name: 'Alice' });
    emulator.sendText(id, id, 'Hello');
    return response.end();
  }
  const genuine = request.headers['x-telegram-bot-api-secret-token'] === secret;
  return response.writeHead(genuine ? 200 : 401).end();
};

const models: RequestListener = (request, response) => {
  if (request.headers['x-api-key'] !== apiKey) return response.writeHead(401).end();
  return response.end(JSON.stringify({ models: [{ name: 'llama3.2:3b', size: 2_019_393_189 }] }));
};

const startModels = async (): Promise<string | undefined> => {
  const certificate = join(folder, 'certificate.pem');
  if (!existsSync(certificate)) return undefined;
  const tls = { cert: readFileSync(certificate), key: readFileSync(join(folder, 'key.pem')) };
  return `https://127.0.0.1:${await listen(createTlsServer(tls, models))}`;
};

const hook = `http://127.0.0.1:${await listen(createServer(webhook))}`;
const addresses = { telegram: telegram.url, hook, ollama: (await startModels()) ?? '' };
writeFileSync(addressFile, JSON.stringify(addresses));
process.stdin.resume().on('end', () => process.exit(0));

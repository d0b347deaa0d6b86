// Real servers for the scripts' tests: the Telegram emulator, a webhook that wants its secret, and a model server with TLS,
// key and a self-signed certificate, as the instance makes it. Writes their addresses into the file named by the first
// argument, the folder of `certificate.pem` and `key.pem` is the second, the key the third. Ends with its standard input.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, startScriptedServer, status } from '@steward/stand-ins/testing';
import { startTelegram } from '@steward/telegram-emulator/testing';

/** SECRET_TOKEN of helper.bash. */
const TOKEN = '4000000001:AAEmulatedTelegramBotOfThisMachine1';

const [addressFile = '', folder = '', apiKey = '', secret = ''] = process.argv.slice(2);

const { emulator, server: telegram } = await startTelegram({ token: TOKEN });

const APP_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** The webhook; what the emulator was asked, at /calls; and a person who writes to the bot, at /say. */
const webhook: Answer = (response, { path, headers }) => {
  if (path === '/calls') return status(200, emulator.calls())(response);
  // The app, as far as doctor.sh looks at it; below /other something else is served.
  if (path === '/') return status(200, '<!doctype html>', APP_HEADERS)(response);
  if (path === '/other/') return status(200, '<!doctype html>', { 'content-type': 'text/html' })(response);
  if (path === '/say') {
    const { id } = emulator.addUser({ first_name: 'Alice' });
    emulator.sendText(id, id, 'Hello');
    return response.end();
  }
  return status(headers['x-telegram-bot-api-secret-token'] === secret ? 200 : 401)(response);
};

/** With OpenAI's route beside: it refuses a request without a recording. */
const models: Answer = (response, { headers, path }) => {
  if (headers['x-api-key'] !== apiKey) return status(401)(response);
  if (path === '/v1/audio/transcriptions') return status(400)(response);
  return status(200, { models: [{ name: 'llama3.2:3b', size: 2_019_393_189 }] })(response);
};

const startModels = async (): Promise<string | undefined> => {
  const certificate = join(folder, 'certificate.pem');
  if (!existsSync(certificate)) return undefined;
  const tls = { cert: readFileSync(certificate), key: readFileSync(join(folder, 'key.pem')) };
  return (await startScriptedServer(models, tls)).url;
};

/** A provider, which knows its key as Bearer, and says what is the matter where its address says so. */
const provider: Answer = (response, { headers, path }) => {
  const [, code] = /^\/(\d{3})\/v1\/audio\/transcriptions$/.exec(path) ?? [];
  if (code) return status(Number(code))(response);
  if (path !== '/v1/audio/transcriptions') return status(404)(response);
  return status(headers.authorization === `Bearer ${apiKey}` ? 400 : 401)(response);
};

const { url: hook } = await startScriptedServer(webhook);
const { url: speech } = await startScriptedServer(provider);
const addresses = { telegram: telegram.url, hook, speech, ollama: (await startModels()) ?? '' };
writeFileSync(addressFile, JSON.stringify(addresses));
process.stdin.resume().on('end', () => process.exit(0));

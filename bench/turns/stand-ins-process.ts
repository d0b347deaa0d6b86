// The other side of every turn, in a process of its own so that it takes nothing from the one that is measured: a Telegram
// and a model that answer at once, a queue that only nods, and dynalite.
import { channel } from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { listenOnLoopback } from '@steward/stand-ins';
import { startDynamoDb } from '@steward/stand-ins/testing';
import { agreedResult } from '@steward/telegram-emulator/testing';
import { answerTo, SLOWLY, tokensOf } from './model-answer.ts';
import { clockMs, credentials, type Journal, MODEL, type StandInUrls } from './protocol.ts';

const SLOW_REST_MS = 400;
const SHOWS_TEXT = new Set(['sendMessage', 'editMessageText', 'sendMessageDraft']);

let journal: Journal = { telegram: [], model: [], requests: {} };
let nextMessageId = 1;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
};

const json = (response: ServerResponse, value: unknown): void => {
  const text = JSON.stringify(value);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
};

const telegram: RequestListener = async (request, response) => {
  const atMs = clockMs();
  const body = await bodyOf(request);
  const isJson = request.headers['content-type']?.includes('json');
  const params = isJson ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
  const method = request.url?.split('/').at(-1) ?? '';
  const chatId = Number(params.chat_id);
  if (SHOWS_TEXT.has(method)) journal.telegram.push({ method, chatId, text: String(params.text), atMs });
  json(response, { ok: true, result: agreedResult(method, params, () => nextMessageId++) });
};

const line = (content: string, end: object = { done: false }): string =>
  `${JSON.stringify({ model: MODEL, created_at: '2026-01-01T00:00:00Z', message: { role: 'assistant', content }, ...end })}\n`;

const ENDED = { done: true, done_reason: 'stop', prompt_eval_count: 200, eval_count: 100 };

const ollama: RequestListener = async (request, response) => {
  const body = JSON.parse((await bodyOf(request)) || '{}');
  if (request.url === '/api/tags')
    return json(response, { models: [{ name: MODEL, model: MODEL, size: 1e9 }] });
  if (request.url === '/api/ps') return json(response, { models: [{ name: MODEL, model: MODEL }] });
  if (request.url === '/api/show') return json(response, { model_info: { 'tiny.context_length': 32768 } });
  const question = String(body.messages.at(-1).content);
  const answer = answerTo(question);
  const call = { messages: body.messages, firstTokenMs: clockMs() };
  journal.model.push(call);
  if (body.stream === false) {
    return json(response, { model: MODEL, message: { role: 'assistant', content: answer }, ...ENDED });
  }
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const tokens = tokensOf(answer);
  if (!question.includes(SLOWLY)) {
    return void response.end(tokens.map((token) => line(token)).join('') + line('', ENDED));
  }
  const [first = '', ...rest] = tokens;
  call.firstTokenMs = clockMs();
  response.write(line(first));
  await sleep(SLOW_REST_MS);
  response.write(rest.map((token) => line(token)).join(''));
  response.end(line('', ENDED));
};

const sqs: RequestListener = async (request, response) => {
  await bodyOf(request);
  json(response, {});
};

const count = (kind: string): void => {
  journal.requests[kind] = (journal.requests[kind] ?? 0) + 1;
};

const kindOf = ({ url = '', headers }: IncomingMessage): string => {
  const [service, operation] = String(headers['x-amz-target'] ?? '').split('.');
  if (operation) return `${service?.startsWith('AmazonSQS') ? 'SQS' : 'DynamoDB'} ${operation}`;
  return url.startsWith('/api/') ? `Ollama ${url}` : `Telegram ${url.split('/').at(-1)}`;
};

channel('http.server.request.start').subscribe((message) => {
  count(kindOf((message as { request: IncomingMessage }).request));
});

const start = async (listener: RequestListener): Promise<string> => {
  // A connection that is kept does not close between two turns: Node's own limit is five seconds.
  const server = createServer({ keepAliveTimeout: 60_000 }, listener);
  return (await listenOnLoopback(server, 0)).endpoint;
};

const urls: StandInUrls = {
  telegram: await start(telegram),
  ollama: await start(ollama),
  sqs: await start(sqs),
  dynamoDb: (await startDynamoDb({ accessKeyId: credentials.accessKeyId })).endpoint,
};

process.on('message', () => {
  process.send?.(journal);
  journal = { telegram: [], model: [], requests: {} };
});
process.on('disconnect', () => process.exit(0));
process.send?.(urls);

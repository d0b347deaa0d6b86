// An Ollama server of the tests: speaks the wire protocol of the real one, and misbehaves on request.
// Each question finds its script by a part of its text, so that many chats can use one server at once.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Script {
  /** Pieces of the answer; without them the answer repeats the question. */
  chunks?: readonly string[];
  /** Silence before the first piece, headers included (ms). */
  firstMs?: number;
  /** Between two pieces (ms). */
  everyMs?: number;
  /** A refusal instead of an answer. */
  refuse?: { status: number; body: object | string };
  /** Never a byte: the connection stays open. */
  hang?: boolean;
  /** Instead of `done: true` after the pieces. */
  ending?: 'length' | 'stall' | 'reset' | 'error-line' | 'bad-json' | 'silent-end' | 'endless';
  /** How many requests it serves; all when left out. */
  times?: number;
}

export interface ChatExchange {
  model: string;
  messages: { role: string; content: string }[];
  options: Record<string, unknown>;
  body: Record<string, unknown>;
  /** The last message. */
  question: string;
  /** Unix ms. */
  at: number;
  state: 'open' | 'answered' | 'closed-by-client' | 'broken';
}

export interface FakeOllama {
  readonly url: string;
  /** Questions that contain `part` are answered so; the latest script that fits counts. */
  when(part: string, script: Script): void;
  /** Every chat request, the oldest first. */
  chats(): ChatExchange[];
  /** Chat requests whose question contains `part`. */
  asked(part: string): ChatExchange[];
  models: { name: string; size: number }[];
  /** Models that are not in memory, and how long each takes to load (ms). */
  cold: Map<string, number>;
  /** Closes the port and breaks every connection. */
  goAway(): Promise<void>;
  /** Listens on the same port again. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export const startFakeOllama = async (): Promise<FakeOllama> => {
  const scripts: { part: string; script: Script; used: number }[] = [];
  const chats: ChatExchange[] = [];
  let server: Server | undefined;
  let port = 0;

  const scriptFor = (question: string): Script => {
    const found = scripts.findLast(
      ({ part, script, used }) =>
        question.includes(part) && used < (script.times ?? Number.POSITIVE_INFINITY),
    );
    if (found) found.used += 1;
    return found?.script ?? {};
  };

  const chat = async (body: Record<string, unknown>, response: ServerResponse): Promise<void> => {
    const { model, messages, options } = body as unknown as ChatExchange;
    const question = messages?.at(-1)?.content ?? '';
    const exchange: ChatExchange = {
      model,
      messages,
      options,
      body,
      question,
      at: Date.now(),
      state: 'open',
    };
    chats.push(exchange);
    const gone = new AbortController();
    response.on('close', () => {
      gone.abort();
      if (exchange.state === 'open') exchange.state = 'closed-by-client';
    });
    const script = scriptFor(question);
    try {
      await load(fake, model, gone.signal);
      await play({ script, exchange, response, signal: gone.signal });
    } catch (error) {
      if (!gone.signal.aborted) throw error;
    }
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString('utf8');
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    const known = fake.models.some(({ name }) => name === body.model);
    const missing = { error: `model '${String(body.model)}' not found` };
    switch (request.url) {
      case '/api/version':
        return json(response, 200, { version: '0.33.0' });
      case '/api/tags':
        return json(response, 200, {
          models: fake.models.map(({ name, size }) => ({ name, model: name, size })),
        });
      case '/api/ps':
        return json(response, 200, { models: fake.models.filter(({ name }) => !fake.cold.has(name)) });
      case '/api/show':
        return known
          ? json(response, 200, { capabilities: ['completion'], model_info: { 'tiny.context_length': 8192 } })
          : json(response, 404, missing);
      case '/api/chat':
        return known ? await chat(body, response) : json(response, 404, missing);
      default:
        return json(response, 404, { error: 'not found' });
    }
  };

  const listen = async (): Promise<void> => {
    const one = createServer((request, response) => {
      answer(request, response).catch(() => response.destroy());
    });
    one.listen(port, '127.0.0.1');
    await once(one, 'listening');
    port = (one.address() as AddressInfo).port;
    server = one;
  };

  const goAway = async (): Promise<void> => {
    const one = server;
    if (!one) return;
    server = undefined;
    one.closeAllConnections();
    one.close();
    await once(one, 'close');
  };

  const fake: FakeOllama = {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    when: (part, script) => void scripts.push({ part, script, used: 0 }),
    chats: () => [...chats],
    asked: (part) => chats.filter(({ question }) => question.includes(part)),
    models: [
      { name: 'qwen3.5:2b', size: 2_700_000_000 },
      { name: 'gemma4:e2b', size: 7_200_000_000 },
    ],
    cold: new Map(),
    goAway,
    comeBack: listen,
    close: goAway,
  };
  await listen();
  return fake;
};

/** As Ollama: nothing is sent while a model loads, and a client that goes away ends the loading. */
const load = async (fake: FakeOllama, model: string, signal: AbortSignal): Promise<void> => {
  const loadMs = fake.cold.get(model);
  if (loadMs === undefined) return;
  await sleep(loadMs, undefined, { signal });
  fake.cold.delete(model);
};

const play = async (scene: {
  script: Script;
  exchange: ChatExchange;
  response: ServerResponse;
  signal: AbortSignal;
}): Promise<void> => {
  const { script, exchange, response, signal } = scene;
  const { firstMs = 0, everyMs = 5, ending } = script;
  if (script.refuse) {
    exchange.state = 'answered';
    return json(response, script.refuse.status, script.refuse.body);
  }
  const forGood = () => new Promise<never>((_, reject) => signal.addEventListener('abort', reject));
  if (script.hang) return forGood();
  if (firstMs > 0) await sleep(firstMs, undefined, { signal });
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const write = (line: object) => void response.write(`${JSON.stringify(line)}\n`);
  const say = (content: string, end: object = { done: false }) =>
    write({
      model: exchange.model,
      created_at: new Date().toISOString(),
      message: { role: 'assistant', content },
      ...end,
    });
  for (const piece of script.chunks ?? ['You asked: ', exchange.question]) {
    say(piece);
    await sleep(everyMs, undefined, { signal });
  }
  if (ending === 'stall') return forGood();
  while (ending === 'endless') {
    say('and so on '.repeat(50));
    await sleep(2, undefined, { signal });
  }
  exchange.state = ending === undefined || ending === 'length' ? 'answered' : 'broken';
  if (ending === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (ending === 'error-line') write({ error: 'llama runner process has terminated' });
  else if (ending === 'bad-json') response.write('{"model":"tiny","mess\n');
  else if (ending !== 'silent-end') {
    say('', { done: true, done_reason: ending ?? 'stop', prompt_eval_count: 40, eval_count: 20 });
  }
  response.end();
};

const json = (response: ServerResponse, status: number, body: object | string): void => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json' });
  response.end(text);
};

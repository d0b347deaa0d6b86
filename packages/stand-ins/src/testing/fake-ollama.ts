// An Ollama server of the tests: speaks the wire protocol of the real one, and misbehaves on request.
// Each question finds its script by a part of its text, so that many chats can use one server at once.
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  reset,
  type ScriptedServer,
  type SeenRequest,
  startScriptedServer,
  status,
} from './scripted-server.ts';

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

export interface FakeOllama extends ScriptedServer {
  /** Questions that contain `part` are answered so; the latest script that fits counts. */
  when(part: string, script: Script): void;
  /** Every chat request, the oldest first. */
  chats(): ChatExchange[];
  /** Chat requests whose question contains `part`. */
  asked(part: string): ChatExchange[];
  models: { name: string; size: number }[];
  /** Models that are not in memory, and how long each takes to load (ms). */
  cold: Map<string, number>;
}

export const startFakeOllama = async (): Promise<FakeOllama> => {
  const scripts: { part: string; script: Script; used: number }[] = [];
  const chats: ChatExchange[] = [];

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

  const answerTo = ({ path, body }: SeenRequest): ((response: ServerResponse) => unknown) => {
    const known = fake.models.some(({ name }) => name === body.model);
    const missing = status(404, { error: `model '${String(body.model)}' not found` });
    switch (path) {
      case '/api/version':
        return status(200, { version: '0.33.0' });
      case '/api/tags':
        return status(200, { models: fake.models.map(({ name, size }) => ({ name, model: name, size })) });
      case '/api/ps':
        return status(200, { models: fake.models.filter(({ name }) => !fake.cold.has(name)) });
      case '/api/show':
        return known
          ? status(200, { capabilities: ['completion'], model_info: { 'tiny.context_length': 8192 } })
          : missing;
      case '/api/chat':
        return known ? (response) => chat(body, response) : missing;
      default:
        return status(404, { error: 'not found' });
    }
  };
  const server = await startScriptedServer((response, request) => answerTo(request)(response));

  const fake: FakeOllama = {
    ...server,
    when: (part, script) => void scripts.push({ part, script, used: 0 }),
    chats: () => [...chats],
    asked: (part) => chats.filter(({ question }) => question.includes(part)),
    models: [
      { name: 'qwen3.5:2b', size: 2_700_000_000 },
      { name: 'gemma4:e2b', size: 7_200_000_000 },
    ],
    cold: new Map(),
  };
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
    status(script.refuse.status, script.refuse.body)(response);
    return;
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
    reset(response);
    return;
  }
  if (ending === 'error-line') write({ error: 'llama runner process has terminated' });
  else if (ending === 'bad-json') response.write('{"model":"tiny","mess\n');
  else if (ending !== 'silent-end') {
    say('', { done: true, done_reason: ending ?? 'stop', prompt_eval_count: 40, eval_count: 20 });
  }
  response.end();
};

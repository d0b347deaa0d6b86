// An Ollama server of the tests: speaks the wire protocol of the real one, and misbehaves on request.
// Each question finds its script by a part of its text, so that many chats can use one server at once.
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FakeStep } from '@steward/core/testing';
import { freePort } from './free-port.ts';
import {
  reset,
  type ScriptedServer,
  type SeenRequest,
  startScriptedServer,
  status,
} from './scripted-server.ts';

type Fault = 'stall' | 'reset' | 'error-line' | 'bad-json' | 'silent-end' | 'endless';

/** The scripts of `createFakeModel`, and what only a server can do. */
export type Script = readonly (FakeStep | WireFault)[];

export type WireFault =
  /** Instead of an answer. */
  | { refuse: { status: number; body: object | string } }
  /** Instead of `done: true`. A `stall` keeps the connection open for good; at the beginning not even headers come. */
  | { fault: Fault };

export interface ChatExchange {
  model: string;
  messages: { role: string; content: string; images?: string[] }[];
  options: Record<string, unknown>;
  body: Record<string, unknown>;
  /** The last message. */
  question: string;
  /** Unix ms. */
  at: number;
  state: 'open' | 'answered' | 'closed-by-client' | 'broken';
}

export interface FakeOllama extends ScriptedServer {
  /** The next `times` questions that contain `part` (all, when left out) are answered so; the latest that fits counts. */
  when(part: string, script: Script, times?: number): void;
  /** Every chat request, the oldest first. */
  chats(): ChatExchange[];
  /** Chat requests whose question contains `part`. */
  asked(part: string): ChatExchange[];
  /** `capabilities`: what `/api/show` tells; a model that is not said to do more only chats. */
  models: { name: string; size: number; capabilities?: string[] }[];
  /** Models that are not in memory, and how long each takes to load (ms). */
  cold: Map<string, number>;
}

export const startFakeOllama = async (): Promise<FakeOllama> => {
  const scripts: { part: string; script: Script; left: number }[] = [];
  const chats: ChatExchange[] = [];

  const scriptFor = (question: string): Script => {
    const found = scripts.findLast(({ part, left }) => question.includes(part) && left > 0);
    if (found) found.left -= 1;
    return found?.script ?? ['You asked: ', question];
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
    const known = fake.models.find(({ name }) => name === body.model);
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
          ? status(200, {
              capabilities: known.capabilities ?? ['completion'],
              model_info: { 'tiny.context_length': 8192 },
            })
          : missing;
      case '/api/chat':
        return known ? (response) => chat(body, response) : missing;
      default:
        return status(404, { error: 'not found' });
    }
  };
  // It may go away and come back.
  const port = await freePort();
  const server = await startScriptedServer(
    (response, request) => answerTo(request)(response),
    undefined,
    port,
  );

  const fake: FakeOllama = {
    ...server,
    when: (part, script, left = Number.POSITIVE_INFINITY) => void scripts.push({ part, script, left }),
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

interface Scene {
  script: Script;
  exchange: ChatExchange;
  response: ServerResponse;
  signal: AbortSignal;
}

const play = async ({ script, exchange, response, signal }: Scene): Promise<void> => {
  const forGood = () => new Promise<never>((_, reject) => signal.addEventListener('abort', reject));
  const head = () =>
    response.headersSent || response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const write = (line: object) => {
    head();
    response.write(`${JSON.stringify(line)}\n`);
  };
  const say = (content: string, end: object = { done: false }) =>
    write({
      model: exchange.model,
      created_at: new Date().toISOString(),
      message: { role: 'assistant', content },
      ...end,
    });
  const think = (thinking: string) =>
    say('', { done: false, message: { role: 'assistant', content: '', thinking } });
  const fail = async (fault: Fault): Promise<void> => {
    if (fault === 'stall') return await forGood();
    head();
    while (fault === 'endless') {
      say('and so on '.repeat(50));
      await sleep(2, undefined, { signal });
    }
    exchange.state = 'broken';
    if (fault === 'reset') {
      // A reset throws away what the client has not read yet.
      await sleep(50, undefined, { signal });
      return void reset(response);
    }
    if (fault === 'error-line') write({ error: 'llama runner process has terminated' });
    if (fault === 'bad-json') response.write('{"model":"tiny","mess\n');
    response.end();
  };
  let reason = 'stop';
  for (const step of script) {
    if (typeof step === 'string') say(step);
    else if ('delayMs' in step) await sleep(step.delayMs, undefined, { signal });
    else if ('until' in step) await Promise.race([step.until, forGood()]);
    else if ('fault' in step) return await fail(step.fault);
    else if ('refuse' in step) {
      exchange.state = 'answered';
      return void status(step.refuse.status, step.refuse.body)(response);
    } else if (step.type === 'text') say(step.text);
    else if (step.type === 'thought') think(step.text);
    else reason = step.reason;
  }
  exchange.state = 'answered';
  say('', { done: true, done_reason: reason, prompt_eval_count: 40, eval_count: 20 });
  response.end();
};

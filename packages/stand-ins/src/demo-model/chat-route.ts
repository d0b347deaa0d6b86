// POST /api/chat: loads, then writes the prepared answer token by token until it ends, is long enough, or nobody reads.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@steward/core';
import { type ChatRequest, chatRequest, type PreparedChat, prepareChat } from './chat-request.ts';
import { type DemoModel, findDemoModel } from './demo-models.ts';
import { type ModelMemory, readKeepAlive } from './memory.ts';
import { nanoseconds, Refusal, readRequest, sendJson, withoutZeros, writeLine } from './respond.ts';
import { splitTokens } from './tokens.ts';

export interface ChatDependencies {
  clock: Clock;
  memory: ModelMemory;
  tokensPerSecond: number;
}

export const createChatRoute =
  (deps: ChatDependencies) =>
  async (request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> => {
    const startedMs = deps.clock.now();
    const chat = await readRequest(request, chatRequest);
    const model = requireModel(chat.model);
    const keepAliveMs = readKeepAlive(chat.keep_alive);
    const head = () => ({ model: chat.model, created_at: new Date(deps.clock.now()).toISOString() });
    if (!chat.messages?.length) {
      if (keepAliveMs > 0 && (await deps.memory.load(model, signal)) === false) return;
      deps.memory.keep(model, keepAliveMs);
      const reason = keepAliveMs > 0 ? 'load' : 'unload';
      const message = { role: 'assistant', content: '' };
      return sendJson(response, 200, { ...head(), message, done: true, done_reason: reason });
    }
    const prepared = prepareChat(chat, model);
    const loadMs = await deps.memory.load(model, signal);
    if (loadMs === false) return;
    const result = await generate(deps, prepared, signal, async (text) => {
      if (chat.stream === false) return;
      const message = { role: 'assistant', content: text };
      await writeLine(response, { ...head(), message, done: false }, signal);
    });
    deps.memory.keep(model, keepAliveMs);
    if (signal.aborted) return;
    const last = {
      ...head(),
      message: { role: 'assistant', content: isStreamed(chat) ? '' : result.text },
      done: true,
      done_reason: result.reason,
      ...withoutZeros({
        total_duration: nanoseconds(deps.clock.now() - startedMs),
        load_duration: nanoseconds(loadMs),
        prompt_eval_count: prepared.promptTokens,
        eval_count: result.tokens,
        eval_duration: nanoseconds(result.ms),
      }),
    };
    if (!isStreamed(chat)) return sendJson(response, 200, last);
    await writeLine(response, last, signal);
    response.end();
  };

const isStreamed = (chat: ChatRequest): boolean => chat.stream !== false;

/** Throws the `Refusal` that Ollama answers: 400 for no name, 404 for an unknown one. */
export const requireModel = (name: string | null | undefined): DemoModel => {
  if (!name) throw new Refusal(400, 'model is required');
  const model = findDemoModel(name);
  if (!model) throw new Refusal(404, `model '${name}' not found`);
  return model;
};

interface Generated {
  text: string;
  reason: 'stop' | 'length';
  tokens: number;
  ms: number;
}

const generate = async (
  { clock, tokensPerSecond }: ChatDependencies,
  { answer, answerLimit }: PreparedChat,
  signal: AbortSignal,
  write: (text: string) => Promise<void>,
): Promise<Generated> => {
  const startedMs = clock.now();
  const all = splitTokens(answer);
  const tokens = all.slice(0, answerLimit);
  for (const token of tokens) {
    if (Number.isFinite(tokensPerSecond)) await clock.sleep(1000 / tokensPerSecond, signal);
    if (signal.aborted) break;
    await write(token);
  }
  return {
    text: tokens.join(''),
    reason: tokens.length < all.length ? 'length' : 'stop',
    tokens: tokens.length,
    ms: clock.now() - startedMs,
  };
};

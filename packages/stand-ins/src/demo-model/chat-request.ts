// What `/api/chat` takes, as far as the demonstration cares; unknown fields and options are passed over.
import * as z from 'zod';
import type { ChatMessage } from './conversation.ts';
import type { DemoModel } from './demo-models.ts';
import { jsonForSchema, type Schema, UnfitSchemaError } from './json-for-schema.ts';
import { lookAt } from './look.ts';
import { Refusal } from './respond.ts';
import { countPromptTokens } from './tokens.ts';
import { writeAnswer } from './write-answer.ts';

const message = z.object({
  role: z.string().transform((role) => role.toLowerCase()),
  content: z
    .string()
    .nullish()
    .transform((content) => content ?? ''),
  images: z.array(z.base64()).nullish(),
});

export const chatRequest = z.object({
  model: z.string().nullish(),
  messages: z.array(message).nullish(),
  stream: z.boolean().nullish(),
  format: z.union([z.literal(''), z.literal('json'), z.record(z.string(), z.unknown())]).nullish(),
  think: z.union([z.boolean(), z.string()]).nullish(),
  tools: z.array(z.unknown()).nullish(),
  keep_alive: z.union([z.number(), z.string()]).nullish(),
  truncate: z.boolean().nullish(),
  shift: z.boolean().nullish(),
  options: z.looseObject({ num_ctx: z.int().nullish(), num_predict: z.int().nullish() }).nullish(),
});

export type ChatRequest = z.infer<typeof chatRequest>;

/** Ollama's window on a machine without a large GPU. */
const defaultContextTokens = 4096;

export interface PreparedChat {
  answer: string;
  promptTokens: number;
  /** Tokens after which the answer ends with reason `length`. */
  answerLimit: number;
}

/** Decides the whole answer, or throws a 400 `Refusal`. */
export const prepareChat = (request: ChatRequest, model: DemoModel): PreparedChat => {
  if (request.think) throw new Refusal(400, `"${model.name}" does not support thinking`);
  if (request.tools?.length) throw new Refusal(400, `${model.name} does not support tools`);
  const images = (request.messages ?? []).flatMap((one) => one.images ?? []);
  if (images.length > 0 && !model.sees)
    throw new Refusal(400, `"${model.name}" does not support image input`);
  if (images.some((image) => lookAt(image) === undefined))
    throw new Refusal(400, 'Failed to load image or audio file');
  const contextTokens = Math.min(request.options?.num_ctx || defaultContextTokens, model.contextLength);
  const messages = fit(request.messages ?? [], contextTokens, request.truncate ?? true);
  const promptTokens = Math.min(countPromptTokens(messages), contextTokens);
  const asked = request.options?.num_predict ?? -1;
  // Without `num_predict` Ollama stops at ten windows; without shifting, the window's end is the end.
  const answerLimit = Math.min(
    asked > 0 ? asked : 10 * contextTokens,
    request.shift === false ? Math.max(1, contextTokens - promptTokens) : Number.POSITIVE_INFINITY,
  );
  return { answer: answerIn(request.format, messages, model), promptTokens, answerLimit };
};

/** By default the oldest messages except the instructions are dropped silently, as Ollama does. */
const fit = (messages: ChatMessage[], contextTokens: number, truncate: boolean): ChatMessage[] => {
  let kept = messages;
  for (;;) {
    const tokens = countPromptTokens(kept);
    if (tokens <= contextTokens) return kept;
    if (!truncate) {
      throw new Refusal(
        400,
        `request (${tokens} tokens) exceeds the available context size (${contextTokens} tokens), try increasing it`,
      );
    }
    const oldest = kept.findIndex((one, index) => one.role !== 'system' && index < kept.length - 1);
    if (oldest < 0) return kept;
    kept = kept.toSpliced(oldest, 1);
  }
};

const answerIn = (format: ChatRequest['format'], messages: ChatMessage[], model: DemoModel): string => {
  if (!format) return writeAnswer(messages, { long: model.long });
  if (format === 'json') {
    return JSON.stringify({ demonstration: true, answer: writeAnswer(messages, { long: false }) });
  }
  try {
    return JSON.stringify(jsonForSchema(format satisfies Schema));
  } catch (error) {
    if (error instanceof UnfitSchemaError) throw new Refusal(400, error.message);
    throw error;
  }
};

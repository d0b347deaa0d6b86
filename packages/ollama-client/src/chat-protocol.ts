// What /api/chat is asked and what it answers, as Ollama 0.33 has it.
import * as z from 'zod';
import { OllamaError } from './ollama-error.ts';

export interface ToolCall {
  function: { name: string; arguments: Record<string, unknown>; [field: string]: unknown };
  [field: string]: unknown;
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant' | 'tool';
  content: string;
  thinking?: string;
  /** Base64 without a `data:` prefix. */
  images?: string[];
  tool_calls?: ToolCall[];
  tool_name?: string;
  tool_call_id?: string;
}

export interface ChatRequest {
  model: string;
  /** Oldest first. Empty: the model is only loaded, and the answer ends with `done_reason: 'load'`. */
  messages: ChatMessage[];
  options: {
    /** Context window in tokens. Keep it the same for a model: every other value reloads it. */
    num_ctx: number;
    /** Most tokens of the answer. Without it a model that does not stop runs on to ten times the window. */
    num_predict: number;
    [option: string]: unknown;
  };
  /** Default false. A model that cannot think refuses everything else. */
  think?: boolean | 'low' | 'medium' | 'high' | 'max';
  format?: 'json' | object;
  /** Seconds as a number, negative for ever; or a Go duration such as `'10m'`. The string `'-1'` is refused. */
  keep_alive?: number | string;
  tools?: object[];
}

/** One line of the answer. Fields that are not named here are kept. */
export interface ChatChunk {
  model: string;
  /** ISO time. */
  created_at: string;
  message: {
    role: string;
    content: string;
    thinking?: string | undefined;
    tool_calls?: ToolCall[] | undefined;
    [field: string]: unknown;
  };
  done: boolean;
  /** On the last line: `stop`, `length` (cut off by `num_predict` or the window), `load`, `unload`. */
  done_reason?: string | undefined;
  prompt_eval_count?: number | undefined;
  eval_count?: number | undefined;
  /** Durations are nanoseconds. Ollama leaves out what is zero. */
  total_duration?: number | undefined;
  load_duration?: number | undefined;
  prompt_eval_duration?: number | undefined;
  eval_duration?: number | undefined;
  [field: string]: unknown;
}

const toolCallSchema = z.looseObject({
  function: z.looseObject({ name: z.string(), arguments: z.record(z.string(), z.unknown()) }),
});

// Lenient where servers that imitate Ollama leave out what nobody needs, strict where a wrong type would do harm.
const messageSchema = z.looseObject({
  role: z.string().default('assistant'),
  content: z
    .string()
    .nullish()
    .transform((content) => content ?? ''),
  thinking: z.string().optional(),
  tool_calls: z.array(toolCallSchema).optional(),
});

export const chatChunkSchema: z.ZodType<ChatChunk> = z.looseObject({
  model: z.string().default(''),
  created_at: z.string().default(''),
  message: messageSchema.default({ role: 'assistant', content: '' }),
  done: z.boolean(),
  done_reason: z.string().optional(),
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
  total_duration: z.number().optional(),
  load_duration: z.number().optional(),
  prompt_eval_duration: z.number().optional(),
  eval_duration: z.number().optional(),
});

/**
 * The body to send. Whatever Ollama would fill in badly is always said:
 * - `stream`: left out it is true;
 * - `think`: left out, a model that can think does, aloud and at length;
 * - `truncate: false`: otherwise the oldest messages are dropped in silence, with a 200;
 * - `options.num_ctx`: left out it depends on the server's memory, and another value than last time reloads the model;
 * - `options.num_predict`: left out, an answer may run to ten times the window.
 *
 * Throws `bad-request` for a window or a length that is no positive integer: JSON would turn NaN into "not said".
 */
export const toChatBody = (request: ChatRequest, stream: boolean): Record<string, unknown> => {
  const { num_ctx, num_predict } = request.options;
  for (const tokens of [num_ctx, num_predict]) {
    if (!Number.isSafeInteger(tokens) || tokens <= 0) throw new OllamaError('bad-request');
  }
  return { ...request, stream, think: request.think ?? false, truncate: false };
};

/** How much of the answer a chunk carries, in characters. */
export const answerCharacters = ({ message }: ChatChunk): number => {
  return message.content.length + (message.thinking?.length ?? 0);
};

// A language model as the domain sees it: messages in, an answer out.
import type * as z from 'zod';
import { StewardError } from '../error.ts';
import type { ModelErrorCode } from '../error-code.ts';
import type { Role } from '../session/message.ts';

export interface PromptMessage {
  role: Role;
  content: string;
  /** Pictures of a question: bytes of JPEG or PNG files. Only for models that see. */
  images?: Uint8Array[];
}

export interface ModelRequest {
  model: string;
  messages: PromptMessage[];
  /** Context window in tokens; the same for every request to a model, because another value reloads it. */
  contextTokens: number;
  /** Most tokens the answer may have. */
  answerTokens: number;
  /** Aloud, before it answers. Only for models that can: others refuse. */
  think?: true;
}

export type ModelEvent =
  | { type: 'text'; text: string }
  /** Asked for by `think`: what is thought beside the answer, and never a part of it. */
  | { type: 'thought'; text: string }
  /** `thought`: the model was thinking, beside its text. */
  | { type: 'done'; reason: 'stop' | 'length'; promptTokens?: number; answerTokens?: number; thought?: true };

export interface ChatModel {
  /** Streams an answer; ends with exactly one `done` or throws a `ModelError`. Leaving the loop stops the server. */
  stream(request: ModelRequest, options: { signal: AbortSignal }): AsyncIterable<ModelEvent>;
  /**
   * An answer in the shape of `schema`, checked by it. Throws `model-bad-object` for an answer that is none, and other
   * `ModelError`s as `stream` does.
   */
  object<T>(request: ModelRequest, schema: z.core.$ZodType<T>, options: { signal: AbortSignal }): Promise<T>;
}

export class ModelError extends StewardError {
  override readonly code: ModelErrorCode;
  /** How many tokens the refused prompt had, where the server says so. */
  readonly promptTokens: number | undefined;
  /** HTTP status, where the server answered with one that is an error. */
  readonly status: number | undefined;

  constructor(
    code: ModelErrorCode,
    message: string,
    options: { cause?: unknown; promptTokens?: number; status?: number } = {},
  ) {
    super(code, message, { cause: options.cause });
    this.name = 'ModelError';
    this.code = code;
    this.promptTokens = options.promptTokens;
    this.status = options.status;
  }
}

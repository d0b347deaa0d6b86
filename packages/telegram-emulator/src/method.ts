// What a Bot API method is here, and what it may use.
import type { Drafts } from './drafts.ts';
import type { RequestParameters } from './parameters.ts';
import type { RateLimits } from './rate-limits.ts';
import type { RefusalName } from './refusals.ts';
import type { Store } from './store.ts';
import type { BotUser } from './telegram-objects.ts';
import type { UpdateQueue } from './update-queue.ts';
import type { WebhookFault } from './webhook-sender.ts';

export interface MethodContext {
  store: Store;
  queue: UpdateQueue;
  limits: RateLimits;
  drafts: Drafts;
  bot: BotUser;
  /** What went wrong last while delivering to the webhook. */
  webhookFault: () => WebhookFault | undefined;
  /** Now, in ms. */
  clock: () => number;
}

export interface Method {
  name: string;
  /** Every parameter the emulator knows; any other is refused. */
  parameters: readonly string[];
  /** Every row of the refusal table this method may answer with, besides those of any request. */
  refusals: readonly RefusalName[];
  /** The result, or a promise of it; `description` goes beside the result. */
  run(context: MethodContext, request: RequestParameters, signal?: AbortSignal): MethodAnswer;
}

export type MethodAnswer = Outcome | Promise<Outcome>;

export interface Outcome {
  result: unknown;
  description?: string;
}

// The worker on fakes: memory stores, a scripted model, and a Telegram that records what it is told.
import {
  type Clock,
  createModelCatalogue,
  DEFAULT_TURN_LIMITS,
  type OfferedModel,
  systemClock,
} from '@steward/core';
import {
  createFakeModel,
  createMemoryStores,
  type FakeModel,
  type MemoryStores,
} from '@steward/core/testing';
import { agreedResult, INSTANT_BOT, readCall } from '@steward/telegram-emulator/testing';
import { cloudLeftovers } from '../src/aws/cloud-leftovers.ts';
import type { BotConfig, Services } from '../src/context/services.ts';
import type { Feature } from '../src/features/feature.ts';
import { ownedItems } from '../src/features/index.ts';
import { silentLog } from '../src/observability/log.ts';
import { silentMeter } from '../src/observability/metrics.ts';
import { createTelegramClient } from '../src/telegram/telegram-client.ts';
import { createWorker } from '../src/worker/create-worker.ts';
import { readFormFeeds } from './fake-reader.ts';
import './lazily-loaded.ts';

export interface TelegramCall {
  method: string;
  params: Record<string, unknown>;
}

/** A message of ours as it stands in the chat now. */
export interface ShownMessage {
  id: number;
  text: string;
  buttons: { text: string; data: string }[];
  /** Parameters of the call that sent it. */
  sent: Record<string, unknown>;
}

export interface SentDocument {
  fileName: string;
  text: string;
  caption: string | undefined;
}

export interface QueuedMessage {
  groupId: string;
  deduplicationId: string;
  body: string;
}

export interface Bench {
  services: Services;
  stores: MemoryStores;
  model: FakeModel;
  calls: TelegramCall[];
  /** Answers of the fake Telegram, used up in order by calls of that method; a function may throw a network error. */
  answers: { method: string; answer: () => Response | Promise<Response> }[];
  queue: QueuedMessage[];
  visibility: number[];
  /** Works on one update (or queue note) and returns whether the message may be deleted. */
  deliver(
    update: object,
    options?: { receiveCount?: number; remainingMs?: number; queuedMs?: number },
  ): Promise<'deleted' | 'kept'>;
  /** Delivers what the worker queued for itself. */
  deliverQueued(): Promise<void>;
  /** The texts of messages as a person sees them now, in order. */
  shown(): string[];
  /** Every message that was sent, in order, with its edits. */
  chat(): ShownMessage[];
  documents: SentDocument[];
  /** What was said last: sent or edited. */
  said(): string;
  /** Buttons of the last message that has some. */
  buttons(): { text: string; data: string }[];
  send(text: string, more?: object): Promise<'deleted' | 'kept'>;
  tap(data: string, more?: object): Promise<'deleted' | 'kept'>;
}

export const USER = { id: 1001, is_bot: false, first_name: 'Ada', username: 'ada' };
export const BOT = INSTANT_BOT;

export const OFFERED: OfferedModel[] = [
  { name: 'small:1b', description: 'quick', size: '1.0 GB', contextLength: 4096 },
  { name: 'large:9b', description: 'clever', size: '6.6 GB', contextLength: 8192 },
];

export const ok = (result: unknown): Response => Response.json({ ok: true, result });

export const refused = (errorCode: number, description: string, parameters?: object): Response =>
  Response.json({ ok: false, error_code: errorCode, description, parameters }, { status: errorCode });

/** Where the bench's messages come from. */
export const QUEUE_ARN = 'arn:aws:sqs:us-east-1:1:updates.fifo';

export const createBench = (
  options: {
    config?: Partial<BotConfig>;
    clock?: Clock;
    model?: FakeModel;
    offered?: OfferedModel[];
    /** Puts other services in the place of the fakes. */
    replace?: (fakes: Services) => Partial<Services>;
    /** Beside those that there are. */
    features?: readonly Feature[];
  } = {},
): Bench => {
  const clock = options.clock ?? systemClock;
  const stores = createMemoryStores({ items: ownedItems() });
  const model =
    options.model ??
    createFakeModel({
      fallback: () => ['An answer'],
      installed: OFFERED.map(({ name }) => ({ name })),
      clock,
    });
  const calls: TelegramCall[] = [];
  const answers: Bench['answers'] = [];
  const queue: QueuedMessage[] = [];
  const visibility: number[] = [];
  const documents: SentDocument[] = [];
  const shownMessages = new Map<unknown, ShownMessage>();
  let nextMessageId = 500;
  let nextUpdateId = 1;

  const fakeFetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { method, params, request } = await readCall(input, init);
    calls.push({ method, params });
    const index = answers.findIndex((entry) => entry.method === method);
    if (index >= 0) return await (answers.splice(index, 1)[0] as Bench['answers'][number]).answer();
    const result = agreedResult(method, params, () => nextMessageId++);
    const { message_id: id } = result as { message_id?: number };
    if (method === 'deleteMessage') shownMessages.delete(Number(params.message_id));
    const { text, caption, reply_markup: markup } = params;
    for (const { fileName, bytes } of request.files.values()) {
      const words = caption === undefined ? undefined : String(caption);
      documents.push({ fileName, text: Buffer.from(bytes).toString(), caption: words });
    }
    if (id !== undefined && text !== undefined) {
      const sent = shownMessages.get(id)?.sent ?? params;
      shownMessages.set(id, { id, text: String(text), buttons: buttonsOf(markup), sent });
    }
    return ok(result);
  };
  const telegram = createTelegramClient({
    token: '42:test',
    apiUrl: 'http://telegram.test',
    fetch: fakeFetch as typeof fetch,
  });
  const fakes: Services = {
    ...stores,
    model,
    catalogue: createModelCatalogue({ model, offered: options.offered ?? OFFERED, clock, cacheMs: 0 }),
    queue: {
      send: async (message) => void queue.push(message),
      changeVisibility: async (_, seconds) => void visibility.push(seconds),
    },
    telegram,
    // Of its own: tests of other files are in the same process.
    leftovers: { ...cloudLeftovers },
    download: async () => new Uint8Array(),
    readDocument: readFormFeeds,
    bot: async () => ({ id: BOT.id, username: BOT.username }),
    config: {
      streaming: 'edit',
      allowed: 'everyone',
      turnLimits: DEFAULT_TURN_LIMITS,
      version: '0.0.0',
      ...options.config,
    },
    clock,
    log: silentLog,
    meter: silentMeter,
  };
  const services: Services = { ...fakes, ...options.replace?.(fakes) };
  const worker = createWorker(services, options.features);

  const bench: Bench = {
    services,
    stores,
    model,
    calls,
    answers,
    queue,
    visibility,
    async deliver(update, { receiveCount = 1, remainingMs = 900_000, queuedMs } = {}) {
      const body = JSON.stringify(update);
      const record = {
        messageId: 'm',
        receiptHandle: 'r',
        eventSourceARN: QUEUE_ARN,
        body,
        attributes: {
          ApproximateReceiveCount: String(receiveCount),
          ...(queuedMs !== undefined && { SentTimestamp: String(queuedMs) }),
        },
      };
      const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => remainingMs };
      const { batchItemFailures } = await worker({ Records: [record] }, context);
      return batchItemFailures.length === 0 ? 'deleted' : 'kept';
    },
    async deliverQueued() {
      for (let message = queue.shift(); message; message = queue.shift())
        await bench.deliver(JSON.parse(message.body));
    },
    shown: () => shownTexts(calls),
    chat: () => [...shownMessages.values()],
    documents,
    said: () =>
      String(calls.findLast(({ method }) => /^(sendMessage|editMessageText)$/.test(method))?.params.text),
    buttons: () => lastButtons(calls),
    send: (text, more = {}) =>
      bench.deliver({ update_id: nextUpdateId++, message: textMessage(text, nextMessageId++, more) }),
    tap: (data, more = {}) =>
      bench.deliver({
        update_id: nextUpdateId++,
        callback_query: {
          id: `tap${nextUpdateId}`,
          from: USER,
          data,
          message: { message_id: nextMessageId - 1, date: 1, chat: { id: USER.id, type: 'private' } },
          ...more,
        },
      }),
  };
  return bench;
};

export const textMessage = (text: string, messageId: number, more: object = {}) => ({
  message_id: messageId,
  date: Math.floor(Date.now() / 1000),
  chat: { id: USER.id, type: 'private' },
  from: USER,
  text,
  ...more,
});

const shownTexts = (calls: TelegramCall[]): string[] => {
  const texts = new Map<unknown, string>();
  let sent = 0;
  for (const { method, params } of calls) {
    if (method === 'sendMessage') texts.set(`sent ${sent++}`, String(params.text));
    if (method === 'editMessageText') texts.set(`edited ${params.message_id}`, String(params.text));
  }
  return [...texts.values()];
};

const lastButtons = (calls: TelegramCall[]): { text: string; data: string }[] => {
  const marked = calls.findLast(({ params }) => params.reply_markup !== undefined);
  return buttonsOf(marked?.params.reply_markup);
};

const buttonsOf = (markup: unknown): { text: string; data: string }[] => {
  const { inline_keyboard: rows = [] } = (markup ?? {}) as {
    inline_keyboard?: { text: string; callback_data: string }[][];
  };
  return rows.flat().map(({ text, callback_data: data }) => ({ text, data }));
};

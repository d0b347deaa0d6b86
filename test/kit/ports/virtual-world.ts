// Telegram, webhook, queue, worker, table and model in one process and in virtual time: hours of outage take no time, and
// chance decides what goes wrong. Everything but the wires is the product.
import { createModelCatalogue, DEFAULT_TURN_LIMITS } from '@steward/core';
import {
  createFakeModel,
  createMemoryStores,
  type FakeScript,
  type MemoryStores,
} from '@steward/core/testing';
import { createTelegramClient, silentMeter } from '@steward/handler';
import type { Services } from '@steward/handler/testing';
import { cloudLeftovers, createWebhook, createWorker, readFormFeeds } from '@steward/handler/testing';
import { createTelegramEmulator } from '@steward/telegram-emulator';
import {
  createPerson,
  type Person,
  type RecordedCall,
  type TelegramEmulator,
} from '@steward/telegram-emulator/testing';
import { keepLog } from '../keep-log.ts';
import { createDelivery, type Delivery, type DeliveryFaults } from './delivery.ts';
import { type PortCall, type PortFault, withPortFaults } from './faulty-services.ts';
import { createTelegramLine, type LineFault, type TelegramLine } from './telegram-line.ts';
import { createVirtualQueue, type VirtualQueue, type VirtualQueueOptions } from './virtual-queue.ts';
import { installVirtualTime, type VirtualTime } from './virtual-time.ts';

export interface WorldFaults {
  telegram?: (call: RecordedCall, nowMs: number) => LineFault | undefined;
  port?: (call: PortCall, nowMs: number) => PortFault | undefined;
  queue?: Partial<Pick<VirtualQueueOptions, 'functionMs' | 'redeliverAfterMs' | 'losesDelete'>>;
  delivery?: DeliveryFaults;
  /** How far the worker's clock is off (ms). */
  skewMs?: (nowMs: number) => number;
}

export interface VirtualWorld {
  time: VirtualTime;
  emulator: TelegramEmulator;
  stores: MemoryStores;
  line: TelegramLine;
  queue: VirtualQueue;
  delivery: Delivery;
  /** Every line of the log, as text. */
  log: string[];
  /** Records of sends that the table did not take, by chat: their messages are unknown to the next try. */
  unrecorded: Map<number, number>;
  services: Services;
  /** Whose updates are delivered at once, and who waits in virtual time. */
  person(name: string, chatId?: number): Person;
  /** Lets time pass until every update that was sent has been worked on. */
  settle(): Promise<void>;
  close(): void;
}

export interface VirtualWorldOptions {
  /** What the model does with a question; by default it repeats it. */
  model?: (question: string) => FakeScript;
  /** Puts another model in its place. */
  replace?: (services: Services, time: VirtualTime) => Partial<Services>;
  faults?: WorldFaults;
  rateLimits?: boolean;
  concurrency?: number;
  streaming?: Services['config']['streaming'];
}

const SECRET = 'a-secret-of-the-webhook';
/** Beyond six hours of tries and their pauses. */
const LONGEST_MS = 48 * 60 * 60_000;

export const startVirtualWorld = (options: VirtualWorldOptions = {}): VirtualWorld => {
  const { faults = {} } = options;
  const time = installVirtualTime();
  const emulator = createTelegramEmulator({ clock: time.now, rateLimits: options.rateLimits ?? true });
  const stores = createMemoryStores();
  const { log, lines } = keepLog();
  const unrecorded = new Map<number, number>();
  const line = createTelegramLine({
    emulator,
    time,
    choose: (call) => faults.telegram?.(call, time.now()),
  });
  const choosePort = (call: PortCall): PortFault | undefined => {
    const fault = faults.port?.(call, time.now());
    if (fault?.kind === 'unavailable' && recordsSend(call)) {
      const { owner } = call.args[0] as { owner: number };
      unrecorded.set(owner, (unrecorded.get(owner) ?? 0) + 1);
    }
    return fault;
  };
  const guarded = <T extends object>(port: string, inner: T): T =>
    withPortFaults(port, inner, { choose: choosePort, sleep: time.sleep });

  let worker: ReturnType<typeof createWorker> | undefined;
  const queue = createVirtualQueue({
    time,
    worker: () => worker as ReturnType<typeof createWorker>,
    functionMs: faults.queue?.functionMs ?? (() => 900_000),
    redeliverAfterMs: faults.queue?.redeliverAfterMs ?? (() => undefined),
    losesDelete: faults.queue?.losesDelete ?? (() => false),
    ...(options.concurrency !== undefined && { concurrency: options.concurrency }),
  });
  const clock = {
    now: () => time.now() + (faults.skewMs?.(time.now()) ?? 0),
    sleep: (ms: number, signal?: AbortSignal) => sleepUntil(time, ms, signal),
  };
  const fallback = ({ messages }: { messages: { content: string }[] }): FakeScript =>
    options.model?.(messages.at(-1)?.content ?? '') ?? [`You asked: ${messages.at(-1)?.content ?? ''}`];
  const model = createFakeModel({ fallback, installed: [{ name: 'small:1b' }], loaded: ['small:1b'], clock });
  const base: Services = {
    sessions: guarded('sessions', stores.sessions),
    messages: guarded('messages', stores.messages),
    profiles: guarded('profiles', stores.profiles),
    claims: guarded('claims', stores.claims),
    stops: guarded('stops', stores.stops),
    archives: guarded('archives', stores.archives),
    files: guarded('files', stores.files),
    readDocument: readFormFeeds,
    ownerData: guarded('ownerData', stores.ownerData),
    access: guarded('access', stores.access),
    turns: guarded('turns', stores.turns),
    reminders: guarded('reminders', stores.reminders),
    briefings: guarded('briefings', stores.briefings),
    extras: guarded('extras', stores.extras),
    suggestions: guarded('suggestions', stores.suggestions),
    teams: guarded('teams', stores.teams),
    shares: guarded('shares', stores.shares),
    proposals: guarded('proposals', stores.proposals),
    usage: guarded('usage', stores.usage),
    activeOwners: guarded('activeOwners', stores.activeOwners),
    settings: guarded('settings', stores.settings),
    removed: guarded('removed', stores.removed),
    drafts: guarded('drafts', stores.drafts),
    events: guarded('events', stores.events),
    notes: guarded('notes', stores.notes),
    ticks: guarded('ticks', stores.ticks),
    tickets: guarded('tickets', stores.tickets),
    leftovers: cloudLeftovers,
    queue: guarded('queue', { send: queue.send, changeVisibility: queue.changeVisibility }),
    model,
    catalogue: createModelCatalogue({
      model,
      offered: [{ name: 'small:1b', description: '', size: '', contextLength: 8192 }],
      clock,
    }),
    telegram: createTelegramClient({ token: emulator.token, fetch: line.fetch }),
    download: async () => new Uint8Array(),
    bot: async () => ({ id: emulator.bot.id, username: emulator.bot.username ?? '' }),
    config: {
      streaming: options.streaming ?? 'edit',
      allowed: 'everyone',
      turnLimits: DEFAULT_TURN_LIMITS,
      version: '0.0.0',
    },
    clock,
    log,
    meter: silentMeter,
  };
  const services = { ...base, ...options.replace?.(base, time) };
  worker = createWorker(services);

  const delivery = createDelivery({
    emulator,
    time,
    faults: faults.delivery ?? {},
    secret: SECRET,
    webhook: (secrets) =>
      createWebhook({
        ...secrets,
        enqueue: services.queue.send,
        signal: services.stops.write,
        now: clock.now,
        log,
      }),
  });
  return {
    time,
    emulator,
    stores,
    line,
    queue,
    delivery,
    log: lines,
    unrecorded,
    services,
    person: (name, chatId) =>
      createPerson({
        emulator,
        name,
        chatId,
        trace: () => lines.slice(-30).join('\n'),
        onAct: () => void delivery.collect(),
        pass: time.pass,
      }),
    settle: () => time.pass(() => delivery.isIdle() && queue.isIdle(), LONGEST_MS),
    close() {
      emulator.close();
      time.uninstall();
    },
  };
};

const sleepUntil = (time: VirtualTime, ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      signal?.removeEventListener('abort', done);
      resolve();
    };
    time.after(ms, done);
    signal?.addEventListener('abort', done, { once: true });
  });

const recordsSend = ({ port, method, args }: PortCall): boolean =>
  port === 'claims' &&
  method === 'record' &&
  Object.keys((args[2] as object | undefined) ?? {}).some((name) => name.startsWith('sent.'));

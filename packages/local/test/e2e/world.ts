// A Telegram, an Ollama and the product between them: what every end-to-end test plays in.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeOllama, startFakeOllama } from '@steward/stand-ins/testing';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import type { Fault, RecordedCall } from '@steward/telegram-emulator/testing';
import {
  createPerson,
  type Person,
  type TelegramEmulator,
  type TelegramEmulatorOptions,
} from '@steward/telegram-emulator/testing';
import { type Product, startProduct } from './start-product.ts';

export interface World {
  emulator: TelegramEmulator;
  ollama: FakeOllama;
  dataDir: string;
  /** Of the first process, and of each further one. */
  environment: Record<string, string>;
  product(): Product;
  /** Starts the next process on the same data; resolves when it runs. */
  start(): Promise<Product>;
  person(name: string, chatId?: number): Person;
  /** Plants a fault of Telegram's, and remembers that its refusals are wanted. */
  plant(fault: Fault): void;
  /** A refusal with this status is what the test wants to see. */
  expectRefusal(status: number): void;
  /** Calls that Telegram refused though no test asked for it. */
  refusedCalls(): string[];
  close(): Promise<void>;
}

export interface WorldOptions {
  environment?: Record<string, string>;
  telegram?: TelegramEmulatorOptions;
  /** Models that are on the server's disk only, and how long each takes to load (ms). */
  cold?: Record<string, number>;
  /** The product is started by the test. */
  asleep?: boolean;
}

export const startWorld = async (options: WorldOptions = {}): Promise<World> => {
  const { environment = {}, telegram = {}, cold = {}, asleep = false } = options;
  const emulator = createTelegramEmulator(telegram);
  const [server, ollama, dataDir] = await Promise.all([
    startBotApiServer(emulator),
    startFakeOllama(),
    mkdtemp(join(tmpdir(), 'steward-e2e-')),
  ]);
  for (const [name, loadMs] of Object.entries(cold)) {
    ollama.models.push({ name, size: 7_000_000_000 });
    ollama.cold.set(name, loadMs);
  }
  const wanted: number[] = [];
  /** Whether an edit may have been made without the product knowing: it is made again, and changes nothing. */
  let repeatsEdits = false;
  let product: Product | undefined;
  const world: World = {
    emulator,
    ollama,
    dataDir,
    environment: {
      TELEGRAM_BOT_TOKEN: emulator.token,
      TELEGRAM_API_URL: server.url,
      ALLOWED_USER_IDS: 'everyone',
      OLLAMA_URL: ollama.url,
      DATA_DIR: dataDir,
      PORT: '0',
      ...environment,
    },
    product() {
      if (!product) throw new Error('The product was not started');
      return product;
    },
    async start() {
      repeatsEdits ||= product !== undefined;
      product = startProduct(world.environment);
      await product.ready;
      return product;
    },
    person: (name, chatId) => createPerson({ emulator, name, trace: () => product?.output() ?? '', chatId }),
    plant(fault) {
      const status = fault.kind === 'status' ? fault.error_code : fault.kind === 'html-502' ? 502 : undefined;
      if (status !== undefined) wanted.push(...Array.from({ length: fault.times ?? 1 }, () => status));
      repeatsEdits ||= fault.kind.endsWith('-after-accept');
      emulator.faults.add(fault);
    },
    expectRefusal: (status) => void wanted.push(status),
    refusedCalls: () =>
      refused(emulator.calls(), wanted)
        .filter(({ method, status }) => !(repeatsEdits && method === 'editMessageText' && status === 400))
        .map(describeCall),
    async close() {
      if (product?.exitCode() === undefined) await product?.kill9();
      emulator.close();
      await Promise.all([server.close(), ollama.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  if (!asleep) await world.start();
  return world;
};

const describeCall = ({ method, status, params }: RecordedCall): string =>
  `${method} in ${String(params.chat_id ?? '-')}: ${status}`;

/** Each wanted status explains one call. */
const refused = (calls: RecordedCall[], wanted: readonly number[]): RecordedCall[] => {
  const left = [...wanted];
  return calls.filter(({ status }) => {
    if (status < 400) return false;
    const index = left.indexOf(status);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
};

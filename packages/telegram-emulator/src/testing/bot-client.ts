// A Telegram with a server, and a bot that calls it: what the tests of the emulator start with.
import { type BotApiServer, startBotApiServer } from '../bot-api-server.ts';
import { createTelegramEmulator, type TelegramEmulator, type TelegramEmulatorOptions } from '../emulator.ts';

export interface Answer {
  ok: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into results of every kind.
  result?: any;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

export interface TestTelegram extends AsyncDisposable {
  emulator: TelegramEmulator;
  server: BotApiServer;
  /** Calls a method with a JSON body. */
  call(method: string, params?: object): Promise<Answer>;
}

export const startTelegram = async (options: TelegramEmulatorOptions = {}): Promise<TestTelegram> => {
  const emulator = createTelegramEmulator(options);
  const server = await startBotApiServer(emulator);
  return {
    emulator,
    server,
    async call(method, params = {}) {
      const response = await fetch(`${server.url}/bot${emulator.token}/${method}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(params),
      });
      return (await response.json()) as Answer;
    },
    async [Symbol.asyncDispose]() {
      emulator.close();
      await server.close();
    },
  };
};

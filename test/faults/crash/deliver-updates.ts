// Brings Telegram's updates to the webhook, as API Gateway would.
import { setTimeout as sleep } from 'node:timers/promises';
import type { composeWebhook } from '@steward/handler';
import { readWebhook } from '@steward/handler';
import type { TelegramEmulator } from '@steward/telegram-emulator/testing';

export interface Delivery {
  stop(): Promise<void>;
}

export const deliverUpdates = (deps: {
  emulator: TelegramEmulator;
  webhook: ReturnType<typeof composeWebhook>;
  secret: string;
  /** Called before the queue has it. */
  onUpdate: (updateId: number, chatId: number) => void;
}): Delivery => {
  const { emulator, webhook, secret, onUpdate } = deps;
  const stopping = new AbortController();
  const call = (method: string, values: Record<string, unknown>) =>
    emulator.api.call(method, { values, files: new Map() }, stopping.signal);

  const deliver = async (update: object): Promise<void> => {
    const reading = readWebhook(update);
    if (!reading) return;
    onUpdate(reading.updateId, Number(reading.groupId));
    const event = {
      headers: { 'x-telegram-bot-api-secret-token': secret },
      body: asAscii(JSON.stringify(update)),
    };
    while ((await webhook(event)).statusCode !== 200) await sleep(50);
    // The rest of the 200's body is for Telegram.
    if (reading.reply?.method === 'answerCallbackQuery') {
      const { method, ...values } = reading.reply;
      await call(method, values);
    }
  };

  const run = async (): Promise<void> => {
    for (let offset = 0; !stopping.signal.aborted; ) {
      const answer = await call('getUpdates', { offset, timeout: 20 });
      const updates = answer.ok ? (answer.result as { update_id: number }[]) : [];
      for (const update of updates) {
        await deliver(update);
        offset = update.update_id + 1;
      }
    }
  };
  const running = run();

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
};

/** The queue's stand-in refuses emoji, which SQS takes: as JSON escapes they pass. */
const asAscii = (json: string): string =>
  json.replace(/[\ud800-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

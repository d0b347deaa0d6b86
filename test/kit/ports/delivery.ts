// Telegram's side of the webhook in virtual time: updates of a chat one after the other, each until it is taken, and what
// goes wrong on that way.

import type { WebhookEvent, WebhookResponse } from '@steward/handler';
import type { WebhookDependencies } from '@steward/handler/testing';
import { chatOf } from '@steward/handler/testing';
import type { TelegramEmulator } from '@steward/telegram-emulator/testing';
import type { VirtualTime } from './virtual-time.ts';

export interface DeliveredUpdate {
  updateId: number;
  chatId: number;
  /** What the person wrote; empty for everything else. */
  text: string;
  messageId: number;
  /** The update as it came. */
  raw: Record<string, unknown>;
}

export interface DeliveryFaults {
  /** Ms after which an update that was taken is delivered again; undefined: never. */
  repeatAfterMs?: () => number | undefined;
  /** Whether Telegram does not hear that the webhook took it. */
  losesAnswer?: () => boolean;
  /** Whether SSM is away when the webhook asks for its secret. */
  secretIsAway?: (nowMs: number) => boolean;
  /** From this time on Telegram sends another secret, and SSM holds it. */
  secretRotatesAtMs?: number;
}

export interface Delivery {
  /** Takes what people did since the last time and delivers it. Call it after each act. */
  collect(): Promise<void>;
  isIdle(): boolean;
  updates: DeliveredUpdate[];
  /** Answers of the webhook, by status. */
  statuses: Map<number, number>;
}

type Webhook = (event: WebhookEvent) => Promise<WebhookResponse>;

const LONGEST_PAUSE_MS = 60_000;

export const createDelivery = (deps: {
  emulator: TelegramEmulator;
  time: VirtualTime;
  faults: DeliveryFaults;
  secret: string;
  webhook: (secrets: Pick<WebhookDependencies, 'secret' | 'refreshSecret'>) => Webhook;
}): Delivery => {
  const { emulator, time, faults } = deps;
  const updates: DeliveredUpdate[] = [];
  const statuses = new Map<number, number>();
  const chains = new Map<number, Promise<void>>();
  let offset = 0;
  let open = 0;

  const isRotated = () => time.now() >= (faults.secretRotatesAtMs ?? Number.POSITIVE_INFINITY);
  const currentSecret = () => (isRotated() ? `${deps.secret}-rotated` : deps.secret);
  let known: string | undefined;
  const readSecret = async (): Promise<string> => {
    if (faults.secretIsAway?.(time.now())) throw new Error('SSM is away');
    known = currentSecret();
    return known;
  };
  const webhook = deps.webhook({
    secret: async () => known ?? (await readSecret()),
    refreshSecret: readSecret,
  });

  const post = async (raw: object): Promise<void> => {
    for (let pauseMs = 1_000; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const headers = { 'x-telegram-bot-api-secret-token': currentSecret() };
      const { statusCode } = await webhook({ headers, body: JSON.stringify(raw) });
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
      if (statusCode === 200 && !faults.losesAnswer?.()) return;
      await time.sleep(pauseMs);
    }
  };

  const deliver = (chatId: number, raw: object): void => {
    open += 1;
    const before = chains.get(chatId) ?? Promise.resolve();
    const chain = before.then(() => post(raw));
    chains.set(chatId, chain);
    void chain.then(() => {
      open -= 1;
      const repeatMs = faults.repeatAfterMs?.();
      if (repeatMs === undefined) return;
      open += 1;
      time.after(repeatMs, async () => {
        await post(raw);
        open -= 1;
      });
    });
  };

  return {
    updates,
    statuses,
    isIdle: () => open === 0,
    async collect() {
      const answer = await emulator.api.call('getUpdates', { values: { offset }, files: new Map() });
      if (!answer.ok) throw new Error(answer.description);
      for (const raw of answer.result as (Record<string, unknown> & { update_id: number })[]) {
        offset = raw.update_id + 1;
        const chatId = chatOf(raw) ?? 0;
        const { text = '', message_id: messageId = 0 } = (raw.message ?? {}) as {
          text?: string;
          message_id?: number;
        };
        updates.push({ updateId: raw.update_id, chatId, text, messageId, raw });
        deliver(chatId, raw);
      }
    },
  };
};

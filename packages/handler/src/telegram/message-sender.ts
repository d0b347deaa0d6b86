// One place through which every message of an update leaves: within the chat's budget, recorded so that a redelivery
// sends nothing twice, and with a way out for everything Telegram may refuse.
import { type Claim, type Clock, type FactValue, leaseLost } from '@steward/core';
import { InputFile, type MessageEntity } from 'node-telegram-bot-api';
import type { Log } from '../observability/log.ts';
import type { Meter } from '../observability/metrics.ts';
import { type ButtonRows, toInlineKeyboard } from './buttons.ts';
import type { FormattedText } from './format/formatted-text.ts';
import type { SendBudget, SendPurpose } from './send-budget.ts';
import { asStewardError, interrupted, rateLimited, SendFailure } from './send-failure.ts';
import { type TelegramClient, type TelegramFault, telegramFault } from './telegram-client.ts';

export interface Destination {
  chatId: number;
  /** The topic of a forum the answer belongs to. */
  threadId?: number;
  /** In groups an answer quotes its question. */
  replyTo?: number;
}

export interface OutgoingDocument {
  fileName: string;
  bytes: Uint8Array;
  mimeType: string;
  caption?: string;
}

export interface MessageSender {
  /**
   * Sends once per slot, however often the update is processed: a send that is recorded is not repeated, one whose
   * fate a crash or timeout left unknown is repeated at most once. Returns the message id, undefined when unknown.
   */
  send(slot: string, message: FormattedText, buttons?: ButtonRows): Promise<number | undefined>;
  sendDocument(slot: string, document: OutgoingDocument): Promise<number | undefined>;
  /** Shows the final content in a message; when that message is gone, a new one takes its place. */
  edit(
    slot: string,
    messageId: number,
    message: FormattedText,
    buttons?: ButtonRows,
  ): Promise<number | undefined>;
  /** Best effort: plain text into a growing message. False when the budget or Telegram says not now. */
  preview(messageId: number, text: string, buttons?: ButtonRows): Promise<boolean>;
  /** Best effort: the draft of an answer in a private chat. */
  draft(draftId: number, text: string): Promise<boolean>;
  /** Best effort. */
  typing(): Promise<void>;
  /** The message a slot was recorded to have sent. */
  sentAs(slot: string): number | undefined;
  budget: SendBudget;
}

export interface MessageSenderDependencies {
  telegram: TelegramClient;
  clock: Clock;
  budget: SendBudget;
  claim: Claim;
  record: (facts: Record<string, FactValue | null>) => Promise<void>;
  destination: Destination;
  /** Nothing leaves any more once this aborts (no time left, or with the reason `lease-lost` another worker has it). */
  signal: AbortSignal;
  log: Log;
  meter: Meter;
}

const QUICK_RETRIES = 2;
const QUICK_RETRY_MS = 400;
/** A longer flood wait goes back to the queue. */
const LONGEST_WAIT_MS = 50_000;
/** Abort reason: another worker has taken the update over. */
export const LEASE_LOST = 'lease-lost';
const NO_PREVIEW = { is_disabled: true };

export const createMessageSender = (deps: MessageSenderDependencies): MessageSender => {
  const { telegram, clock, budget, claim, record, signal, log, meter } = deps;
  const destination = { ...deps.destination };

  const waitFor = async (purpose: SendPurpose): Promise<void> => {
    for (;;) {
      if (signal.aborted) throw signal.reason === LEASE_LOST ? leaseLost() : interrupted();
      const waitMs = budget.waitMs(purpose, clock.now());
      if (waitMs <= 0) return;
      if (waitMs > LONGEST_WAIT_MS) throw rateLimited(waitMs);
      await clock.sleep(waitMs, signal);
    }
  };

  const noteFault = (fault: TelegramFault): void => {
    if (fault.kind !== 'rate-limited') return;
    meter.count('RateLimitsMet');
    log.warn('Telegram asked to wait', { action: 'rate-limited', retry_after_ms: fault.retryAfterMs ?? 0 });
    budget.blockUntil(clock.now() + (fault.retryAfterMs ?? 1_000));
  };

  /** Runs one call until it is done or its failure is final; `again` changes the parameters after a refusal. */
  const attempt = async <T>(
    purpose: SendPurpose,
    call: () => Promise<T>,
    options: { idempotent: boolean; again: (fault: TelegramFault) => boolean },
  ): Promise<T> => {
    for (let retries = 0; ; ) {
      await waitFor(purpose);
      budget.spend(purpose, clock.now());
      try {
        return await call();
      } catch (error) {
        const fault = telegramFault(error);
        noteFault(fault);
        if (fault.kind === 'rate-limited' || options.again(fault)) continue;
        const repeatable = fault.kind === 'unavailable' || (fault.kind === 'unknown' && options.idempotent);
        if (!repeatable || retries >= QUICK_RETRIES || signal.aborted) throw new SendFailure(fault, error);
        retries += 1;
        await clock.sleep(QUICK_RETRY_MS * 2 ** retries, signal);
      }
    }
  };

  const target = () => ({
    chat_id: destination.chatId,
    ...(destination.threadId !== undefined && { message_thread_id: destination.threadId }),
    ...(destination.replyTo !== undefined && {
      reply_parameters: { message_id: destination.replyTo, allow_sending_without_reply: true },
    }),
  });

  /** Once each: the group moved, the topic is gone, the formatting was refused. */
  const wayOut = (message: { entities?: MessageEntity[] | undefined }) => {
    let triedPlain = false;
    return (fault: TelegramFault): boolean => {
      if (fault.kind === 'migrated' && fault.migrateTo !== destination.chatId) {
        destination.chatId = fault.migrateTo as number;
        return true;
      }
      if (fault.kind !== 'refused') return false;
      if (/thread not found|TOPIC_|topic/i.test(fault.description) && destination.threadId !== undefined) {
        delete destination.threadId;
        return true;
      }
      if (/repl(y|ied)/i.test(fault.description) && destination.replyTo !== undefined) {
        delete destination.replyTo;
        return true;
      }
      if (triedPlain || !message.entities?.length) return false;
      log.warn('Formatting refused, sent plain', { action: 'send-plain' });
      triedPlain = true;
      message.entities = undefined;
      return true;
    };
  };

  const sendOnce = async (
    slot: string,
    call: () => Promise<{ message_id: number }>,
    again: (fault: TelegramFault) => boolean,
  ) => {
    const sent = claim.facts[`sent.${slot}`];
    if (typeof sent === 'number') return sent;
    const tries = Number(claim.facts[`try.${slot}`] ?? 0);
    if (tries >= 2) {
      log.warn('A send stays unknown', { action: 'send-unknown' });
      return undefined;
    }
    // Before the intent is recorded: a wait that a crash cuts short is no send of unknown fate.
    await waitFor('send');
    await record({ [`try.${slot}`]: tries + 1 });
    const { message_id } = await attempt('send', call, { idempotent: false, again }).catch(async (error) => {
      const unknown = error instanceof SendFailure && error.fault.kind === 'unknown';
      if (!unknown) await record({ [`try.${slot}`]: tries || null });
      throw asStewardError(error);
    });
    await record({ [`sent.${slot}`]: message_id });
    return message_id;
  };

  const sender: MessageSender = {
    budget,
    sentAs: (slot) => {
      const sent = claim.facts[`sent.${slot}`];
      return typeof sent === 'number' ? sent : undefined;
    },

    async send(slot, message, buttons) {
      const body = { ...message, entities: toEntities(message) };
      const call = () =>
        telegram.sendMessage({
          ...target(),
          text: body.text,
          ...(body.entities?.length && { entities: body.entities }),
          link_preview_options: NO_PREVIEW,
          ...(buttons?.length && { reply_markup: toInlineKeyboard(buttons) }),
        });
      return await sendOnce(slot, call, wayOut(body));
    },

    async sendDocument(slot, { fileName, bytes, mimeType, caption }) {
      const call = () =>
        telegram.sendDocument({
          ...target(),
          document: new InputFile(bytes, { filename: fileName, contentType: mimeType }),
          ...(caption !== undefined && { caption }),
        });
      return await sendOnce(slot, call, wayOut({}));
    },

    async edit(slot, messageId, message, buttons) {
      const body = { ...message, entities: toEntities(message) };
      const call = () =>
        telegram.editMessageText({
          chat_id: destination.chatId,
          message_id: messageId,
          text: body.text,
          ...(body.entities?.length && { entities: body.entities }),
          link_preview_options: NO_PREVIEW,
          ...(buttons?.length && { reply_markup: toInlineKeyboard(buttons) }),
        });
      try {
        await attempt('final-edit', call, { idempotent: true, again: wayOut(body) });
        return messageId;
      } catch (error) {
        if (!(error instanceof SendFailure)) throw error;
        if (error.fault.kind === 'unmodified') return messageId;
        if (error.fault.kind !== 'gone' && error.fault.kind !== 'refused') throw asStewardError(error);
        return await sender.send(`${slot}.anew`, message, buttons);
      }
    },

    async preview(messageId, text, buttons) {
      if (signal.aborted || budget.waitMs('preview', clock.now(), text.length) > 0) return false;
      budget.spend('preview', clock.now());
      try {
        await telegram.editMessageText({
          chat_id: destination.chatId,
          message_id: messageId,
          text,
          link_preview_options: NO_PREVIEW,
          ...(buttons?.length && { reply_markup: toInlineKeyboard(buttons) }),
        });
        return true;
      } catch (error) {
        return bestEffort(error, noteFault);
      }
    },

    async draft(draftId, text) {
      if (signal.aborted || budget.waitMs('preview', clock.now(), text.length) > 0) return false;
      budget.spend('preview', clock.now());
      const { replyTo: _, ...where } = destination;
      try {
        await telegram.sendMessageDraft({
          chat_id: where.chatId,
          ...(where.threadId !== undefined && { message_thread_id: where.threadId }),
          draft_id: draftId,
          text,
          can_stop: true,
        });
        return true;
      } catch (error) {
        return bestEffort(error, noteFault);
      }
    },

    async typing() {
      try {
        await telegram.sendChatAction({
          chat_id: destination.chatId,
          ...(destination.threadId !== undefined && { message_thread_id: destination.threadId }),
          action: 'typing',
        });
      } catch (error) {
        noteFault(telegramFault(error));
      }
    },
  };
  return sender;
};

/** A growing message may miss a step; only a chat that can't be written to ends the turn. */
const bestEffort = (error: unknown, noteFault: (fault: TelegramFault) => void): false => {
  const fault = telegramFault(error);
  noteFault(fault);
  if (fault.kind === 'blocked') throw asStewardError(new SendFailure(fault, error));
  return false;
};

const toEntities = (message: FormattedText): MessageEntity[] | undefined =>
  message.entities.length > 0 ? message.entities.map((entity) => ({ ...entity })) : undefined;

// Every message of a work is sent here: within the chat's budget, once, and with a way out for everything Telegram may refuse.
import type { Claim, Clock, FactChanges } from '@steward/core';
import { InputFile } from 'node-telegram-bot-api';
import type { Log } from '../observability/log.ts';
import type { Meter } from '../observability/metrics.ts';
import { type Below, type ButtonRows, isNothing, toInlineKeyboard, toMarkup } from './buttons.ts';
import type { FormattedText } from './format/formatted-text.ts';
import { ABOVE, type Body, bodyOf, content, looksOf, type PreviewStep } from './message-body.ts';
import { createPacedCalls } from './paced-calls.ts';
import { createRecordedSlots } from './recorded-slots.ts';
import type { SendBudget } from './send-budget.ts';
import { digestOf, type SendFacts } from './send-facts.ts';
import { asStewardError, SendFailure } from './send-failure.ts';
import { type TelegramClient, telegramFault } from './telegram-client.ts';
import { wayOut } from './way-out.ts';

export interface Destination {
  chatId: number;
  /** The topic of a forum the answer belongs to. */
  threadId?: number;
  /** In groups an answer quotes its question. */
  replyTo?: number;
  /** What comes there makes no sound. */
  silent?: true;
}

export interface OutgoingDocument {
  fileName: string;
  /** Its type says what kind of file it is. */
  content: Blob;
  caption?: string;
}

export interface MessageSender {
  /**
   * Sends once per slot, however often the update is processed: a send that is recorded is not repeated, one whose
   * fate a crash or timeout left unknown is repeated at most once. Returns the message id, undefined when unknown.
   */
  send(
    slot: string,
    message: FormattedText,
    below?: Below,
    /** Recorded with the intent to send. */
    facts?: SendFacts,
    /** The message that it quotes, instead of the destination's. */
    replyTo?: number,
  ): Promise<number | undefined>;
  sendDocument(slot: string, document: OutgoingDocument): Promise<number | undefined>;
  /**
   * Shows the final content in a message; when that message is gone, a new one takes its place. One that is known to show
   * it already is left alone.
   */
  edit(
    slot: string,
    messageId: number,
    message: FormattedText,
    buttons?: ButtonRows,
  ): Promise<number | undefined>;
  /** A message of ours that is not needed any more; where it cannot be deleted, it says so. */
  remove(messageId: number): Promise<void>;
  /** Best effort: a step of a growing message. False when the budget or Telegram says not now. */
  preview(messageId: number, message: FormattedText, step: PreviewStep): Promise<boolean>;
  /** Best effort: the draft of an answer in a private chat. */
  draft(draftId: number, message: FormattedText, step: PreviewStep): Promise<boolean>;
  /** Best effort. */
  typing(): Promise<void>;
  /** The message a slot was recorded to have sent. */
  sentAs(slot: string): number | undefined;
  /** Whether the slot's message holds its final content, as far as this try saw by `edit`. */
  isFinal(slot: string): boolean;
  budget: SendBudget;
}

export interface MessageSenderDependencies {
  telegram: TelegramClient;
  clock: Clock;
  budget: SendBudget;
  claim: Claim<SendFacts>;
  record: (facts: FactChanges<SendFacts>) => Promise<void>;
  destination: Destination;
  /** Nothing is sent once this aborts (no time left, or with the reason `lease-lost` another worker has it). */
  signal: AbortSignal;
  log: Log;
  meter: Meter;
}

export const createMessageSender = (deps: MessageSenderDependencies): MessageSender => {
  const { telegram, clock, budget, claim, record, signal, log, meter } = deps;
  const destination = { ...deps.destination };
  /** Messages that this try has changed on their way. */
  const grown = new Set<number>();
  /** What messages look like, as far as this try knows. */
  const looks = new Map<number, string>();
  const calls = createPacedCalls({ clock, budget, signal, log, meter });
  const slots = createRecordedSlots({ claim, record, calls, log });

  const place = () => ({
    chat_id: destination.chatId,
    ...(destination.threadId !== undefined && { message_thread_id: destination.threadId }),
  });

  const target = (quoted = destination.replyTo) => ({
    ...place(),
    ...(destination.silent && { disable_notification: true }),
    ...(quoted !== undefined && {
      reply_parameters: { message_id: quoted, allow_sending_without_reply: true },
    }),
  });

  const edited = (messageId: number, body: Body, buttons: ButtonRows | undefined) => ({
    chat_id: destination.chatId,
    message_id: messageId,
    ...content(body),
    ...(buttons?.length && { reply_markup: toInlineKeyboard(buttons) }),
  });

  const sender: MessageSender = {
    budget,
    sentAs: slots.sentAs,
    isFinal: slots.isFinal,

    async send(slot, message, below, facts, replyTo) {
      const body = bodyOf(message);
      const call = async () => {
        const sent = await telegram.sendMessage({
          ...target(replyTo),
          ...content(body),
          ...(below && !isNothing(below) && { reply_markup: toMarkup(below) }),
        });
        looks.set(sent.message_id, looksOf(message, below));
        return sent;
      };
      return await slots.sendOnce(slot, call, wayOut(destination, body, log), facts);
    },

    async sendDocument(slot, { fileName, content, caption }) {
      const call = () =>
        telegram.sendDocument({
          ...target(),
          document: new InputFile(content, { filename: fileName, contentType: content.type }),
          ...(caption !== undefined && { caption }),
        });
      return await slots.sendOnce(slot, call, wayOut(destination, {}, log));
    },

    async edit(slot, messageId, message, buttons) {
      const wanted = looksOf(message, buttons);
      const digest = digestOf(wanted);
      const isKnown = !grown.has(messageId) && slots.wasFinal(slot, digest);
      const done = () => {
        slots.markFinal(slot, digest);
        return messageId;
      };
      if (isKnown || looks.get(messageId) === wanted) return done();
      const body = bodyOf(message);
      const call = () => telegram.editMessageText(edited(messageId, body, buttons));
      try {
        await calls.untilDone('final-edit', call, {
          idempotent: true,
          again: wayOut(destination, body, log),
        });
        looks.set(messageId, wanted);
        return done();
      } catch (error) {
        const kind = error instanceof SendFailure ? error.fault.kind : undefined;
        // An earlier try has sent it.
        if (kind === 'unmodified') return done();
        if (kind === 'gone' || kind === 'refused') return await sender.send(`${slot}.anew`, message, buttons);
        await slots.recordFinal();
        throw kind === undefined ? error : asStewardError(error);
      }
    },

    async remove(messageId) {
      looks.delete(messageId);
      const isDone = await calls.ifPossible(() =>
        telegram.deleteMessage({ chat_id: destination.chatId, message_id: messageId }),
      );
      if (!isDone)
        await calls.ifPossible(() => telegram.editMessageText(edited(messageId, ABOVE, undefined)));
    },

    async preview(messageId, message, { buttons, weight }) {
      grown.add(messageId);
      const shown = await calls.onceIfDue(weight, () =>
        telegram.editMessageText(edited(messageId, bodyOf(message), buttons)),
      );
      if (shown) looks.set(messageId, looksOf(message, buttons));
      return shown;
    },

    draft: (draftId, message, { weight }) => {
      const { text, entities } = bodyOf(message);
      const draft = { ...place(), draft_id: draftId, text, ...(entities && { entities }), can_stop: true };
      return calls.onceIfDue(weight, () => telegram.sendMessageDraft(draft));
    },

    async typing() {
      try {
        await telegram.sendChatAction({ ...place(), action: 'typing' });
      } catch (error) {
        calls.note(telegramFault(error));
      }
    },
  };
  return sender;
};

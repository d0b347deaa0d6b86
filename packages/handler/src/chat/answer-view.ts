// What a person sees while an answer is made: one message that is first a status line, then grows, and at last becomes
// the formatted answer.
import { type Clock, StewardError } from '@steward/core';
import type { StreamingMode } from '../context/services.ts';
import type { ButtonRows } from '../telegram/buttons.ts';
import { type FormattedText, plainText } from '../telegram/format/formatted-text.ts';
import type { MessageSender } from '../telegram/message-sender.ts';

export interface AnswerView {
  /** Shows where things stand; replaced by text as soon as there is any. */
  status(line: string): void;
  /** The whole text so far. */
  grow(text: string): void;
  /** Replaces whatever is shown by the final pieces. Returns the ids of the messages, as far as they are known. */
  finish(pieces: FormattedText[], buttons?: ButtonRows): Promise<number[]>;
  /** Shows nothing any more; resolves when the last step has ended. A turn that failed must not write over the next. */
  close(): Promise<void>;
  /** Ids of messages shown so far. */
  shownAs(): number[];
  /** Rejects when the chat can't be written to any more. */
  failure: Promise<never>;
}

/** A model that answers at once is shown once: the growing message waits this long for the end. */
const SETTLE_MS = 25;
const SHOWN_LENGTH = 4_000;
/** Of the message that grows. */
export const GROWING_SLOT = 'answer';
/** The answer itself where nothing grew. Not the growing message's slot: the fate of that send may be unknown for good. */
const FINAL_SLOT = 'answer.1';

export const createAnswerView = (deps: {
  sender: MessageSender;
  clock: Clock;
  mode: StreamingMode;
  draftId: number;
  stopButtons: ButtonRows;
}): AnswerView => {
  const { sender, clock, mode, draftId, stopButtons } = deps;
  const finished = new AbortController();
  let messageId = sender.sentAs(GROWING_SLOT) ?? sender.sentAs(FINAL_SLOT);
  let wanted = '';
  let hasText = false;
  let shown = '';
  let pump: Promise<void> | undefined;
  let fail: (error: unknown) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Avoids an unhandled rejection: perhaps nobody awaits it.
  failure.catch(() => {});

  const showOnce = async (text: string): Promise<boolean> => {
    if (mode === 'draft') return await sender.draft(draftId, text);
    if (messageId !== undefined) return await sender.preview(messageId, text, stopButtons);
    try {
      await sender.send(GROWING_SLOT, plainText(text), stopButtons);
    } finally {
      // A message that was sent but not recorded is there as well, and becomes the answer.
      messageId = sender.sentAs(GROWING_SLOT);
    }
    return messageId !== undefined;
  };

  const waitMs = (): number => {
    const purpose = messageId === undefined && mode === 'edit' ? 'send' : 'preview';
    return sender.budget.waitMs(purpose, clock.now(), wanted.length);
  };

  const run = async (): Promise<void> => {
    await clock.sleep(SETTLE_MS, finished.signal);
    while (!finished.signal.aborted && wanted !== shown) {
      const pauseMs = waitMs();
      if (pauseMs > 0) {
        await clock.sleep(pauseMs, finished.signal);
        continue;
      }
      const text = wanted;
      // Even if it was skipped it is not tried again: the next text comes soon.
      await showOnce(text).catch(skipPassing);
      shown = text;
    }
  };

  const want = (text: string): void => {
    if (mode === 'off' || finished.signal.aborted || text === '') return;
    wanted = text.length > SHOWN_LENGTH ? `…${safeTail(text, SHOWN_LENGTH)}` : text;
    pump ??= run()
      .catch((error: unknown) => {
        finished.abort('finished');
        fail(error);
      })
      .finally(() => {
        pump = undefined;
        if (wanted !== shown && !finished.signal.aborted) want(wanted);
      });
  };

  const close = async (): Promise<void> => {
    finished.abort('finished');
    await pump;
  };

  return {
    failure,
    close,
    status: (line) => {
      if (!hasText) want(line);
    },
    grow: (text) => {
      if (text.trim() === '') return;
      hasText = true;
      want(text);
    },
    shownAs: () => (messageId === undefined ? [] : [messageId]),
    async finish(pieces, buttons) {
      await close();
      const ids: (number | undefined)[] = [];
      for (const [index, piece] of pieces.entries()) {
        const last = index === pieces.length - 1 ? buttons : undefined;
        if (index > 0) ids.push(await sender.send(`${GROWING_SLOT}.${index + 1}`, piece, last));
        else if (messageId === undefined) ids.push(await sender.send(FINAL_SLOT, piece, last));
        else ids.push(await sender.edit(GROWING_SLOT, messageId, piece, last));
      }
      return ids.filter((id) => id !== undefined);
    },
  };
};

/** A passing fault does not end the turn: the final answer waits until it is over. */
const skipPassing = (error: unknown): void => {
  if (!(error instanceof StewardError && error.retryable)) throw error;
};

const safeTail = (text: string, length: number): string => {
  const tail = text.slice(-length);
  const first = tail.charCodeAt(0);
  return first >= 0xdc00 && first <= 0xdfff ? tail.slice(1) : tail;
};

// What a person sees while an answer is made: a message that is first a status line, then grows, formatted, and goes on
// in another one where it is full. At last they become the answer.
import type { Clock } from '@steward/core';
import type { StreamingMode } from '../context/services.ts';
import type { ButtonRows } from '../telegram/buttons.ts';
import { type FormattedText, plainText } from '../telegram/format/formatted-text.ts';
import type { GrowingText } from '../telegram/format/growing-text.ts';
import { looksOf } from '../telegram/message-body.ts';
import type { MessageSender } from '../telegram/message-sender.ts';
import { skipPassing } from '../telegram/send-failure.ts';
import { cutFact, finalSlot, growingSlot, messageAt, removeBehind, shownMessages } from './answer-slots.ts';

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

/** One message as it is to be seen now. */
interface Step {
  index: number;
  message: FormattedText;
  isLast: boolean;
}

export const createAnswerView = (deps: {
  sender: MessageSender;
  clock: Clock;
  mode: StreamingMode;
  draftId: number;
  stopButtons: ButtonRows;
  /** Loaded when there is something to show. */
  growing: () => Promise<GrowingText>;
}): AnswerView => {
  const { sender, clock, mode, draftId, growing } = deps;
  const finished = new AbortController();
  let wanted = '';
  let hasText = false;
  let shown = '';
  /** Where the message that grows begins in the text. */
  let start = 0;
  /** A full message has got its end: nothing of what comes next is to be seen until the next one is sent. */
  let isBetween = false;
  /** What was last tried to be seen of each message. */
  const tried: string[] = [];
  let pump: Promise<void> | undefined;
  let fail: (error: unknown) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Avoids an unhandled rejection: perhaps nobody awaits it.
  failure.catch(() => {});

  const isDraft = ({ isLast }: Pick<Step, 'isLast'>): boolean => mode === 'draft' && isLast;
  const buttonsOf = (step: Pick<Step, 'isLast'>): ButtonRows | undefined =>
    step.isLast && mode === 'edit' ? deps.stopButtons : undefined;
  const looks = (step: Step): string => `${isDraft(step)} ${looksOf(step.message, buttonsOf(step))}`;
  const weight = (): number => Math.max(0, wanted.length - start);

  const show = async (step: Step, cutAt: number | undefined): Promise<void> => {
    const { index, message } = step;
    const buttons = buttonsOf(step);
    const id = messageAt(sender, index);
    if (isDraft(step)) await sender.draft(draftId, message, { weight: weight() });
    else if (id !== undefined) await sender.preview(id, message, { buttons, weight: weight() });
    else await sender.send(growingSlot(index), message, buttons, cutFact(index, cutAt));
  };

  /** One call for the first message that is not as it shall be. Behind one that is not known there is none yet. */
  const showNext = async (): Promise<void> => {
    const text = wanted;
    const grown = hasText ? await growing() : undefined;
    const messages = grown ? grown.show(text) : [plainText(text)];
    const steps = messages.map((message, index) => ({
      index,
      message,
      isLast: index === messages.length - 1,
    }));
    const open = steps.filter((step) => tried[step.index] !== looks(step));
    const [next] = open;
    const isReached = next && (next.index === 0 || messageAt(sender, next.index - 1) !== undefined);
    if (open.length < 2 || !isReached) shown = text;
    if (!next || !isReached) return;
    start = grown?.start() ?? 0;
    isBetween = mode === 'edit' && !next.isLast && messageAt(sender, next.index + 1) === undefined;
    // Even if it was skipped it is not tried again: the next text comes soon.
    tried[next.index] = looks(next);
    await show(next, grown?.cutBefore(next.index)).catch(skipPassing);
  };

  const run = async (): Promise<void> => {
    await clock.sleep(SETTLE_MS, finished.signal);
    while (!finished.signal.aborted && wanted !== shown) {
      const sends = isBetween || (mode === 'edit' && messageAt(sender, 0) === undefined);
      const pauseMs = sender.budget.waitMs(sends ? 'send' : 'preview', clock.now(), weight());
      if (pauseMs > 0) await clock.sleep(pauseMs, finished.signal);
      else await showNext();
    }
  };

  const want = (text: string): void => {
    if (mode === 'off' || finished.signal.aborted || text === '') return;
    wanted = text;
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
    shownAs: () => shownMessages(sender),
    async finish(pieces, buttons) {
      await close();
      const ids: (number | undefined)[] = [];
      for (const [index, piece] of pieces.entries()) {
        const last = index === pieces.length - 1 ? buttons : undefined;
        const id = messageAt(sender, index);
        if (id === undefined) ids.push(await sender.send(finalSlot(index), piece, last));
        else ids.push(await sender.edit(growingSlot(index), id, piece, last));
      }
      await removeBehind(sender, pieces.length);
      return ids.filter((id) => id !== undefined);
    },
  };
};

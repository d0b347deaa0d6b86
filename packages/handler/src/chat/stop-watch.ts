// Looks for a stop signal: before a turn starts and every second while it runs.
import { type JoinSignal, STOPPED, type StopSignal } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';

const EVERY_MS = 1_000;
/** Telegram's dates are whole seconds. */
const DATE_SLACK_MS = 1_000;
/** A tap has no date: it may have waited in the queue while the stop overtook it. Ids begin anew only after a quiet week. */
const TAP_SLACK_MS = 6 * 24 * 60 * 60 * 1000;

/** Why a turn ends early, if it does: a person stopped it, changed its question, or sent more that belongs to it. */
export type Stop = 'none' | 'stopped' | 'edited' | 'joined';

/** Abort reason of a turn whose question is part of a later one: nothing of its answer is kept. */
export const JOINED = 'joined';

/** `asked`: the Telegram messages of the question that is answered. */
export const readStop = async (
  { bot, stops }: Pick<Services, 'bot' | 'stops'>,
  context: UpdateContext,
  asked: readonly number[],
): Promise<Stop> => {
  const { stop, edited, join } = await stops.read(context.owner);
  if (edited && edited.updateId > context.updateId && asked.includes(edited.messageId)) return 'edited';
  if (join && asked.includes(context.message.message_id) && isFollowedBy(context, join)) return 'joined';
  return stop && (await catches(bot, stop, context)) ? 'stopped' : 'none';
};

/** By Telegram's clock, Unix milliseconds: nobody writes another message by hand so fast. */
export const isSameSecond = (oneMs: number, otherMs: number): boolean =>
  Math.abs(oneMs - otherMs) <= DATE_SLACK_MS;

const isFollowedBy = ({ updateId, message, isGroup }: UpdateContext, join: JoinSignal): boolean =>
  !isGroup && join.updateId > updateId && isSameSecond(join.date * 1_000, message.date * 1_000);

const catches = async (bot: Services['bot'], stop: StopSignal, context: UpdateContext): Promise<boolean> => {
  const { updateId, message, atMs, isTap } = context;
  if (updateId > stop.upToUpdateId) return false;
  // Update ids restart at random after a quiet week: an old stop must not catch a new question.
  const isUndated = isTap || message.date === 0;
  const askedMs = isUndated ? atMs : message.date * 1000;
  if (askedMs > stop.atMs + (isUndated ? TAP_SLACK_MS : DATE_SLACK_MS)) return false;
  if (stop.botName === undefined) return true;
  const { username } = await bot();
  return stop.botName.toLowerCase() === username.toLowerCase();
};

/** Aborts the controller with `STOPPED` when a stop is seen, first looked for after a pause; ends with the signal. */
export const watchForStop = async (
  services: Pick<Services, 'bot' | 'clock' | 'stops'>,
  context: UpdateContext,
  asked: readonly number[],
  turn: AbortController,
  signal: AbortSignal,
  firstPauseMs = EVERY_MS,
): Promise<void> => {
  const { clock } = services;
  for (let pauseMs = firstPauseMs; ; pauseMs = EVERY_MS) {
    await clock.sleep(pauseMs, signal);
    if (signal.aborted) return;
    try {
      const stop = await readStop(services, context, asked);
      if (stop !== 'none') return turn.abort(stop === 'joined' ? JOINED : STOPPED);
    } catch (error) {
      context.log.warn('The stop signal could not be read', {
        action: 'watch-stop',
        error: (error as Error).name,
      });
    }
  }
};

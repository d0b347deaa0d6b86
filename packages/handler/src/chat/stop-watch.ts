// Looks for a stop signal: before a turn starts and every second while it runs.
import { STOPPED } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';

const EVERY_MS = 1_000;
/** Telegram's dates are whole seconds. */
const DATE_SLACK_MS = 1_000;
/** A tap has no date: it may have waited in the queue while the stop overtook it. Ids begin anew only after a quiet week. */
const TAP_SLACK_MS = 6 * 24 * 60 * 60 * 1000;

export const isStopped = async (
  { bot, stops }: Pick<Services, 'bot' | 'stops'>,
  context: UpdateContext,
): Promise<boolean> => {
  const { owner, updateId, message, atMs, isTap } = context;
  const stop = await stops.read(owner);
  if (!stop || updateId > stop.upToUpdateId) return false;
  // Update ids restart at random after a quiet week: an old stop must not catch a new question.
  const isUndated = isTap || message.date === 0;
  const askedMs = isUndated ? atMs : message.date * 1000;
  if (askedMs > stop.atMs + (isUndated ? TAP_SLACK_MS : DATE_SLACK_MS)) return false;
  if (stop.botName === undefined) return true;
  const { username } = await bot();
  return stop.botName.toLowerCase() === username.toLowerCase();
};

/** Aborts the controller with `STOPPED` when a stop is seen; ends with the signal. */
export const watchForStop = async (
  services: Pick<Services, 'bot' | 'clock' | 'stops'>,
  context: UpdateContext,
  turn: AbortController,
  signal: AbortSignal,
): Promise<void> => {
  const { clock } = services;
  for (;;) {
    await clock.sleep(EVERY_MS, signal);
    if (signal.aborted) return;
    try {
      if (await isStopped(services, context)) return turn.abort(STOPPED);
    } catch (error) {
      context.log.warn('The stop signal could not be read', {
        action: 'watch-stop',
        error: (error as Error).name,
      });
    }
  }
};

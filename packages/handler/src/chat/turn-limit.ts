// One person's turns at once and in an hour. In a private chat there is one at a time, and its profile, which is read and
// written anyway, counts the hour; in groups a person has an item of their own.
import { HOUR_MS, type Outcome, withTurn } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { say } from '../telegram/say.ts';

export type LimitDependencies = Pick<Services, 'clock' | 'config' | 'turns'>;

/** Does the turn where there is room for it, else what `instead` does with the sentence that says so. */
export const withinLimits = async (
  services: LimitDependencies,
  context: UpdateContext,
  run: () => Promise<Outcome>,
  instead: (sentence: FormattedText) => Promise<Outcome>,
): Promise<Outcome> => {
  const { clock, config, turns } = services;
  const { claim, from, isGroup, log, owner, profile } = context;
  const { atOnce, anHour } = config.turnLimits;
  const nowMs = clock.now();
  if (!isGroup) {
    const { count, sinceMs } = withTurn(profile?.turns, nowMs);
    if (count > anHour) return await instead(tooMany(anHour, sinceMs + HOUR_MS - nowMs));
    // For the profile, where it is written at the end: not worth a request of its own.
    claim.facts.turn = 1;
    return await run();
  }
  const now = await turns.begin(from.id, owner, nowMs);
  try {
    if (now.atOnce > atOnce)
      return await instead(
        say`⏳ ${atOnce} of your questions are being answered already, in other chats. This one is kept: tap “Try again” when one of them is done.`,
      );
    if (now.thisHour > anHour) return await instead(tooMany(anHour, HOUR_MS - (nowMs % HOUR_MS)));
    return await run();
  } finally {
    await turns.end(from.id, owner).catch((error: unknown) => {
      log.warn('The end of a turn could not be noted', { action: 'end-turn', error: (error as Error).name });
    });
  }
};

const tooMany = (anHour: number, waitMs: number): FormattedText =>
  say`⏳ You have asked ${anHour} questions within an hour, which is the limit here. This one is kept: tap “Try again” in ${Math.ceil(waitMs / 60_000)} min.`;

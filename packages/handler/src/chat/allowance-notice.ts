// What is said of an allowance that is nearly, or wholly, used up.
import { allowanceLeft, dayOf, type Used } from '@steward/core';
import type { UpdateContext } from '../context/update-context.ts';
import { anewInWords, partUsedUp, usedInWords } from '../teams/allowance-words.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { oneLine } from '../telegram/name-of.ts';
import { say } from '../telegram/say.ts';
import type { Limit } from './allowance.ts';
import type { AllowanceDependencies } from './turn-allowance.ts';

interface LimitUsed {
  limit: Limit;
  used: Used;
}

export const refusedTurn = async (
  { access }: Pick<AllowanceDependencies, 'access'>,
  context: UpdateContext,
  { limit, used }: LimitUsed,
): Promise<FormattedText> => {
  const { atMs, from, isGroup, profile } = context;
  const { allowance, team } = limit;
  const whose =
    team === undefined
      ? `${isGroup ? 'The allowance of this group' : 'Your allowance'} for today`
      : `Today’s allowance of your team “${oneLine(team) ?? '?'}”`;
  const isOperator = (await access.read()).ownerId === from.id;
  const raise = isOperator ? 'You can raise it at once: /people.' : 'My owner can raise it.';
  return say`📊 ${whose} is used up: ${usedInWords(partUsedUp(allowance, used), used)}. It begins anew at ${anewInWords(atMs, profile?.zone?.name)}. Your question is kept: tap “Try again” then. ${raise} Reminders, the calendar and commands go on as always.`;
};

/** Once a day of each allowance, behind the answer. It is no reason for an answer to fail. */
export const tellNearly = async (
  { usage }: Pick<AllowanceDependencies, 'usage'>,
  { atMs, claim, isGroup, log, profile, sender }: UpdateContext,
  settled: readonly LimitUsed[],
): Promise<void> => {
  const day = dayOf(atMs);
  const anew = anewInWords(atMs, profile?.zone?.name);
  try {
    for (const { limit, used } of settled) {
      const { owner, allowance, team } = limit;
      if (allowanceLeft(allowance, used) === 'plenty') continue;
      if (!(await usage.tell({ owner, day, work: claim.workId }))) continue;
      const own = isGroup ? 'This group has' : 'You have';
      const whose = team === undefined ? own : `Your team “${oneLine(team) ?? '?'}” has`;
      await sender.send(
        `allowance${team === undefined ? '' : owner}`,
        say`📊 ${whose} used ${usedInWords(allowance, used)} of today’s allowance. It begins anew at ${anew}.`,
      );
    }
  } catch (error) {
    log.warn('How little is left of an allowance could not be told', {
      action: 'tell-allowance',
      error: (error as Error).name,
    });
  }
};

// What is said of an allowance that is nearly, or wholly, used up.
import { allowanceLeft, dayOf, type Used } from '@steward/core';
import type { UpdateContext } from '../context/update-context.ts';
import { allowanceInWords, anewInWords, partUsedUp, usedInWords } from '../teams/allowance-words.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { asName } from '../telegram/name-of.ts';
import { say } from '../telegram/say.ts';
import type { Counts, Limit } from './allowance.ts';
import type { AllowanceDependencies } from './turn-allowance.ts';

interface LimitUsed extends Counts {
  limit: Limit;
}

/** Without what is held for questions that are being answered just now. */
const settledOf = ({ used, pending }: Counts): Used => ({ ...used, tokens: used.tokens - pending });

export const refusedTurn = async (
  { access }: Pick<AllowanceDependencies, 'access'>,
  context: UpdateContext,
  { limit, used, pending }: LimitUsed,
): Promise<FormattedText> => {
  const { atMs, from, isGroup, profile } = context;
  const { allowance, team } = limit;
  const own = isGroup ? 'The allowance of this group' : 'Your allowance';
  const whose = team === undefined ? own : `The allowance of your team “${asName(team) ?? '?'}”`;
  const over = partUsedUp(allowance, used);
  const isOperator = (await access.read()).ownerId === from.id;
  const raise = isOperator ? 'You can raise it at once: /people.' : 'My owner can raise it.';
  const goesOn = 'Reminders, the calendar and commands go on as always.';
  // Tomorrow it is the same.
  if (over.turns === 0 || over.tokens === 0)
    return say`📊 ${whose} is ${allowanceInWords(over)}, so no model answers. Your question is kept: tap “Try again” once it was raised. ${raise} ${goesOn}`;
  const anew = anewInWords(atMs, profile?.zone?.name);
  if (Object.keys(partUsedUp(allowance, settledOf({ used, pending }))).length === 0)
    return say`📊 ${whose} for today has room only for the questions that are being answered just now. Your question is kept: tap “Try again” in a minute, or at ${anew}, when it begins anew. ${raise} ${goesOn}`;
  return say`📊 ${whose} for today is used up: ${usedInWords(over, used)}. It begins anew at ${anew}. Your question is kept: tap “Try again” then. ${raise} ${goesOn}`;
};

/** Once a day of each allowance as it is then, behind the answer. It is no reason for an answer to fail. */
export const tellNearly = async (
  { usage }: Pick<AllowanceDependencies, 'usage'>,
  { atMs, claim, isGroup, log, profile, sender }: UpdateContext,
  settled: readonly LimitUsed[],
): Promise<void> => {
  const day = dayOf(atMs);
  const anew = anewInWords(atMs, profile?.zone?.name);
  try {
    for (const { limit, ...counts } of settled) {
      const used = settledOf(counts);
      const { owner, allowance, team } = limit;
      if (allowanceLeft(allowance, used) === 'plenty') continue;
      if (!(await usage.tell({ owner, day, work: claim.workId }, allowance))) continue;
      const own = isGroup ? 'This group has' : 'You have';
      const whose = team === undefined ? own : `Your team “${asName(team) ?? '?'}” has`;
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

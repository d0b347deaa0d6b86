// What the buttons below a suggestion do: Add, Not now, Never this.
import {
  beginningOf,
  isProposal,
  MAX_REMINDER_TEXT,
  pausedUntil,
  type Suggestion,
  type SuggestionState,
} from '@steward/core';
import { localOf } from '@steward/core/when';
import { say } from '../../../telegram/say.ts';
import type { CommandContext, Done } from '../../feature.ts';
import { soon } from '../briefing/soon.ts';
import { ringEarlier } from '../change.ts';
import type { ReminderDependencies } from '../dependencies.ts';
import { findToChange } from '../find-reminder.ts';
import { snooze } from '../firing/snooze.ts';
import { answerProposal } from '../propose.ts';
import { make } from '../remind.ts';
import { zoneOf } from '../settle.ts';
import { firstLine, localText } from '../time-in-words.ts';

/** `sug:<add|later|never>:<key>`, of a card `sug:<add|other|no>:<key>`. */
export const answerSuggestion = async (
  services: ReminderDependencies,
  tapped: CommandContext,
  [what, key = '']: string[],
): Promise<Done> => {
  // The briefing above the buttons stays: what is said comes below it.
  const context = { ...tapped, show: tapped.reply };
  const { atMs, owner, reply } = context;
  const ofCard = isProposal({ key });
  if (!(ofCard ? /^(?:add|other|no)$/ : /^(?:add|later|never)$/).test(what ?? '')) return 'refused';
  const found = await services.suggestions.get(owner, key);
  if (!found) return await reply(say`That suggestion is over, and nothing was set.`);
  if (found.state === 'taken' && found.answeredMs !== atMs)
    return await reply(say`“${firstLine(found.quote)}” was added already: see /reminders and /tasks.`);
  if (what === 'later' || what === 'never') {
    await services.suggestions.put({ ...found, state: what, answeredMs: atMs });
    return await reply(await refused(services, context, what));
  }
  const ended = ofCard
    ? await answerProposal(services, tapped, String(what), found)
    : await add(services, context, found);
  if (ended !== 'added') return ended;
  await services.suggestions.put({ ...found, state: 'taken', answeredMs: atMs });
};

const refused = async (
  { suggestions }: ReminderDependencies,
  { atMs, owner, profile }: CommandContext,
  what: SuggestionState,
) => {
  const all = await suggestions.list(owner);
  const said = what === 'later' ? 'Not before two weeks from now.' : 'I will not suggest that again.';
  return pausedUntil(all, profile?.suggestionsSinceMs ?? 0) > atMs
    ? say`${said} That is the third no, so I suggest nothing for a month; /suggestions on ends that.`
    : say`${said} /suggestions off ends all of them.`;
};

/** Each is safe to repeat. */
const add = async (
  services: ReminderDependencies,
  context: CommandContext,
  { key, quote, atMs }: Suggestion,
): Promise<Done | 'added'> => {
  const [kind, first] = key.split('-');
  const number = Number(first);
  if (kind === 'task') return await addSnooze(services, context, number, atMs);
  if (kind === 'clash') {
    await ringEarlier(services, context, [String(number), '30']);
    return 'added';
  }
  return await addReminder(services, context, quote, atMs);
};

const addSnooze = async (
  services: ReminderDependencies,
  context: CommandContext,
  number: number,
  atMs: number,
): Promise<Done | 'added'> => {
  const { queuedMs, reply } = context;
  const zone = zoneOf(context);
  const reminder = await findToChange(services, context, number);
  if (!reminder) return;
  const ringMs = atMs > queuedMs ? atMs : soon({ nowMs: queuedMs, zone: zone ?? 'UTC' });
  const snoozed = await snooze(services.reminders, reminder, ringMs);
  if (snoozed !== 'snoozed')
    return await reply(say`Nothing was set: look at ${number} with /reminders ${number}.`);
  await reply(
    say`💤 ${number}. ${firstLine(reminder.text)} rings again ${localText(ringMs, zone, services.clock.now())}.`,
  );
  return 'added';
};

const addReminder = async (
  services: ReminderDependencies,
  context: CommandContext,
  quote: string,
  atMs: number,
): Promise<Done | 'added'> => {
  const { queuedMs, reply } = context;
  if (atMs <= queuedMs)
    return await reply(say`That time has passed, so nothing was set. /remind sets another one.`);
  const own = { kind: 'reminder', text: beginningOf(quote, MAX_REMINDER_TEXT) } as const;
  const local = localOf(atMs, zoneOf(context) ?? 'UTC');
  const refused = await make(services, context, own, '', {
    schedule: { kind: 'wall', local, zone: 'follow' },
  });
  return refused ?? 'added';
};

// How many somebody may have at once. What waits for an answer rings never and is none of these: it has room of its own.
import { MAX_ACTIVE_REMINDERS, type Reminder } from '@steward/core';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { say } from '../../telegram/say.ts';

export const isKept = ({ state }: Pick<Reminder, 'state'>): boolean =>
  state === 'active' || state === 'paused';

/** Why nothing more is kept, of all that an owner has; undefined: there is room. */
export const whyKeptNoMore = (all: readonly Reminder[]): FormattedText | undefined =>
  all.filter(isKept).length >= MAX_ACTIVE_REMINDERS
    ? say`You have ${MAX_ACTIVE_REMINDERS} reminders and tasks, as many as I keep at once. Nothing was set: cancel one first, see /reminders and /tasks.`
    : undefined;

/** Why nothing more is begun. `waits`: it is to be asked for more. */
export const whyBegunNoMore = (all: readonly Reminder[], waits: boolean): FormattedText | undefined =>
  whyKeptNoMore(all) ??
  (waits && all.filter(({ state }) => state === 'draft').length >= MAX_ACTIVE_REMINDERS
    ? say`${MAX_ACTIVE_REMINDERS} reminders and tasks wait for your answer, and I keep no more of them. Nothing was set: answer or cancel one first, see /reminders and /tasks.`
    : undefined);

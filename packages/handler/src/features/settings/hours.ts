// /hours: when a person works.
import { beginningOf, type WorkingHours, workingHoursOf } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { type Button, callbackData } from '../../telegram/buttons.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { daysInWords } from './days.ts';
import { readWorkingHours } from './read-working-hours.ts';

type Dependencies = Pick<Services, 'clock' | 'profiles'>;

export const hours = async (
  services: Dependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  if (context.isGroup)
    return await context.reply(say`Working hours are each person’s own: send /hours in our private chat.`);
  const set = context.profile?.workingHours;
  if (typed === '') return await showHours(context, set);
  if (/^(?:off|none|never)$/i.test(typed)) return await keep(services, context, undefined);
  const read = readWorkingHours(typed, set, context.from.language_code);
  if (read) {
    const { otherUntil, ...meant } = read;
    return await keep(services, context, meant, otherUntil);
  }
  await context.reply(
    say`I do not see days and hours in “${beginningOf(typed, 60)}”, so nothing was changed. Write for example ${code('/hours 9:00-17:00 mon-fri')} or ${code('/hours off')}.`,
  );
};

/** `hours:off`, `hours:<HHMM>:<HHMM>:<days>`. */
export const hoursTapped = async (
  services: Dependencies,
  context: CommandContext,
  [from = '', until = '', days = '']: string[],
): Promise<void> => {
  if (context.isGroup) return;
  if (from === 'off') return await keep(services, context, undefined);
  const clockOf = (digits: string) => `${digits.slice(0, 2)}:${digits.slice(2)}`;
  const meant = workingHoursOf({
    days: [...days].map(Number),
    from: clockOf(from),
    until: clockOf(until),
  });
  if (meant) await keep(services, context, meant);
};

const keep = async (
  { clock, profiles }: Dependencies,
  context: CommandContext,
  meant: WorkingHours | undefined,
  otherUntil?: string,
): Promise<void> => {
  await profiles.update(context.owner, { workingHours: meant ?? null, updatedAtMs: clock.now() });
  await showHours(context, meant, otherUntil);
};

const showHours = async (
  context: CommandContext,
  set: WorkingHours | undefined,
  otherUntil?: string,
): Promise<void> => {
  if (!set)
    return await context.show(
      lines(
        'You have set no working hours.',
        say`Tap some, or send your own: ${code('/hours 8:30-16:00 mon-thu')}.`,
      ),
      [[buttonOf(NINE_TO_FIVE), buttonOf({ ...NINE_TO_FIVE, from: '08:00', until: '16:00' })]],
    );
  const other = otherUntil === undefined ? undefined : { ...set, until: otherUntil };
  await context.show(
    lines(
      say`🗓 You work ${bold(hoursInWords(set))}.`,
      'Reminders ring at any hour all the same.',
      say`Other hours or days: ${code('/hours 8:30-16:00 mon-thu')}.`,
    ),
    [
      ...(other ? [[{ ...buttonOf(other), text: `Until ${other.until} instead` }]] : []),
      [{ text: 'Off', data: callbackData('hours', 'off') }],
    ],
  );
};

const NINE_TO_FIVE: WorkingHours = { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' };

/** `Mon–Fri, 09:00–17:00`. */
export const hoursInWords = ({ days, from, until }: WorkingHours): string =>
  `${daysInWords(days)}, ${from}–${until}`;

const buttonOf = (set: WorkingHours): Button => ({
  text: hoursInWords(set),
  data: callbackData('hours', digitsOf(set.from), digitsOf(set.until), set.days.join('')),
});

const digitsOf = (clock: string): string => clock.replace(':', '');

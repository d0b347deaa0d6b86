// /quiet: when no suggestion comes. What somebody asked for rings all the same.
import { beginningOf, type QuietHours, USUAL_QUIET_HOURS } from '@steward/core';
import { callbackData } from '../../telegram/buttons.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { readHours } from '../settings/read-hours.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { zoneOf } from './settle.ts';

export const quiet = async (
  services: ReminderDependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  if (context.isGroup)
    return await context.reply(say`Quiet hours are each person’s own: send /quiet in our private chat.`);
  if (typed === '') return await showQuiet(context, context.profile?.quiet);
  if (/^(?:off|none|never)$/i.test(typed)) return await setQuiet(services, context, 'off');
  const hours = readHours(typed);
  if (hours) return await setQuiet(services, context, hours);
  await context.reply(
    say`I do not see from when to when in “${beginningOf(typed, 60)}”, so nothing was changed. Write for example ${code('/quiet 22:00-07:00')} or ${code('/quiet off')}.`,
  );
};

/** `quiet:off`, `quiet:usual`. */
export const quietTapped = async (
  services: ReminderDependencies,
  context: CommandContext,
  [what]: string[],
): Promise<void> => {
  if (context.isGroup) return;
  if (what === 'off') return await setQuiet(services, context, 'off');
  if (what === 'usual') await setQuiet(services, context, USUAL_QUIET_HOURS);
};

const setQuiet = async (
  { clock, profiles }: ReminderDependencies,
  context: CommandContext,
  hours: QuietHours | 'off',
): Promise<void> => {
  await profiles.update(context.owner, { quiet: hours, updatedAtMs: clock.now() });
  await showQuiet(context, hours);
};

const showQuiet = async (
  context: CommandContext,
  hours: QuietHours | 'off' = USUAL_QUIET_HOURS,
): Promise<void> => {
  const zone = zoneOf(context);
  const clock = zone === undefined ? ' by your clock (tell me where that is with /timezone)' : ` (${zone})`;
  const button = hours === 'off' ? { text: '22:00 to 07:00', what: 'usual' } : { text: 'Off', what: 'off' };
  await context.show(
    lines(
      hours === 'off'
        ? say`🔔 You have no quiet hours.`
        : say`🌙 Quiet from ${bold(hours.from)} to ${bold(hours.until)}${clock}: no suggestion comes then.`,
      'Reminders ring all the same, and a briefing comes at its time: you asked for them.',
      say`Other hours: ${code('/quiet 23:00-06:30')}.`,
    ),
    [[{ text: button.text, data: callbackData('quiet', button.what) }]],
  );
};

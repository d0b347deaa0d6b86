// /export reminders: as a calendar and as JSON.
import type { Services } from '../../../context/services.ts';
import { say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import { isKept } from '../room.ts';
import { zoneOf } from '../settle.ts';
import { writeJson } from './json-file.ts';
import { writeIcs } from './write-ics.ts';

export const exportReminders = async (
  { clock, reminders }: Pick<Services, 'clock' | 'reminders'>,
  context: CommandContext,
): Promise<void> => {
  // What is over, done or still asked for stays here.
  const all = (await reminders.list(context.owner)).filter(isKept);
  if (all.length === 0) return await context.reply(say`Nothing is set, so there is nothing to export.`);
  const zone = zoneOf(context);
  const nowMs = clock.now();
  await context.sendDocument({
    fileName: 'steward-reminders.ics',
    content: new Blob([writeIcs(all, zone, nowMs)], { type: 'text/calendar' }),
    caption: 'Your reminders and tasks for a calendar. Send it to me to import it.',
  });
  await context.sendDocument({
    fileName: 'steward-reminders.json',
    content: new Blob([writeJson(all, zone, nowMs)], { type: 'application/json' }),
    caption: 'The same with all that I keep of them. Send it to me to import it.',
  });
};

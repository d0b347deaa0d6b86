// /briefing: the day at a glance, every morning at a time of your own, or now.
import { type Briefing, beginningOf } from '@steward/core';
import { isAdmin } from '../../../context/admin.ts';
import { type ButtonRows, callbackData } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { topicOf } from '../../../telegram/incoming.ts';
import { bold, code, lines, say } from '../../../telegram/say.ts';
import { readToday } from '../../connections/agenda/today.ts';
import type { CommandContext } from '../../feature.ts';
import { askZone } from '../ask-zone.ts';
import type { ReminderDependencies } from '../dependencies.ts';
import { zoneOf } from '../settle.ts';
import { localText } from '../time-in-words.ts';
import { briefingText, readAgenda } from './briefing-text.ts';
import { followDaily, removeDaily, setDaily } from './keep-daily.ts';
import { readClock } from './read-clock.ts';

export const briefing = async (
  services: ReminderDependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  if (typed === '') return await showBriefing(services, context);
  if (/^now$/i.test(typed)) return await briefNow(services, context);
  if (/^(?:off|stop|never)$/i.test(typed)) return await stopBriefing(services, context);
  const clock = readClock(typed);
  if (clock) return await setBriefing(services, context, clock.time, clock.other);
  await context.reply(
    say`I see no time of day in “${beginningOf(typed, 60)}”, so nothing was changed. Write for example ${code('/briefing 8:00')}, ${code('/briefing now')} or ${code('/briefing off')}.`,
  );
};

/** `brief:now`, `brief:off`, `brief:at:<HHMM>`. */
export const briefingTapped = async (
  services: ReminderDependencies,
  context: CommandContext,
  [what, digits = '']: string[],
): Promise<void> => {
  if (what === 'now') return await briefNow(services, context);
  if (what === 'off') return await stopBriefing(services, context);
  const [, hour, minute] = /^([01]\d|2[0-3])([0-5]\d)$/.exec(digits) ?? [];
  if (what === 'at' && hour !== undefined) await setBriefing(services, context, `${hour}:${minute}`);
};

const NOW = { text: 'Now', data: callbackData('brief', 'now') };
const OFF = { text: 'Off', data: callbackData('brief', 'off') };

const at = (time: string, text = time) => ({
  text,
  data: callbackData('brief', 'at', time.replace(':', '')),
});

const showBriefing = async (services: ReminderDependencies, context: CommandContext): Promise<void> => {
  const set = await services.briefings.get(context.owner);
  // The zone came to be known, and a crash kept that from it.
  if (set?.dueMs === undefined && set && zoneOf(context) !== undefined)
    return await setBriefing(services, context, set.time);
  if (set) return await tell(services, context, set);
  await context.show(
    lines(
      'A briefing tells what is due today and what is overdue, once a day and without a sound. None is set.',
      say`Choose a time, or send another one: ${code('/briefing 6:30')}.`,
    ),
    [[at('07:00'), at('08:00'), at('09:00')], [NOW]],
  );
};

const tell = async (
  services: ReminderDependencies,
  context: CommandContext,
  { time, dueMs }: Briefing,
  other?: string,
): Promise<void> => {
  const zone = zoneOf(context);
  if (zone === undefined || dueMs === undefined)
    return await askZone(
      services,
      context,
      say`I need your time zone for that. I keep ${time} until I know.`,
    );
  const maySuggest = context.isGroup || context.profile?.suggestionsSinceMs !== undefined;
  const buttons: ButtonRows = [[...(other === undefined ? [] : [at(other, `${other} instead`)]), NOW, OFF]];
  await context.show(
    lines(
      comesAt(time, zone),
      `Next: ${localText(dueMs, zone, services.clock.now())}. It makes no sound, and is left out when I am more than three hours late.`,
      say`Another time: ${code('/briefing 6:30')}. No more: ${code('/briefing off')}.`,
      maySuggest ? undefined : 'It can suggest reminders as well, if you like: /suggestions',
    ),
    buttons,
  );
};

const comesAt = (time: string, zone: string): FormattedText =>
  say`☀️ Your briefing comes every day at ${bold(time)} (${zone}), or within five minutes of it.`;

const setBriefing = async (
  services: ReminderDependencies,
  context: CommandContext,
  time: string,
  other?: string,
): Promise<void> => {
  if (!(await maySet(services, context))) return;
  const threadId = topicOf(context.message);
  const stored = await setDaily(services.briefings, context, zoneOf(context), {
    time,
    authorId: context.from.id,
    ...(threadId !== undefined && { threadId }),
  });
  if (stored) return await tell(services, context, stored, other);
  await context.reply(say`Your briefing is being changed just now. Send it again, please.`);
};

const stopBriefing = async (services: ReminderDependencies, context: CommandContext): Promise<void> => {
  if (!(await maySet(services, context))) return;
  await removeDaily(services.briefings, context.owner);
  await context.show(
    say`No briefing comes any more. ${code('/briefing 8:00')} brings it back, ${code('/briefing now')} shows today’s.`,
  );
};

const maySet = async (services: ReminderDependencies, context: CommandContext): Promise<boolean> => {
  if (!context.isGroup || (await isAdmin(services, context))) return true;
  await context.reply(
    say`In a group only an admin sets the briefing. /briefing now shows today’s to everybody.`,
  );
  return false;
};

const briefNow = async (services: ReminderDependencies, context: CommandContext): Promise<void> => {
  const zone = zoneOf(context);
  if (zone === undefined)
    return await askZone(
      services,
      { ...context, show: context.reply },
      say`I need your time zone to know what is today. Then send /briefing now again.`,
    );
  const moment = { nowMs: services.clock.now(), zone };
  const [agenda, today] = await context.whileTyping(() =>
    Promise.all([readAgenda(services, context.owner), readToday(services, context, moment)]),
  );
  await context.reply(briefingText({ ...agenda, today }, moment));
};

/** Another time zone: it comes by that clock. What is said of it, where there is one; safe to repeat. */
export const followBriefing = async (
  { briefings, extras }: Pick<ReminderDependencies, 'briefings' | 'extras'>,
  context: Pick<CommandContext, 'owner' | 'atMs'>,
  zone: string,
): Promise<FormattedText | undefined> => {
  await followDaily(extras, context, zone);
  const followed = await followDaily(briefings, context, zone);
  return followed && comesAt(followed.time, zone);
};

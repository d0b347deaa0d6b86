// What is kept free around appointments, how early one may begin, and which hours are best; and how long before an event that
// Steward made it reminds of it.
import {
  areHours,
  beginningOf,
  isBuffer,
  isEventLead,
  isNotice,
  type ProfileChanges,
  USUAL_NOTICE_MINUTES,
} from '@steward/core';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { bold, code, lines, say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import { duration } from '../../reminders/time-in-words.ts';
import { readHours } from '../../settings/read-hours.ts';
import type { EventDependencies } from '../dependencies.ts';
import { readLength } from './read-length.ts';

type Dependencies = Pick<EventDependencies, 'clock' | 'profiles'>;

/** What was read, and what is said of it; undefined: it is no such value. */
type Meant = { changes: ProfileChanges; said: FormattedText } | undefined;

const SETTINGS: readonly { names: RegExp; example: string; read(typed: string): Meant; name: string }[] = [
  {
    ...{ names: /^(?:buffers?|puffer)$/i, name: 'a buffer of up to 2 hours', example: '/free buffer 10 min' },
    read(typed) {
      const minutes = readLength(typed);
      if (!isBuffer(minutes)) return undefined;
      return {
        changes: { bufferMinutes: minutes },
        said:
          minutes > 0
            ? say`${bold(inWords(minutes))} stay free before and behind each appointment.`
            : say`Appointments may touch each other.`,
      };
    },
  },
  {
    ...{ names: /^(?:notice|vorlauf)$/i, name: 'a notice of up to 2 weeks', example: '/free notice 2 h' },
    read(typed) {
      const minutes = /^(?:usual|default|reset)$/i.test(typed) ? USUAL_NOTICE_MINUTES : readLength(typed);
      if (!isNotice(minutes)) return undefined;
      return {
        changes: { noticeMinutes: minutes },
        said:
          minutes > 0
            ? say`I offer nothing that begins within ${bold(inWords(minutes))}.`
            : say`I offer also what begins at once.`,
      };
    },
  },
  {
    ...{ names: /^(?:prefer(?:red)?|best|am liebsten)$/i, name: 'hours', example: '/free prefer 9-12' },
    read(typed) {
      if (readLength(typed) === 0)
        return { changes: { preferredHours: null }, said: say`No hours are better than others.` };
      const hours = readHours(typed);
      if (!hours || !areHours(hours)) return undefined;
      return {
        changes: { preferredHours: hours },
        said: say`Times from ${bold(hours.from)} to ${bold(hours.until)} come first.`,
      };
    },
  },
];

const inWords = (minutes: number): string => duration(minutes * 60_000);

/** `/free buffer 10`; false: it is none of these. */
export const changeFreeSetting = async (
  services: Dependencies,
  context: CommandContext,
  typed: string,
): Promise<boolean> => {
  const [, name = '', value = ''] = /^(\p{L}+)[\s:=]*(.*)$/su.exec(typed) ?? [];
  const setting = SETTINGS.find(({ names }) => names.test(name));
  if (!setting) return false;
  const meant = setting.read(value.trim());
  if (!meant) {
    const off = `${setting.example.split(' ').slice(0, 2).join(' ')} off`;
    const how = say`Write for example ${code(setting.example)} or ${code(off)}.`;
    const said = beginningOf(value.trim(), 60);
    await context.reply(
      said === '' ? how : say`I do not see ${setting.name} in “${said}”, so nothing was changed. ${how}`,
    );
    return true;
  }
  await services.profiles.update(context.owner, { ...meant.changes, updatedAtMs: services.clock.now() });
  await context.reply(
    lines(
      say`🗓 ${meant.said}`,
      say`See what is free: ${code('/free 45 min next week')}. All settings: /settings`,
    ),
  );
  return true;
};

export const eventReminder = async (
  { clock, profiles }: Dependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  if (context.isGroup)
    return await context.reply(say`That is each person’s own: send /eventreminder in our private chat.`);
  const set = context.profile?.eventLeadMinutes;
  const example = say`Write ${code('/eventreminder 30 min')}, ${code('/eventreminder 1 day')} or ${code('/eventreminder off')}.`;
  if (typed === '') return await context.reply(lines(leadText(set), example));
  const minutes = readLength(typed);
  if (minutes !== 0 && !isEventLead(minutes))
    return await context.reply(
      say`I do not see a time of up to a week in “${beginningOf(typed, 60)}”, so nothing was changed. ${example}`,
    );
  await profiles.update(context.owner, { eventLeadMinutes: minutes || null, updatedAtMs: clock.now() });
  await context.reply(leadText(minutes || undefined));
};

const leadText = (minutes: number | undefined): FormattedText =>
  minutes === undefined
    ? say`🔕 I do not remind you of events that I put into your calendar.`
    : say`⏰ I remind you ${bold(`${inWords(minutes)} before`)} events that I put into your calendar from now on.`;

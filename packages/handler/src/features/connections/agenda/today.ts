// Today's events inside a briefing, which they neither hold up nor fill.
import { dayAt } from '@steward/core/when';
import { hasCalendar } from '../../../connections/gives-calendars.ts';
import type { Agenda } from '../../../connections/reading.ts';
import type { Services } from '../../../context/services.ts';
import type { WorkContext } from '../../../context/work-context.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { bold } from '../../../telegram/say.ts';
import { fitting, isOfSeveral } from './agenda-text.ts';
import { eventLines, eventsOn, type Moment } from './event-lines.ts';
import { missingLines } from './missing-lines.ts';
import { readAgenda } from './read-agenda.ts';

export type Today = Agenda | 'late';

/** The briefing comes by then, whatever a provider does. */
const AT_MOST_MS = 8_000;
const ROOM = { events: 10, letters: 600 };

/** Undefined where no calendar is connected, and in a group. Never throws: the briefing comes. */
export const readToday = async (
  { clock, integrations }: Pick<Services, 'clock' | 'integrations'>,
  { owner, signal, log }: Pick<WorkContext, 'owner' | 'signal' | 'log'>,
  { nowMs, zone }: Moment,
  /** From today on, for who looks further. */
  count = 1,
): Promise<Today | undefined> => {
  if (!integrations || owner <= 0) return undefined;
  const days = { first: dayAt(nowMs, zone), count };
  try {
    const asked = { owner, days, zone, atMostMs: AT_MOST_MS, signal };
    const read = await readAgenda({ clock, integrations }, asked);
    return read === 'late' || read.connections > 0 ? read : undefined;
  } catch (error) {
    log.warn('A briefing could not read the calendars', {
      action: 'briefing',
      error: (error as Error).name,
    });
    const connected = await integrations.accounts.list(owner).catch(() => undefined);
    return connected === undefined || hasCalendar(connected) ? 'late' : undefined;
  }
};

export const todayPart = (today: Today, moment: Moment): (FormattedText | string)[] => {
  const { events, missing, connections } =
    today === 'late' ? { events: [], missing: today, connections: 1 } : today;
  const day = dayAt(moment.nowMs, moment.zone);
  const on = eventsOn(day, moment.zone, events);
  const all = eventLines(day, moment, on, isOfSeveral(on, connections));
  const incomplete = missingLines(missing, 1);
  const shown = fitting(all, moment, { ...ROOM }, ': see /agenda');
  const isEmpty = all.length === 0 && incomplete.length === 0;
  return ['', bold('In your calendar'), ...shown, ...(isEmpty ? ['Nothing today.'] : []), ...incomplete];
};

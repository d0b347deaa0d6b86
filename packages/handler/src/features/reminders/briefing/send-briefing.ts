// A briefing that is due, with suggestions where some may come; and the message with suggestions alone, once a day at most.
import type { Services } from '../../../context/services.ts';
import type { Delivery, Ending } from '../../../context/work.ts';
import type { WorkContext } from '../../../context/work-context.ts';
import type { DueNote } from '../../../queue/queue-message.ts';
import { lines } from '../../../telegram/say.ts';
import { readToday } from '../../connections/agenda/today.ts';
import { LATE_MS } from '../due.ts';
import { type Agenda, briefingText, readAgenda } from './briefing-text.ts';
import { createDaily, type DailyDependencies } from './daily.ts';
import { daysToRead, laterToday, type SuggestMoment, suggestionsFor } from './suggestions-for.ts';

export type SendBriefingDependencies = DailyDependencies &
  Pick<Services, 'briefings' | 'extras' | 'integrations' | 'messages' | 'reminders' | 'suggestions'>;

type Send = (note: DueNote, delivery: Delivery) => Promise<Ending>;

/** One reading of the calendars for today's events and for what is suggested. */
const readWithCalendars = async (
  services: SendBriefingDependencies,
  context: WorkContext,
  moment: SuggestMoment,
): Promise<Agenda> => {
  const count = daysToRead(context.profile, moment);
  const [agenda, today] = await Promise.all([
    readAgenda(services, context.owner),
    readToday(services, context, moment, count),
  ]);
  return { ...agenda, today };
};

export const createSendBriefing = (services: SendBriefingDependencies): Send =>
  createDaily(services, {
    ...{ kind: 'briefing', store: services.briefings, isAskedFor: true },
    async tell({ dueMs }, zone, context) {
      const { profile, sender } = context;
      const nowMs = services.clock.now();
      const moment = { nowMs, zone, dueMs };
      const agenda = await readWithCalendars(services, context, moment);
      const isLate = nowMs - dueMs > LATE_MS;
      const text = briefingText(agenda, { nowMs, zone, ...(isLate && { lateSinceMs: dueMs }) });
      const more = await suggestionsFor(services, profile, () => agenda, moment);
      const sent = await sender.send('briefing', more ? lines(text, '', more.text) : text, more?.buttons);
      return sent === undefined ? 'failed' : 'answered';
    },
  });

export const createSendSuggestions = (services: SendBriefingDependencies): Send =>
  createDaily(services, {
    ...{ kind: 'suggestions', store: services.extras, isAskedFor: false },
    laterMs: (profile, zone) => laterToday(profile, { nowMs: services.clock.now(), zone }),
    async tell({ dueMs }, zone, context) {
      const { profile, sender } = context;
      const moment = { nowMs: services.clock.now(), zone, dueMs };
      const agenda = () => readWithCalendars(services, context, moment);
      const found = await suggestionsFor(services, profile, agenda, moment);
      if (!found) return 'ignored';
      const sent = await sender.send('suggestions', found.text, found.buttons);
      return sent === undefined ? 'failed' : 'answered';
    },
  });

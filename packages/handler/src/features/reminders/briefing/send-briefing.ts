// A briefing that is due, with suggestions where some may come; and the message with suggestions alone, once a day at most.
import type { Services } from '../../../context/services.ts';
import type { Delivery, Ending } from '../../../context/work.ts';
import type { DueNote } from '../../../queue/queue-message.ts';
import { lines } from '../../../telegram/say.ts';
import { readToday } from '../../connections/agenda/today.ts';
import { LATE_MS } from '../due.ts';
import { briefingText, readAgenda } from './briefing-text.ts';
import { createDaily, type DailyDependencies } from './daily.ts';
import { laterToday, suggestionsFor } from './suggestions-for.ts';

export type SendBriefingDependencies = DailyDependencies &
  Pick<Services, 'briefings' | 'extras' | 'integrations' | 'messages' | 'reminders' | 'suggestions'>;

type Send = (note: DueNote, delivery: Delivery) => Promise<Ending>;

export const createSendBriefing = (services: SendBriefingDependencies): Send =>
  createDaily(services, {
    ...{ kind: 'briefing', store: services.briefings, isAskedFor: true },
    async tell({ owner, dueMs }, zone, context) {
      const { profile, sender } = context;
      const nowMs = services.clock.now();
      const [agenda, today] = await Promise.all([
        readAgenda(services, owner),
        readToday(services, context, { nowMs, zone }),
      ]);
      const isLate = nowMs - dueMs > LATE_MS;
      const text = briefingText({ ...agenda, today }, { nowMs, zone, ...(isLate && { lateSinceMs: dueMs }) });
      const more = await suggestionsFor(services, profile, () => agenda, { nowMs, zone, dueMs });
      const sent = await sender.send('briefing', more ? lines(text, '', more.text) : text, more?.buttons);
      return sent === undefined ? 'failed' : 'answered';
    },
  });

export const createSendSuggestions = (services: SendBriefingDependencies): Send =>
  createDaily(services, {
    ...{ kind: 'suggestions', store: services.extras, isAskedFor: false },
    laterMs: (profile, zone) => laterToday(profile, { nowMs: services.clock.now(), zone }),
    async tell({ owner, dueMs }, zone, { profile, sender }) {
      const agenda = () => readAgenda(services, owner);
      const moment = { nowMs: services.clock.now(), zone, dueMs };
      const found = await suggestionsFor(services, profile, agenda, moment);
      if (!found) return 'ignored';
      const sent = await sender.send('suggestions', found.text, found.buttons);
      return sent === undefined ? 'failed' : 'answered';
    },
  });

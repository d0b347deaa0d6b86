// A briefing that is due, with suggestions where some may come; and the message with suggestions alone, once a day at most.
import type { Services } from '../../../context/services.ts';
import type { Delivery, Ending } from '../../../context/work.ts';
import type { DueNote } from '../../../queue/queue-message.ts';
import { lines } from '../../../telegram/say.ts';
import { LATE_MS } from '../due.ts';
import { reach } from '../reachable.ts';
import { briefingText, readAgenda } from './briefing-text.ts';
import { createDaily, type DailyDependencies } from './daily.ts';
import { laterToday, suggestionsFor } from './suggestions-for.ts';

export type SendBriefingDependencies = DailyDependencies &
  Pick<Services, 'access' | 'briefings' | 'config' | 'extras' | 'messages' | 'reminders' | 'suggestions'>;

/** The time for it is over: the next one comes tomorrow. */
const TOO_LATE_MS = 3 * 60 * 60 * 1000;

type Send = (note: DueNote, delivery: Delivery) => Promise<Ending>;

export const createSendBriefing = (services: SendBriefingDependencies): Send =>
  createDaily(services, {
    ...{ kind: 'briefing', store: services.briefings, isAskedFor: true },
    async tell({ owner, authorId = owner, dueMs }, zone, { profile, sender }) {
      const nowMs = services.clock.now();
      if (nowMs - dueMs > TOO_LATE_MS) return 'ignored';
      const moment = { nowMs, zone, ...(nowMs - dueMs > LATE_MS && { lateSinceMs: dueMs }) };
      const told = await reach(services, { owner, authorId }, profile, async () => {
        const agenda = await readAgenda(services, owner);
        const text = briefingText(agenda, moment);
        const more = await suggestionsFor(services, profile, agenda, { nowMs, zone, dueMs });
        const sent = await sender.send('briefing', more ? lines(text, '', more.text) : text, more?.buttons);
        return sent === undefined ? 'failed' : 'answered';
      });
      return told ?? 'refused';
    },
  });

export const createSendSuggestions = (services: SendBriefingDependencies): Send =>
  createDaily(services, {
    ...{ kind: 'suggestions', store: services.extras, isAskedFor: false },
    laterMs: (profile, zone) => laterToday(profile, { nowMs: services.clock.now(), zone }),
    async tell({ owner, dueMs }, zone, { profile, sender }) {
      const nowMs = services.clock.now();
      if (nowMs - dueMs > TOO_LATE_MS) return 'ignored';
      const told = await reach(services, { owner, authorId: owner }, profile, async () => {
        const agenda = await readAgenda(services, owner);
        const found = await suggestionsFor(services, profile, agenda, { nowMs, zone, dueMs });
        if (!found) return 'ignored';
        const sent = await sender.send('suggestions', found.text, found.buttons);
        return sent === undefined ? 'failed' : 'answered';
      });
      return told ?? 'refused';
    },
  });

// /agenda: what stands in a person's calendars on a day, or in a week.

import { beginningOf, type Outcome } from '@steward/core';
import { addDays, dayAt } from '@steward/core/when';
import { hasCalendar } from '../../connections/gives-calendars.ts';
import type { Services } from '../../context/services.ts';
import { type Button, callbackData, inRows } from '../../telegram/buttons.ts';
import { dateText } from '../../telegram/local-text.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { askZone } from '../reminders/ask-zone.ts';
import { zoneOf } from '../reminders/settle.ts';
import { agendaText } from './agenda/agenda-text.ts';
import type { Days } from './agenda/days.ts';
import { missingLines } from './agenda/missing-lines.ts';
import { readAgenda } from './agenda/read-agenda.ts';
import { readPhrase } from './agenda-phrases.ts';
import type { ConnectionDependencies } from './dependencies.ts';
import { isDay, readDays } from './read-days.ts';
import { NO_CALENDAR, offerConnecting, tellIsOff, tellIsPrivate } from './ways.ts';

/** A chat is patient, and its next message is not. */
const AT_MOST_MS = 20_000;

export const agenda = async (
  services: ConnectionDependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  const { integrations } = services;
  if (context.isGroup) return await tellIsPrivate(context, 'Your agenda is', '/agenda');
  if (!integrations) return await tellIsOff(context);
  const zone = zoneOf(context);
  if (zone === undefined) return await askForZone(services, integrations, context);
  const nowMs = services.clock.now();
  const days = readDays(typed, { nowMs, zone });
  if (!days) {
    await context.reply(
      say`I see no day in “${beginningOf(typed, 60)}”. Write for example ${code('/agenda tomorrow')}, ${code('/agenda friday')}, ${code('/agenda 3 December')} or ${code('/agenda week')}.`,
    );
    return;
  }
  if (!('several' in days)) return await showDays(services, integrations, context, { days, zone, nowMs });
  const year = dayAt(nowMs, zone).slice(0, 4);
  await context.show(
    say`Which day do you mean?`,
    inRows(
      days.several.map((first) => dayButton({ first, count: 1 }, dateText(first, year))),
      2,
    ),
  );
};

/** Undefined: it asks for something else, or there is no calendar that it could mean. */
export const agendaByPhrase = async (
  services: ConnectionDependencies,
  context: CommandContext,
): Promise<Outcome | undefined> => {
  const { integrations } = services;
  const { message, owner } = context;
  const moment = { nowMs: services.clock.now(), zone: zoneOf(context) ?? 'UTC' };
  const phrase = integrations && readPhrase(message.text ?? '', moment);
  if (!phrase) return undefined;
  if (!phrase.isSure && !hasCalendar(await integrations.accounts.list(owner))) return undefined;
  await agenda(services, context, phrase.typed);
  return 'answered';
};

/** `agenda:<day>:<count>`. */
export const agendaTapped = async (
  services: ConnectionDependencies,
  context: CommandContext,
  [first = '', count]: string[],
): Promise<void> => {
  const { integrations } = services;
  if (context.isGroup) return await tellIsPrivate(context, 'Your agenda is', '/agenda');
  if (!integrations) return await tellIsOff(context);
  const zone = zoneOf(context);
  if (zone === undefined) return await askForZone(services, integrations, context);
  const days = { first, count: Number(count) };
  if (!isDay(first) || !(days.count in STEPS)) return;
  await showDays(services, integrations, context, { days, zone, nowMs: services.clock.now() });
};

type Integrations = NonNullable<Services['integrations']>;

/** Who has nothing connected need not be asked where they are. */
const askForZone = async (
  services: ConnectionDependencies,
  { accounts }: Integrations,
  context: CommandContext,
): Promise<void> => {
  if (!hasCalendar(await accounts.list(context.owner)))
    return await offerConnecting(services, context, NO_CALENDAR, 'calendars');
  await askZone(
    services,
    { ...context, show: context.reply },
    say`I need your time zone to know which day it is for you. Then send /agenda again.`,
  );
};

const showDays = async (
  services: ConnectionDependencies,
  integrations: Integrations,
  context: CommandContext,
  { days, zone, nowMs }: { days: Days; zone: string; nowMs: number },
): Promise<void> => {
  const { owner, signal } = context;
  const read = await context.whileTyping(() =>
    readAgenda({ clock: services.clock, integrations }, { owner, days, zone, atMostMs: AT_MOST_MS, signal }),
  );
  const year = dayAt(nowMs, zone).slice(0, 4);
  if (read !== 'late' && read.connections === 0)
    return await offerConnecting(services, context, NO_CALENDAR, 'calendars');
  const text =
    read === 'late'
      ? lines(say`📅 ${bold(dateText(days.first, year))}`, '', ...missingLines(read))
      : agendaText(read, days, { nowMs, zone });
  await context.show(text, [besides(days, year)]);
};

/** A day, a weekend, a week: and how far the next one is. */
const STEPS: Record<number, number> = { 1: 1, 2: 7, 7: 7 };

const besides = ({ first, count }: Days, year: string): Button[] => {
  const step = STEPS[count] ?? count;
  const [before, behind] = [addDays(first, -step), addDays(first, step)];
  return [
    ...(isDay(before) ? [dayButton({ first: before, count }, `◀ ${dateText(before, year)}`)] : []),
    ...(isDay(behind) ? [dayButton({ first: behind, count }, `${dateText(behind, year)} ▶`)] : []),
  ];
};

const dayButton = ({ first, count }: Days, text: string): Button => ({
  text,
  data: callbackData('agenda', first, count),
});

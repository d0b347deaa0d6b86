// /free, what asks for the same in words, and its buttons.
import { beginningOf, type Outcome } from '@steward/core';
import { readFree } from '@steward/core/slots';
import { dayAt } from '@steward/core/when';
import { hasCalendar } from '../../../connections/gives-calendars.ts';
import { type Button, inRows } from '../../../telegram/buttons.ts';
import { dateText } from '../../../telegram/local-text.ts';
import { code, lines, say } from '../../../telegram/say.ts';
import { readDays } from '../../connections/read-days.ts';
import { offerConnecting, tellIsOff, tellIsPrivate } from '../../connections/ways.ts';
import type { CommandContext } from '../../feature.ts';
import { askZone } from '../../reminders/ask-zone.ts';
import { momentOf } from '../../reminders/moment.ts';
import { duration } from '../../reminders/time-in-words.ts';
import type { EventDependencies } from '../dependencies.ts';
import { answerFree } from './answer-free.ts';
import { type AskedFree, askedData, askedOf, daysText, readAsked, searchOf } from './asked-free.ts';
import { changeFreeSetting } from './free-settings.ts';
import { readTimeAsked, tellTimes } from './look-at-time.ts';
import { readFreePhrase } from './read-free-phrase.ts';
import { splitLength } from './read-length.ts';
import { searchFree } from './search-free.ts';

const LENGTHS = [15, 30, 45, 60, 90, 120];
const LONGEST = 12 * 60;
const SHORTEST = 5;
const NO_CALENDAR = 'No calendar is connected, so I cannot know when you are busy.';

type Integrations = NonNullable<EventDependencies['integrations']>;

/** What is needed before anything can be looked for; undefined: it was told what is missing. */
const ready = async (
  services: EventDependencies,
  context: CommandContext,
): Promise<{ integrations: Integrations; zone: string; nowMs: number } | undefined> => {
  const { integrations } = services;
  const { nowMs, zone } = momentOf(context);
  if (context.isGroup) await tellIsPrivate(context, 'Your free time is', '/free');
  else if (!integrations) await tellIsOff(context);
  else if (!hasCalendar(await integrations.accounts.list(context.owner)))
    await offerConnecting(services, context, NO_CALENDAR, 'calendars');
  else if (zone === undefined)
    await askZone(
      services,
      { ...context, show: context.reply },
      say`I need your time zone to know when your day begins. Then send /free again.`,
    );
  else return { integrations, zone, nowMs };
  return undefined;
};

export const free = async (
  services: EventDependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  if (!context.isGroup && (await changeFreeSetting(services, context, typed))) return;
  const at = await ready(services, context);
  if (!at) return;
  const { zone, nowMs } = at;
  const read = readFree(typed, zone, nowMs);
  if (read) return await showFree(services, at.integrations, context, { ...askedOf(read, zone), page: 0 });
  const timed = readFree(`60m ${typed}`, zone, nowMs);
  const { minutes = SHORTEST } = splitLength(typed);
  if (timed && minutes >= SHORTEST)
    return await askLength(context, askedOf(timed, zone), typed === '', nowMs, zone);
  const starts = readTimeAsked(typed, zone, nowMs);
  if (starts) return await tellTimes(at.integrations, context, { starts, zone, nowMs });
  await explain(context, typed, { zone, nowMs });
};

const isUnderstood = (typed: string, zone: string, nowMs: number): boolean =>
  readFree(typed, zone, nowMs) !== undefined ||
  readFree(`60m ${typed}`, zone, nowMs) !== undefined ||
  readTimeAsked(typed, zone, nowMs) !== undefined;

/** Undefined: it asks for something else, or there is no calendar that it could mean. */
export const freeByPhrase = async (
  services: EventDependencies,
  context: CommandContext,
): Promise<Outcome | undefined> => {
  const { integrations } = services;
  const typed = readFreePhrase(context.message.text ?? '');
  if (typed === undefined || !integrations) return undefined;
  const { nowMs, zone = 'UTC' } = momentOf(context);
  if (!isUnderstood(typed, zone, nowMs)) return undefined;
  if (!hasCalendar(await integrations.accounts.list(context.owner))) return undefined;
  await free(services, context, typed);
  return 'answered';
};

export const freeTapped = async (
  services: EventDependencies,
  context: CommandContext,
  args: string[],
): Promise<void> => {
  const asked = readAsked(args);
  const at = asked && (await ready(services, context));
  if (!at) return;
  const { toMs } = searchOf(asked, { ...at, owner: context.owner, profile: context.profile });
  if (toMs <= services.clock.now())
    return await context.reply(
      say`These days have passed. Send ${code('/free 45 min next week')} for days ahead.`,
    );
  await showFree(services, at.integrations, context, asked);
};

const showFree = async (
  services: EventDependencies,
  integrations: Integrations,
  context: CommandContext,
  asked: AskedFree & { page: number },
): Promise<void> => {
  const { owner, profile, signal } = context;
  const { zone = 'UTC' } = momentOf(context);
  const nowMs = services.clock.now();
  const search = { ...searchOf(asked, { owner, zone, profile, nowMs }), signal };
  const found = await context.whileTyping(() => searchFree({ clock: services.clock, integrations }, search));
  const { text, buttons } = answerFree(asked, search, found, nowMs);
  await context.show(text, buttons);
};

const askLength = async (
  context: CommandContext,
  asked: AskedFree,
  isBare: boolean,
  nowMs: number,
  zone: string,
): Promise<void> => {
  const buttons = LENGTHS.map(
    (minutes): Button => ({
      text: duration(minutes * 60_000),
      data: askedData({ ...asked, minutes }),
    }),
  );
  const days = daysText(asked, dayAt(nowMs, zone).slice(0, 4));
  await context.reply(
    lines(
      say`🗓 How long shall it be? I look at ${days}.`,
      isBare
        ? say`Or write it: ${code('/free 45 min next week')}, ${code('/free 1 hour tomorrow afternoon')}.`
        : undefined,
      isBare
        ? say`What I go by: /hours, ${code('/free buffer 10 min')}, ${code('/free notice 2 h')}, ${code('/free prefer 9-12')}.`
        : undefined,
    ),
    inRows(buttons, 3),
  );
};

/** Why it is not understood, as far as can be seen. */
const explain = async (
  context: CommandContext,
  typed: string,
  { zone, nowMs }: { zone: string; nowMs: number },
): Promise<void> => {
  const { minutes, rest } = splitLength(typed);
  const examples = say`Write for example ${code('/free 45 min next week')}, ${code('/free 1 hour tomorrow afternoon')} or ${code('/free 2 h on friday')}.`;
  const year = dayAt(nowMs, zone).slice(0, 4);
  if (minutes !== undefined && minutes > LONGEST)
    return await context.reply(
      say`${duration(minutes * 60_000)} is longer than I look for: up to 12 hours on a day. ${examples}`,
    );
  if (minutes !== undefined && minutes < SHORTEST)
    return await context.reply(say`I look for 5 minutes or more. ${examples}`);
  const days = readDays(rest, { zone, nowMs });
  if (days && 'several' in days && minutes !== undefined)
    return await context.show(
      say`Which day do you mean?`,
      inRows(
        days.several.map((first) => ({
          text: dateText(first, year),
          data: askedData({ minutes, first, count: 1 }),
        })),
        2,
      ),
    );
  if (days && !('several' in days) && days.first < dayAt(nowMs, zone))
    return await context.reply(say`${daysText(days, year)} has passed. ${examples}`);
  await context.reply(
    say`I do not understand every word of “${beginningOf(typed, 60)}”, and I do not guess. ${examples}`,
  );
};

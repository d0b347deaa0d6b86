// A tap that says what something is: of a card that asks, or of one that took it for a reminder.
import { isProposal, KINDS, type Kind, type Suggestion } from '@steward/core';
import { readEvent } from '@steward/core/event';
import { routeBy, withoutKindCue } from '@steward/core/routing';
import { instantOf, localOf } from '@steward/core/when';
import { plainText } from '../../telegram/format/formatted-text.ts';
import { lines, say } from '../../telegram/say.ts';
import { proposeEvent } from '../events/card/propose-event.ts';
import type { CommandContext, Done } from '../feature.ts';
import { keepNote } from '../notes/note.ts';
import { askZone } from '../reminders/ask-zone.ts';
import { withoutPromise } from '../reminders/briefing/promise.ts';
import { makeOfWords } from '../reminders/make-of-words.ts';
import { answerProposal } from '../reminders/propose.ts';
import { firstLine } from '../reminders/time-in-words.ts';
import type { RoutingDependencies } from './dependencies.ts';
import { readKindKey } from './kind-card.ts';
import type { Target } from './rules/places.ts';

/** `kind:<key>:<kind|no>`. Safe to repeat. */
export const kindTapped = async (
  services: RoutingDependencies,
  context: CommandContext,
  [key = '', what]: string[],
): Promise<Done> => {
  const { atMs, owner, reply, show } = context;
  const kind = KINDS.find((one) => one === what);
  const isSuggested = kind === 'event' && SAID.test(key);
  if (!(isSuggested || isProposal({ key })) || (!kind && what !== 'no')) return 'refused';
  const found = await services.suggestions.get(owner, key);
  if (!found)
    return await reply(say`That question is over, and nothing was made. Send it once more if you want it.`);
  if (found.state === 'taken' && found.answeredMs !== atMs)
    return await reply(
      say`Something was made of “${firstLine(found.quote)}” already: see /tasks, /reminders, /notes and /events.`,
    );
  if (isSuggested) return await eventOfSuggestion(services, context, found);
  if (!kind) return await show(lines('OK, nothing is kept.', '', plainText(firstLine(found.quote))));
  const card = readKindKey(key);
  const ended = card
    ? await makeOfCard(services, context, kind, found, card)
    : await makeOfProposal(services, context, kind, found);
  if (ended !== 'made') return ended;
  await services.suggestions.put({ ...found, state: 'taken', answeredMs: atMs });
};

/** What somebody wrote that they will do, and when. */
const SAID = /^said-(\d{1,16})-/;

/** A card below the briefing, which stays; the reminder can be added as well. */
const eventOfSuggestion = async (
  services: RoutingDependencies,
  context: CommandContext,
  found: Suggestion,
): Promise<void> => {
  const { atMs, reply } = context;
  const { answeredMs, key, quote } = found;
  if (answeredMs !== undefined && answeredMs !== atMs)
    return await reply(
      say`There was a card for “${firstLine(quote)}” already: look further down, or send /event with it.`,
    );
  const saidMs = Number(SAID.exec(key)?.[1]);
  await proposeEvent(services, context, { text: withoutPromise(quote), saidMs, source: 'button' });
  await services.suggestions.put({ ...found, answeredMs: atMs });
};

const makeOfCard = async (
  services: RoutingDependencies,
  context: CommandContext,
  kind: Kind,
  { atMs: saidMs, quote: text }: Suggestion,
  { messageId, rule }: { messageId: number; rule?: number },
): Promise<Done | 'made'> => {
  const target = targetOf(context, text, kind, rule);
  if (kind === 'note') await keepNote(services, context, withoutKindCue(text), target?.connection);
  else if (kind === 'event') {
    const where = target && 'calendar' in target ? { target } : {};
    await proposeEvent(services, context, { text: withoutKindCue(text), saidMs, source: 'button', ...where });
  } else {
    const made = await makeOfWords(services, context, { kind, text, saidMs, repliedToId: messageId });
    if (made === 'refused') return 'refused';
  }
  return 'made';
};

/** By the rule that was meant, which counted who wrote it; else by one that fits the words. */
const targetOf = (
  { profile }: CommandContext,
  text: string,
  kind: Kind,
  rule: number | undefined,
): Target | undefined => {
  const rules = profile?.rules ?? [];
  const meant = rule === undefined ? undefined : rules[rule];
  return meant?.to === kind && meant.target
    ? meant.target
    : routeBy(rules, { text }, { kind, isExplicit: true })?.target;
};

/** Of a card that offers a reminder: its time is known, and its words may be without it. */
const makeOfProposal = async (
  services: RoutingDependencies,
  context: CommandContext,
  kind: Kind,
  found: Suggestion,
): Promise<Done | 'made'> => {
  if (kind === 'note') {
    await keepNote(services, context, found.quote);
    return 'made';
  }
  if (kind === 'event') return await eventOf(services, context, found);
  const ended = await answerProposal(services, context, 'add', found, kind);
  return ended === 'added' ? 'made' : ended;
};

const eventOf = async (
  services: RoutingDependencies,
  context: CommandContext,
  { atMs, key, offeredMs, quote: text }: Suggestion,
): Promise<Done | 'made'> => {
  const zone = context.profile?.zone?.name;
  const by = key.split('-')[2];
  if (zone === undefined) {
    const beside = { ...context, show: context.reply };
    return await askZone(services, beside, say`I need your time zone for that. Then tap again.`);
  }
  const said = { text, saidMs: offeredMs, source: 'button' } as const;
  // What comes again is asked about.
  if (by?.startsWith('r')) {
    await proposeEvent(services, context, said);
    return 'made';
  }
  // Without a zone the card told what the clock of the person shows.
  const startMs = by === 'f' ? instantOf(localOf(atMs, 'UTC'), zone) : atMs;
  if (startMs <= context.queuedMs)
    return await context.reply(
      say`That time has passed, so nothing was made. “Other time” sets another one.`,
    );
  const { kind: _, ...read } = readEvent(text, { nowMs: offeredMs, zone });
  const length = 'when' in read && read.when.kind === 'time' ? read.when : undefined;
  const endMs = startMs + (length ? length.endMs - length.startMs : HOUR_MS);
  const when = { kind: 'time', local: localOf(startMs, zone), zone, startMs, endMs } as const;
  const { language, title, details, place, attendees, timeWords } = read;
  await proposeEvent(services, context, {
    ...said,
    read: {
      ...{ kind: 'event', language, title, attendees, timeWords },
      ...(details !== undefined && { details }),
      ...(place !== undefined && { place }),
      when: { ...when, lengthFrom: length?.lengthFrom ?? 'default' },
    },
  });
  return 'made';
};

const HOUR_MS = 3_600_000;

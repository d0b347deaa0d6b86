// A card that asks whether a reminder shall be made: of a message that was forwarded, or of spoken words. Nothing is set
// without a tap. What it offers is kept as a suggestion is, and expires like one.
import { asksForReminder, MAX_REMINDER_TEXT, PROPOSAL, type Reminder, type Suggestion } from '@steward/core';
import { describeRule, localOf, nextFiring, type When } from '@steward/core/when';
import { LEAST_AHEAD_MS, timeIn } from '../../chat/time-in-question.ts';
import type { UpdateContext } from '../../context/update-context.ts';
import { callbackData } from '../../telegram/buttons.ts';
import { plainText } from '../../telegram/format/formatted-text.ts';
import { lines, say } from '../../telegram/say.ts';
import type { CommandContext, Done } from '../feature.ts';
import { askZone } from './ask-zone.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { askWhen, judge, judgeRule, TEN_YEARS_MS } from './judge.ts';
import { KIND_BUTTONS, KIND_TAP } from './kind-buttons.ts';
import { momentOf } from './moment.ts';
import { readTime } from './read-time.ts';
import { make } from './remind.ts';
import { zoneOf } from './settle.ts';
import { dateText, firstLine, timeText } from './time-in-words.ts';

export interface Proposed {
  /** As it was written or said. */
  text: string;
  /** When, Unix ms: what “tomorrow” counts from. */
  saidMs: number;
}

const SLOT = 'card';

/**
 * False: the words do not name one time ahead, nor, where they ask for a reminder, how often it comes; and nothing was said.
 * In a slot of its own, beside what else is answered.
 */
export const proposeReminder = async (
  { clock, suggestions }: Pick<ReminderDependencies, 'clock' | 'suggestions'>,
  context: Pick<UpdateContext, 'message' | 'owner' | 'profile' | 'sender'>,
  said: Proposed,
): Promise<boolean> => {
  const { message, owner, sender } = context;
  if (sender.sentAs(SLOT) !== undefined) return true;
  const zone = zoneOf(context);
  const nowMs = clock.now();
  const offer = timeOffered(said, zone, nowMs) ?? ruleOffered(said, zone, nowMs);
  if (!offer) return false;
  const { about, atMs, note, often = '', quote = about } = offer;
  const key = `${PROPOSAL}${message.message_id}${offer.kind}`;
  // Before it is shown: a tap finds what it means.
  await suggestions.put({ owner, key, quote, atMs, state: 'offered', offeredMs: nowMs });
  const local = localOf(atMs, 'UTC');
  const when =
    zone === undefined && !offer.elapsed
      ? say`${dateText(local, new Date(nowMs).toISOString().slice(0, 4))}, ${local.slice(11)}, on your clock`
      : timeText(atMs, zone, nowMs);
  const button = (shown: string, what: string) => ({ text: shown, data: callbackData('sug', what, key) });
  const others = KIND_BUTTONS.filter(({ kind }) => kind !== 'reminder').map(({ kind, text }) => ({
    text,
    data: callbackData(KIND_TAP, key, kind),
  }));
  const card = say`⏰ Remind you: «${firstLine(about)}» · ${often}${when}?`;
  await sender.send(SLOT, note === undefined ? card : lines(card, note), [
    [button('✅ Set', 'add'), button('🕘 Other time', 'other'), button('No', 'no')],
    others,
  ]);
  return true;
};

interface Offer {
  about: string;
  atMs: number;
  /** So long from then, whatever a clock on the wall shows. */
  elapsed: boolean;
  /** In the key: what the time goes by. */
  kind: string;
  /** What is kept instead of what it is about. */
  quote?: string;
  often?: string;
  note?: string | undefined;
}

const timeOffered = (
  { text, saidMs }: Proposed,
  zone: string | undefined,
  nowMs: number,
): Offer | undefined => {
  const found = timeIn(text, zone ?? 'UTC', saidMs);
  if (!found || found.ms - nowMs < LEAST_AHEAD_MS || found.ms - nowMs > TEN_YEARS_MS) return undefined;
  const { elapsed, ms: atMs, what } = found;
  // So long from then, the owner's clock, or their clock wherever that is.
  const kind = elapsed ? '-e' : zone === undefined ? '-f' : '';
  return { about: asksForReminder(text) ? what : text.trim(), atMs, elapsed, kind };
};

/** The words are kept, and when they were said: a tap reads the rule from them again. */
const ruleOffered = (said: Proposed, zone: string | undefined, nowMs: number): Offer | undefined => {
  const { text: quote, saidMs } = said;
  const { judged, rule, what: about } = ruleIn(said, zone) ?? {};
  if (!rule || !about || !judged || !('schedule' in judged)) return undefined;
  const { schedule, note } = judged;
  const atMs = nextFiring({ schedule }, zone ?? 'UTC', nowMs)?.dueMs;
  if (atMs === undefined) return undefined;
  const kind = `-r${(saidMs / 1_000).toString(36)}`;
  const often = `🔁 ${describeRule(rule)}, next `;
  return { about, atMs, elapsed: rule.frequency === 'elapsed', kind, quote, often, note };
};

const ruleIn = ({ text, saidMs }: Proposed, zone: string | undefined) => {
  if (!asksForReminder(text) || text.length > MAX_REMINDER_TEXT) return undefined;
  const read = readTime(text, { zone, nowMs: saidMs });
  if (read?.when.kind !== 'rule' || read.needsClock) return undefined;
  const { rule } = read.when;
  return { what: read.what, rule, judged: judgeRule(rule) };
};

/**
 * `sug:<add|other|no>:<key>` of such a card, which becomes what is said of it. `as`: what it is set as. Safe to repeat.
 */
export const answerProposal = async (
  services: ReminderDependencies,
  context: CommandContext,
  what: string,
  { key, quote, atMs }: Suggestion,
  as: Reminder['kind'] = 'reminder',
): Promise<Done | 'added'> => {
  const { show } = context;
  if (what === 'no') return await show(lines('OK, nothing is set.', '', plainText(firstLine(quote))));
  const [, id, kind] = key.split('-');
  const moment = momentOf(context);
  const { zone, nowMs } = moment;
  const said = kind?.startsWith('r')
    ? { text: quote, saidMs: Number.parseInt(kind.slice(1), 36) * 1_000 }
    : undefined;
  const repeated = said && ruleIn(said, zone);
  const own = { kind: as, text: repeated?.what ?? quote, repliedToId: Number(id) } as const;
  // Words that are not read as a rule any more are asked for, too.
  if (what === 'other' || (said && !repeated))
    return (await make(services, context, own, '', { question: askWhen(moment) })) ?? 'added';
  if (zone === undefined && (kind === 'f' || (repeated && repeated.rule.frequency !== 'elapsed'))) {
    const beside = { ...context, show: context.reply };
    return await askZone(
      services,
      beside,
      say`I need your time zone for that. Then tap ${as === 'task' ? '“Task”' : '“Set”'} again.`,
    );
  }
  if (repeated) return (await make(services, context, own, '', repeated.judged)) ?? 'added';
  const local = localOf(atMs, kind === 'f' ? 'UTC' : (zone ?? 'UTC'));
  if (atMs <= nowMs)
    return await context.reply(say`That time has passed, so nothing was set. “Other time” sets another one.`);
  const when: When = { kind: 'at', ms: atMs, ...(kind === 'e' && { elapsed: true as const }) };
  const judged =
    kind === 'f' ? { schedule: { kind: 'wall', local, zone: 'follow' } as const } : judge('', when, moment);
  return (await make(services, context, own, '', judged)) ?? 'added';
};

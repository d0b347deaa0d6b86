// A card that asks whether a reminder shall be made: of a message that was forwarded, or of spoken words. Nothing is set
// without a tap. What it offers is kept as a suggestion is, and expires like one.
import { asksForReminder, PROPOSAL, type Suggestion } from '@steward/core';
import { localOf, type When } from '@steward/core/when';
import { type TimeInQuestion, timeIn } from '../../chat/time-in-question.ts';
import type { UpdateContext } from '../../context/update-context.ts';
import { callbackData } from '../../telegram/buttons.ts';
import { plainText } from '../../telegram/format/formatted-text.ts';
import { lines, say } from '../../telegram/say.ts';
import type { CommandContext, Done } from '../feature.ts';
import { askZone } from './ask-zone.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { askWhen, judge, TEN_YEARS_MS } from './judge.ts';
import { momentOf } from './moment.ts';
import { make } from './remind.ts';
import { zoneOf } from './settle.ts';
import { dateText, firstLine, timeText } from './time-in-words.ts';

export interface Proposed {
  /** As it was written or said. */
  text: string;
  /** When, Unix ms: what “tomorrow” counts from. */
  saidMs: number;
}

/** What is nearer is over before somebody taps. */
const LEAST_AHEAD_MS = 2 * 60_000;
const SLOT = 'card';

/** False: the words do not name one time ahead, and nothing was said. In a slot of its own, beside what else is answered. */
export const proposeReminder = async (
  { clock, suggestions }: Pick<ReminderDependencies, 'clock' | 'suggestions'>,
  context: Pick<UpdateContext, 'message' | 'owner' | 'profile' | 'sender'>,
  { text, saidMs }: Proposed,
): Promise<boolean> => {
  const { message, owner, sender } = context;
  if (sender.sentAs(SLOT) !== undefined) return true;
  const zone = zoneOf(context);
  const nowMs = clock.now();
  const found = timeIn(text, zone ?? 'UTC', saidMs);
  if (!found || found.ms - nowMs < LEAST_AHEAD_MS || found.ms - nowMs > TEN_YEARS_MS) return false;
  const quote = asksForReminder(text) ? found.what : text.trim();
  const { ms: atMs } = found;
  const key = `${PROPOSAL}${message.message_id}${kindOf(found, zone)}`;
  // Before it is shown: a tap finds what it means.
  await suggestions.put({ owner, key, quote, atMs, state: 'offered', offeredMs: nowMs });
  const local = localOf(atMs, 'UTC');
  const when =
    zone === undefined && !found.elapsed
      ? say`${dateText(local, new Date(nowMs).toISOString().slice(0, 4))}, ${local.slice(11)}, on your clock`
      : timeText(atMs, zone, nowMs);
  const button = (shown: string, what: string) => ({ text: shown, data: callbackData('sug', what, key) });
  await sender.send(SLOT, say`⏰ Remind you: «${firstLine(quote)}» · ${when}?`, [
    [button('✅ Set', 'add'), button('🕘 Other time', 'other'), button('No', 'no')],
  ]);
  return true;
};

/** What the time goes by: so long from then, the owner's clock, or their clock wherever that is. */
const kindOf = ({ elapsed }: TimeInQuestion, zone: string | undefined): string =>
  elapsed ? '-e' : zone === undefined ? '-f' : '';

/** `sug:<add|other|no>:<key>` of such a card, which becomes what is said of it. Safe to repeat. */
export const answerProposal = async (
  services: ReminderDependencies,
  context: CommandContext,
  what: string,
  { key, quote, atMs }: Suggestion,
): Promise<Done | 'added'> => {
  const { show } = context;
  if (what === 'no') return await show(lines('OK, nothing is set.', '', plainText(firstLine(quote))));
  const [, id, kind] = key.split('-');
  const own = { kind: 'reminder', text: quote, repliedToId: Number(id) } as const;
  const moment = momentOf(context);
  if (what === 'other')
    return (await make(services, context, own, '', { question: askWhen(moment) })) ?? 'added';
  const { zone, nowMs } = moment;
  if (kind === 'f' && zone === undefined) {
    const beside = { ...context, show: context.reply };
    return await askZone(services, beside, say`I need your time zone for that. Then tap “Set” again.`);
  }
  const local = localOf(atMs, kind === 'f' ? 'UTC' : (zone ?? 'UTC'));
  if (atMs <= nowMs)
    return await context.reply(say`That time has passed, so nothing was set. “Other time” sets another one.`);
  const when: When = { kind: 'at', ms: atMs, ...(kind === 'e' && { elapsed: true as const }) };
  const judged =
    kind === 'f' ? { schedule: { kind: 'wall', local, zone: 'follow' } as const } : judge('', when, moment);
  return (await make(services, context, own, '', judged)) ?? 'added';
};

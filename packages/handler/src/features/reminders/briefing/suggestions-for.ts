// Suggestions in a briefing, or by themselves: whether any may come now, which ones, and their buttons. Silence is decided
// here, by code.
import { isQuiet, type Message, mayOffer, type Profile, pausedUntil, USUAL_QUIET_HOURS } from '@steward/core';
import { addDays, dayAt, instantOf, localOf } from '@steward/core/when';
import type { Services } from '../../../context/services.ts';
import { type ButtonRows, callbackData } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../../telegram/say.ts';
import { KIND_TAP } from '../kind-buttons.ts';
import type { Agenda } from './briefing-text.ts';
import { clashes, overdueTasks, promises } from './candidates.ts';
import { eventClashes, reminderClashes, withoutPlace } from './from-calendars.ts';

export type SuggestDependencies = Pick<Services, 'messages' | 'suggestions'>;

export interface SuggestMoment {
  nowMs: number;
  zone: string;
  /** Of the briefing, or of the message that is theirs alone. */
  dueMs: number;
}

const MOST = 3;
/** Of calendars, today among them. */
const DAYS_AHEAD = 8;
const MINUTE_MS = 60_000;
/** Somebody who wrote just now is in a conversation. */
const CONVERSATION_MS = 10 * MINUTE_MS;
const SILENCE_MS = 3 * 24 * 60 * MINUTE_MS;

/** Undefined: nothing is suggested, and nobody is told so. `agenda`: read when something may be. */
export const suggestionsFor = async (
  services: SuggestDependencies,
  profile: Profile | undefined,
  agenda: () => Agenda | Promise<Agenda>,
  moment: SuggestMoment,
): Promise<{ text: FormattedText; buttons: ButtonRows } | undefined> => {
  if (!profile || !mayCome(profile, moment)) return undefined;
  const { owner, suggestionsSinceMs = 0 } = profile;
  const { nowMs, dueMs } = moment;
  const known = await services.suggestions.list(owner);
  if (pausedUntil(known, suggestionsSinceMs) > nowMs) return undefined;
  const offered = (await candidates(services, profile, await agenda(), moment))
    .filter(({ key }) =>
      mayOffer(
        known.find((one) => one.key === key),
        dueMs,
      ),
    )
    .slice(0, MOST);
  if (offered.length === 0) return undefined;
  // Before they are shown: a tap finds what it means.
  for (const { line: _line, asEvent: _asEvent, ...one } of offered)
    await services.suggestions.put({ owner, ...one, state: 'offered', offeredMs: dueMs });
  return {
    text: lines(
      bold('Suggestions'),
      ...offered.map(({ line }, index) => say`💡 ${index + 1}. ${line}`),
      'Nothing is set unless you tap. No more of them: /suggestions off',
    ),
    buttons: offered.map(({ asEvent, key }, index) => [
      { text: `➕ ${index + 1} Add`, data: callbackData('sug', 'add', key) },
      ...(asEvent ? [{ text: `📅 ${index + 1} Event`, data: callbackData(KIND_TAP, key, 'event') }] : []),
      { text: `${index + 1} Not now`, data: callbackData('sug', 'later', key) },
      { text: `${index + 1} Never this`, data: callbackData('sug', 'never', key) },
    ]),
  };
};

/** How many days of the calendars are read: more than today only where something may be suggested of them. */
export const daysToRead = (profile: Profile | undefined, moment: SuggestMoment): number =>
  profile && mayCome(profile, moment) ? DAYS_AHEAD : 1;

/** In private, accepted once, while the person is awake, about, and not talking with the bot. */
const mayCome = (
  { owner, suggestionsSinceMs, quiet, lastAtMs }: Profile,
  { nowMs, zone }: SuggestMoment,
): boolean => {
  if (owner <= 0 || suggestionsSinceMs === undefined || lastAtMs === undefined) return false;
  const silentMs = nowMs - lastAtMs;
  if (silentMs < CONVERSATION_MS || silentMs > SILENCE_MS) return false;
  return !isQuiet(quiet, localOf(nowMs, zone).slice(11));
};

/**
 * In a conversation, or while it is quiet: when they may come on the same day, Unix ms. Undefined: at once, or not on this
 * day any more.
 */
export const laterToday = (
  profile: Profile | undefined,
  { nowMs, zone }: Pick<SuggestMoment, 'nowMs' | 'zone'>,
): number | undefined => {
  const { lastAtMs = 0, quiet = USUAL_QUIET_HOURS } = profile ?? {};
  const day = dayAt(nowMs, zone);
  const isNow = quiet !== 'off' && isQuiet(quiet, localOf(nowMs, zone).slice(11));
  const untilMs = isNow ? instantOf(`${day}T${quiet.until}`, zone) : nowMs;
  const laterMs = Math.max(untilMs, Math.min(lastAtMs, nowMs) + CONVERSATION_MS);
  return untilMs >= nowMs && laterMs > nowMs && dayAt(laterMs, zone) === day ? laterMs : undefined;
};

const candidates = async (
  services: SuggestDependencies,
  { owner, active }: Profile,
  { alive, snoozes, today: calendar }: Agenda,
  moment: SuggestMoment,
) => {
  const { nowMs, zone } = moment;
  const own = { owner, nowMs, zone };
  const unread = addDays(dayAt(nowMs, zone), DAYS_AHEAD);
  const said = active ? await recent(services, owner, active.sessionId, moment.nowMs) : [];
  return [
    // The briefing itself tells of what is overdue.
    ...eventClashes(calendar, own),
    ...overdueTasks(alive, snoozes, moment),
    ...reminderClashes(calendar, alive, own),
    ...promises(said, alive, moment, calendar, unread),
    ...withoutPlace(calendar, own),
    ...clashes(alive, moment),
  ];
};

const PAGE = 40;

const recent = async (
  { messages }: Pick<Services, 'messages'>,
  owner: number,
  sessionId: string,
  nowMs: number,
): Promise<Message[]> => {
  const found: Message[] = [];
  for await (const message of messages.newestFirst(owner, sessionId, { pageSize: PAGE })) {
    if (found.length >= PAGE || nowMs - message.ts > SILENCE_MS) break;
    found.push(message);
  }
  return found;
};

// What tells a model the day and the time: a line below the instructions with the time of the first question it sees, and
// one before the first question of the last ten minutes. Both stay where they are from turn to turn, so that the server's
// prompt cache holds.
import type { Message, Role } from '../session/message.ts';
import { estimateTokens, MESSAGE_OVERHEAD_TOKENS } from './estimate-tokens.ts';

const SAME_TIME_MS = 10 * 60 * 1000;

let format: Intl.DateTimeFormat | undefined;

/** Made when it is needed first: it takes ten milliseconds, which not every start has to wait for. */
const formatted = (ms: number): string => {
  format ??= new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', timeZone: 'UTC' },
  });
  return format.format(ms);
};

/** One line: weekday, date and time (UTC). `ms`: of any writer; a time to come is none. */
const timeLine = (ms: number, nowMs: number): string =>
  `It is ${formatted(Math.min(Math.max(ms, 0), nowMs))} UTC.`;

/** None is longer. */
export const LONGEST_TIME_LINE = 'It is Wednesday, 30 September 2026 at 00:00 UTC.';

/** What both lines take of the window at most. */
export const TIME_TOKENS = 2 * (estimateTokens(`\n${LONGEST_TIME_LINE}`) + MESSAGE_OVERHEAD_TOKENS);

/** `messages`: oldest first. `opening` stands below the instructions; `before` before the message at `index`. */
export const presentTime = (
  messages: readonly Pick<Message, 'role' | 'ts'>[],
  nowMs: number,
): { opening: string; before?: { index: number; line: string } } => {
  const isAsked = ({ role }: { role: Role }) => role === 'user';
  const since = nowMs - (nowMs % SAME_TIME_MS);
  const first = messages.find(isAsked);
  const opening = timeLine(first?.ts ?? nowMs, nowMs);
  if (!first || first.ts >= since) return { opening };
  const index = messages.findIndex((message) => isAsked(message) && message.ts >= since);
  return index < 0
    ? { opening, before: { index: messages.findLastIndex(isAsked), line: timeLine(nowMs, nowMs) } }
    : { opening, before: { index, line: timeLine(messages[index]?.ts ?? nowMs, nowMs) } };
};

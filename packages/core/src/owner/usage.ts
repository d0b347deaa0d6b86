// What a chat used of the models, by day: counted in its profile, which is written at the end of a turn anyway.

export interface UsedDay {
  /** Days since 1970, UTC. */
  day: number;
  turns: number;
  /** What the models read and wrote, as they told it. */
  tokens: number;
}

export interface Usage {
  /** The last seven at most, oldest first; a day without a turn is left out. */
  days: UsedDay[];
  /** The update that was counted last: another try of it is no other turn. */
  updateId: number;
}

export const USAGE_DAYS = 7;
const DAY_MS = 86_400_000;

const dayAt = (ms: number): number => Math.floor(ms / DAY_MS);

/**
 * With what one try of a turn used. Another try of the same update adds its tokens, which the model read and wrote again,
 * and no turn: a chat's updates come one after the other, so the one counted last is enough to know. Days that lie ahead,
 * of a clock that was set back since, go.
 */
export const withUsage = (
  before: Usage | undefined,
  { updateId, tokens, nowMs }: { updateId: number; tokens: number; nowMs: number },
): Usage => {
  const today = dayAt(nowMs);
  const kept = (before?.days ?? []).filter(({ day }) => day > today - USAGE_DAYS && day < today);
  const sofar = before?.days.find(({ day }) => day === today) ?? { day: today, turns: 0, tokens: 0 };
  const turns = sofar.turns + (before?.updateId === updateId ? 0 : 1);
  return { days: [...kept, { day: today, turns, tokens: sofar.tokens + tokens }], updateId };
};

/** The last seven days, today last, each with its date: `2027-03-11`. */
export const usageOfWeek = (usage: Usage | undefined, nowMs: number) =>
  Array.from({ length: USAGE_DAYS }, (_, index) => {
    const day = dayAt(nowMs) - USAGE_DAYS + 1 + index;
    const { turns = 0, tokens = 0 } = usage?.days.find((used) => used.day === day) ?? {};
    return { day: new Date(day * DAY_MS).toISOString().slice(0, 10), turns, tokens };
  });

// When and where something is said: what "tomorrow" and "in 20 minutes" count from.
import type { CommandContext } from '../feature.ts';
import type { Moment } from './judge.ts';

const DAY_MS = 86_400_000;

/**
 * A message counts from when it was sent, also if it waited behind a long answer; a tap from when it came. The same at
 * every try.
 */
export const momentOf = ({ atMs, isTap, message, profile }: CommandContext): Moment => {
  const sentMs = (message.edit_date ?? message.date) * 1000;
  const isSound = !isTap && sentMs <= atMs && atMs - sentMs < DAY_MS;
  return { zone: profile?.zone?.name, nowMs: isSound ? sentMs : atMs };
};

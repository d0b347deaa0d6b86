// One send budget per chat, so that Telegram never has to say 429 because of us (limits: shared FAQ numbers, kept
// with room to spare). Sends and edits count alike; typing does not.
import type { SendBudget as StoredBudget } from '@steward/core';

export type SendPurpose = 'send' | 'final-edit' | 'preview';

export interface SendBudget {
  /** Milliseconds to wait before a call of this kind may go out. `weight`: length of the text that a preview renders. */
  waitMs(purpose: SendPurpose, nowMs: number, weight?: number): number;
  /** A call goes out now. */
  spend(purpose: SendPurpose, nowMs: number): void;
  /** Telegram answered 429. */
  blockUntil(ms: number): void;
  /** As kept in the profile. */
  stored(nowMs: number): StoredBudget;
}

interface Limits {
  callGapMs: number;
  editGapMs: number;
  perMinute: number;
  previewsPerMinute: number;
}

const PRIVATE: Limits = { callGapMs: 1_050, editGapMs: 1_550, perMinute: 55, previewsPerMinute: 40 };
const GROUP: Limits = { callGapMs: 1_050, editGapMs: 5_050, perMinute: 15, previewsPerMinute: 9 };
const MINUTE_MS = 60_000;
// A long answer is updated less often: 4,096 characters add two seconds.
const SLOWER_PER_CHARACTER_MS = 0.5;

export const createSendBudget = (chat: 'private' | 'group', stored: StoredBudget | undefined): SendBudget => {
  const limits = chat === 'private' ? PRIVATE : GROUP;
  let calls = [...(stored?.calls ?? [])].sort((a, b) => a - b);
  let blockedUntilMs = stored?.blockedUntilMs ?? 0;
  // What an earlier update's last call was is not kept: it may have been an edit.
  let lastEditMs = calls.at(-1) ?? 0;

  /**
   * Lets go of what is older than a minute. After the clock was set back, calls of "later" count as made now, and what
   * Telegram asked for behind them ends as much earlier.
   */
  const settle = (nowMs: number): void => {
    const setBackMs = Math.max(0, (calls.at(-1) ?? 0) - nowMs);
    if (setBackMs > 0) blockedUntilMs = Math.max(0, blockedUntilMs - setBackMs);
    calls = calls.filter((at) => at > nowMs - MINUTE_MS).map((at) => Math.min(at, nowMs));
    lastEditMs = Math.min(lastEditMs, nowMs);
  };

  const windowWait = (most: number, nowMs: number): number => {
    const oldestThatCounts = calls[calls.length - most];
    return oldestThatCounts === undefined ? 0 : oldestThatCounts + MINUTE_MS - nowMs;
  };

  return {
    waitMs(purpose, nowMs, weight = 0) {
      settle(nowMs);
      const last = calls.at(-1) ?? 0;
      const gap =
        purpose === 'preview' ? limits.editGapMs + weight * SLOWER_PER_CHARACTER_MS : limits.callGapMs;
      const sinceEdit = purpose === 'send' ? 0 : lastEditMs + limits.editGapMs - nowMs;
      const most = purpose === 'preview' ? limits.previewsPerMinute : limits.perMinute;
      return Math.max(0, last + gap - nowMs, sinceEdit, windowWait(most, nowMs), blockedUntilMs - nowMs);
    },
    spend(purpose, nowMs) {
      settle(nowMs);
      calls.push(nowMs);
      if (purpose !== 'send') lastEditMs = nowMs;
    },
    blockUntil(ms) {
      blockedUntilMs = Math.max(blockedUntilMs, ms);
    },
    stored(nowMs) {
      settle(nowMs);
      return { calls: [...calls], ...(blockedUntilMs > nowMs && { blockedUntilMs }) };
    },
  };
};

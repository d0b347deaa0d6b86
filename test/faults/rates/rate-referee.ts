// Judges the pace of a world: no chat was written to faster than Telegram allows a single chat, and nobody called while
// Telegram had asked to wait.
import { createRateLimits } from '@steward/telegram-emulator/testing';
import type { VirtualWorld } from '../../kit/ports/virtual-world.ts';

export interface PaceVerdict {
  complaints: string[];
  /** Calls that counted, and calls that met Telegram's limit for all chats together. */
  calls: number;
  metOverallLimit: number;
}

export const judgePace = ({
  line,
}: {
  line: Pick<VirtualWorld['line'], 'counted' | 'reached' | 'refused'>;
}): PaceVerdict => {
  const complaints: string[] = [];
  for (const chatId of new Set(line.reached.map((call) => call.chatId))) {
    const calls = line.reached.filter((call) => call.chatId === chatId);
    let nowMs = 0;
    // Limits of its own for each chat: what all chats together may do is not counted here.
    const limits = createRateLimits(() => nowMs);
    for (const { atMs } of calls) {
      nowMs = atMs;
      try {
        limits.take(chatId, 'message');
      } catch {
        complaints.push(`chat ${chatId}: call at ${atMs} is one too many`);
      }
    }
  }
  const waits = new Map<number, number>();
  for (const { chatId, atMs, played } of line.counted) {
    if (atMs < (waits.get(chatId) ?? 0))
      complaints.push(`chat ${chatId}: called at ${atMs} before the wait was over`);
    if (played?.kind === 'status' && played.retry_after !== undefined)
      waits.set(chatId, atMs + played.retry_after * 1000);
  }
  const metOverallLimit = line.refused.filter(
    ({ errorCode, status }) => (errorCode ?? status) === 429,
  ).length;
  return { complaints, calls: line.reached.length, metOverallLimit };
};

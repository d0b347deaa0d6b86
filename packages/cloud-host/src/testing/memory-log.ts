// A log that remembers what went wrong.
import type { QueueLog } from '../queue/poll-queue.ts';

export const createMemoryLog = (): QueueLog & { lines: string[] } => {
  const lines: string[] = [];
  return {
    lines,
    warn: (message) => void lines.push(message),
    error: (message) => void lines.push(message),
  };
};

// What tells a queue that it has a message already.
import type { WorkId } from '@steward/core';

/**
 * Works are counted within their owner, but some FIFO queues count these ids for the whole queue. It matters for five
 * minutes only, and it spares work, not more: what two versions of Steward queue twice under two ids is claimed once.
 */
export const deduplicationIdOf = (owner: number | string, id: WorkId): string => `${owner}:${id}`;

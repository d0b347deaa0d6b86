// What tells a queue that it has a message already.
import type { WorkId } from '@steward/core';

/**
 * Work ids are unique within their owner, but some FIFO queues compare these ids across the whole queue. They count for
 * five minutes and only save work: what two versions of Steward queue under two ids is still claimed once.
 */
export const deduplicationIdOf = (owner: number | string, id: WorkId): string => `${owner}:${id}`;

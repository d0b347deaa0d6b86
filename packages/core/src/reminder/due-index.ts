// The port of what is due next, over all owners: what the dispatcher reads every minute.
import type { DueItem } from './due-item.ts';

/**
 * Reads of an index are eventually consistent: what it tells may have been moved or removed since, and what was written
 * in the last second may be missing. Who acts on an item reads it again.
 */
export interface DueIndex {
  /**
   * All that is due after `afterMs`, up to `untilMs` and including it, in the order of due; at the same moment in no
   * particular one. Read page by page as it is asked for: a consumer that stops reads nothing more.
   */
  dueBetween(afterMs: number, untilMs: number): AsyncIterable<DueItem>;
}

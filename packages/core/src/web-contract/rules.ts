// A sentence on trial: what would become of it, without keeping anything.
import type { RoutingRule } from '../routing/rule.ts';

export type { TriedSentence, TriedTime } from '../routing/try-sentence.ts';

export interface RuleTrial {
  /** At most 2,000 characters. */
  text: string;
  /** Who wrote it: a name, or `@username`. */
  sender?: string;
  /** Instead of those that are saved. */
  rules?: RoutingRule[];
}

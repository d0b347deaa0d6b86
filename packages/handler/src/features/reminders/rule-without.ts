// Times that a rule leaves out.
import type { CalendarRule, LocalTime } from '@steward/core/when';

/** A reminder stays small. */
const MOST = 50;

/** Of too many the earliest are forgotten, in whatever order they come: those that lie ahead count. */
export const ruleWithout = (rule: CalendarRule, times: readonly LocalTime[]): CalendarRule =>
  times.length === 0 ? rule : { ...rule, except: [...(rule.except ?? []), ...times].sort().slice(-MOST) };

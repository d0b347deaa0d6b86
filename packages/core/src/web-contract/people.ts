// Who is let in, for the operator.
import type { DayUsage } from './overview.ts';

export interface PersonView {
  /** Negative: a group. */
  id: number;
  name?: string;
  standing: 'owner' | 'in' | 'blocked' | 'asked' | 'configured';
  sinceMs?: number;
  /** Today. */
  usage?: DayUsage;
}

export interface People {
  /** Who asks first, then who is in, then who is blocked. */
  people: PersonView[];
  /** Everyone is let in by the configuration. */
  isOpen: boolean;
  /** Asked without being shown. */
  others: number;
  /** Of each person. */
  limits: { turnsAtOnce: number; turnsAnHour: number };
}

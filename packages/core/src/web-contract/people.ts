// Who is let in, for the operator.
import type { DayUsage } from './overview.ts';
import type { AllowanceView } from './teams.ts';

export interface PersonView {
  /** Negative: a group. */
  id: number;
  name?: string;
  standing: 'owner' | 'in' | 'blocked' | 'asked' | 'configured';
  sinceMs?: number;
  /** Today. */
  usage?: DayUsage;
  /** Where the operator has set one; with what was used of it. */
  allowance?: AllowanceView;
}

/** As the operator sees it: nothing of what its members share. */
export interface TeamOfPeople {
  id: number;
  name: string;
  members: number;
  allowance?: AllowanceView;
}

export interface People {
  /** Who asks first, then who is in, then who is blocked. */
  people: PersonView[];
  /** Absent: not known yet. */
  teams?: TeamOfPeople[];
  /** Everyone is let in by the configuration. */
  isOpen: boolean;
  /** Asked without being shown. */
  others: number;
  /** Of each person. */
  limits: { turnsAtOnce: number; turnsAnHour: number };
}

// What a work of the app is done with.
import type { WorkFault } from '@steward/core/web-contract';
import type { Services } from '../../context/services.ts';
import type { WorkContext } from '../../context/work-context.ts';
import type { SendFacts } from '../../telegram/send-facts.ts';

export type AppDependencies = Pick<
  Services,
  | 'access'
  | 'archives'
  | 'briefings'
  | 'catalogue'
  | 'clock'
  | 'config'
  | 'extras'
  | 'files'
  | 'leftovers'
  | 'log'
  | 'messages'
  | 'profiles'
  | 'queue'
  | 'reminders'
  | 'removed'
  | 'sessions'
>;

/** What is recorded of it, so that another try knows what the first one did; the app reads `why`. */
export type AppFacts = SendFacts & {
  why?: WorkFault;
  deleting?: 1;
  removing?: 1;
  /** The number of the reminder that comes back. */
  reminder?: number;
  /** The numbers of reminders that waited for the zone, with commas. */
  waiting?: string;
};

export type AppContext = WorkContext<AppFacts>;

/** Undefined: it is done. */
export type Done = Promise<WorkFault | undefined>;

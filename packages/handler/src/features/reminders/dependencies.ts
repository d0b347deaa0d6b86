// What reminders need of the services.
import type { Services } from '../../context/services.ts';
import type { Feature } from '../feature.ts';

export type ReminderDependencies = Pick<
  Services,
  | 'access'
  | 'bot'
  | 'briefings'
  | 'catalogue'
  | 'clock'
  | 'extras'
  | 'integrations'
  | 'messages'
  | 'model'
  | 'modelServer'
  | 'profiles'
  | 'reminders'
  | 'sessions'
  | 'suggestions'
  | 'teams'
  | 'telegram'
  | 'usage'
> &
  /** What else waits for the zone. */
  Pick<Feature, 'zoned'>;

// What reminders need of the services.
import type { Services } from '../../context/services.ts';

export type ReminderDependencies = Pick<
  Services,
  | 'bot'
  | 'briefings'
  | 'clock'
  | 'extras'
  | 'messages'
  | 'profiles'
  | 'reminders'
  | 'sessions'
  | 'suggestions'
  | 'telegram'
>;

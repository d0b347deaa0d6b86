// What reminders need of the services.
import type { Services } from '../../context/services.ts';

export type ReminderDependencies = Pick<
  Services,
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
  | 'telegram'
>;

// What events need of the services, in the chat.
import type { Services } from '../../context/services.ts';

export type EventDependencies = Pick<
  Services,
  | 'access'
  | 'bot'
  | 'catalogue'
  | 'clock'
  | 'config'
  | 'drafts'
  | 'events'
  | 'integrations'
  | 'log'
  | 'messages'
  | 'meter'
  | 'model'
  | 'modelServer'
  | 'profiles'
  | 'reminders'
  | 'sessions'
  | 'telegram'
  | 'tickets'
>;

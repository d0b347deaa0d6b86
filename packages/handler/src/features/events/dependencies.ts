// What events need of the services, in the chat.
import type { Services } from '../../context/services.ts';

export type EventDependencies = Pick<
  Services,
  | 'access'
  | 'bot'
  | 'briefings'
  | 'catalogue'
  | 'clock'
  | 'config'
  | 'download'
  | 'drafts'
  | 'events'
  | 'extras'
  | 'integrations'
  | 'log'
  | 'messages'
  | 'meter'
  | 'model'
  | 'modelServer'
  | 'notes'
  | 'profiles'
  | 'proposals'
  | 'queue'
  | 'reminders'
  | 'sessions'
  | 'shares'
  | 'suggestions'
  | 'teams'
  | 'telegram'
  | 'tickets'
  | 'usage'
>;

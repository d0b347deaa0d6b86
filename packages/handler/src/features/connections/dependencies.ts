// What connections need of the services, in the chat.
import type { Services } from '../../context/services.ts';

export type ConnectionDependencies = Pick<
  Services,
  'access' | 'log' | 'meter' | 'profiles' | 'clock' | 'config' | 'integrations' | 'tickets'
>;

// What connections need of the services, in the chat.
import type { Services } from '../../context/services.ts';

export type ConnectionDependencies = Pick<Services, 'clock' | 'config' | 'integrations' | 'tickets'>;

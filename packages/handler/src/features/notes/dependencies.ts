// What notes need.
import type { Services } from '../../context/services.ts';

export type NoteDependencies = Pick<Services, 'bot' | 'clock' | 'integrations' | 'notes' | 'telegram'>;

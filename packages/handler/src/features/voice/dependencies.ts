// What listening needs.
import type { AskDependencies } from '../../chat/answer-text.ts';
import type { Services } from '../../context/services.ts';
import type { ReminderDependencies } from '../reminders/dependencies.ts';

export type VoiceDependencies = AskDependencies &
  ReminderDependencies &
  Pick<Services, 'claims' | 'download' | 'meter' | 'speech'>;

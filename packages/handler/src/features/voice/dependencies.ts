// What listening needs.
import type { AskDependencies } from '../../chat/answer-text.ts';
import type { Services } from '../../context/services.ts';
import type { EventDependencies } from '../events/dependencies.ts';
import type { ReminderDependencies } from '../reminders/dependencies.ts';

export type VoiceDependencies = AskDependencies &
  EventDependencies &
  ReminderDependencies &
  Pick<Services, 'claims' | 'download' | 'meter' | 'speech'>;

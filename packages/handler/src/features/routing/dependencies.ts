// What it takes to find out what something is, and to make that of it.
import type { Services } from '../../context/services.ts';
import type { EventDependencies } from '../events/dependencies.ts';
import type { NoteDependencies } from '../notes/dependencies.ts';
import type { ReminderDependencies } from '../reminders/dependencies.ts';

export type RoutingDependencies = EventDependencies &
  NoteDependencies &
  ReminderDependencies &
  Pick<Services, 'settings'>;

// Reminders and tasks.
import { REMINDER_ITEMS } from '@steward/core';
import type { Feature } from '../feature.ts';
import type { FireDependencies } from './firing/fire.ts';
import { createFirings } from './firing/firings.ts';

export const createReminders = (services: FireDependencies): Feature => ({
  works: [createFirings(services)],
  ownedItems: [REMINDER_ITEMS],
});

// Reminders and tasks.
import { REMINDER_ITEMS } from '@steward/core';
import type { Feature } from '../feature.ts';

export const createReminders = (): Feature => ({ ownedItems: [REMINDER_ITEMS] });

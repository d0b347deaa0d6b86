// Events as a feature: from what somebody says to a card, and from a tap to an event in their calendar.
import { DRAFT_ITEMS, EVENT_ITEMS } from '@steward/core';
import type { Feature } from '../feature.ts';
import type { EventDependencies } from './dependencies.ts';

export const createEventCards = (_services: EventDependencies): Feature => ({
  ownedItems: [DRAFT_ITEMS, EVENT_ITEMS],
});

// Calendars and places for notes that a person has connected, as a feature: what lies in the table of them.
import { CONNECTION_ITEMS, CONSENT_ITEMS } from '@steward/core';
import type { Feature } from '../feature.ts';

export const createConnections = (): Feature => ({ ownedItems: [CONNECTION_ITEMS, CONSENT_ITEMS] });

// The app as a feature of the chat: what lies in the table of who is signed in there.
import { SIGN_IN_ITEMS, TICKET_ITEMS } from '@steward/core';
import type { Feature } from '../feature.ts';

export const createWebAccess = (): Feature => ({ ownedItems: [SIGN_IN_ITEMS, TICKET_ITEMS] });

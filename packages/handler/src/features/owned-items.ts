// What the features keep of an owner in the table, and what a move of a group and /forget do to it. Whoever brings a new
// kind of items declares it here.
import type { OwnedItems } from '@steward/core';
import {
  CLAIMS_PREFIX,
  HEADERS_PREFIX,
  MESSAGES_PREFIX,
  PROFILE,
  SESSIONS_PREFIX,
  STOP,
} from '../aws/keys.ts';

const updates: OwnedItems[] = [
  // The counter stays, so that an old number never means a new conversation, and so does who is let in.
  { prefix: PROFILE, move: 'merge', forget: { keeps: ['next_number', 'let_in'] } },
  // They hold no text and expire by themselves; without them a redelivery would be answered again.
  { prefix: CLAIMS_PREFIX, move: 'leave', forget: 'leave' },
];

const sessions: OwnedItems[] = [
  { prefix: SESSIONS_PREFIX, move: 'renumber', forget: 'remove' },
  { prefix: HEADERS_PREFIX, move: 'with-session', forget: 'remove' },
  { prefix: MESSAGES_PREFIX, move: 'with-session', forget: 'remove' },
];

const answers: OwnedItems[] = [{ prefix: STOP, move: 'copy', forget: 'remove' }];

export const OWNED_ITEMS: readonly OwnedItems[] = [...updates, ...sessions, ...answers];

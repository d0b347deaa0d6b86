// What something can be made instead, as buttons: what they do lies above this room.
import type { Kind } from '@steward/core';

/** `kind:<key of what is kept>:<kind>`. */
export const KIND_TAP = 'kind';

export const KIND_BUTTONS: readonly { kind: Kind; text: string }[] = [
  { kind: 'event', text: '📅 Event' },
  { kind: 'reminder', text: '⏰ Reminder' },
  { kind: 'task', text: '☑️ Task' },
  { kind: 'note', text: '📝 Note' },
];

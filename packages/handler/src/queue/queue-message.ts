// What travels in the queue: an update as Telegram sent it, or one of our own notes behind it in the same group.

import { type Incoming, readIncoming } from '../telegram/incoming.ts';

/** Comes behind the part of a paste and runs the turn if no further part came between. */
export interface FlushNote {
  steward: 'flush';
  /** The part that waits. */
  updateId: number;
  owner: number;
  /** Unix ms at which the part was processed. */
  queuedAtMs: number;
  hop: number;
}

/** In the new chat's group: take the data of the old chat along. */
export interface MoveNote {
  steward: 'move';
  from: number;
  to: number;
}

export type QueueMessage =
  /** `redrive`: an operator sends a dead letter again, as `{"steward":"redrive","update":…}`. It may be such a letter. */
  | { kind: 'update'; incoming: Incoming; redrive: boolean }
  | { kind: 'flush'; note: FlushNote }
  | { kind: 'move'; note: MoveNote };

/** Undefined for what is neither an update nor a note: no retry makes it one. */
export const readQueueMessage = (body: string): QueueMessage | undefined => {
  let value = jsonOf(body) as { steward?: unknown; update?: unknown } | null | undefined;
  const redrive = value?.steward === 'redrive';
  while (value?.steward === 'redrive') value = value.update as typeof value;
  if (value?.steward === 'flush') return isFlush(value) ? { kind: 'flush', note: value } : undefined;
  if (value?.steward === 'move') return isMove(value) ? { kind: 'move', note: value } : undefined;
  const incoming = readIncoming(value);
  return incoming && { kind: 'update', incoming, redrive };
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isFlush = (value: object): value is FlushNote =>
  ['updateId', 'owner', 'queuedAtMs', 'hop'].every((name) => isNumber(value, name));
const isMove = (value: object): value is MoveNote => ['from', 'to'].every((name) => isNumber(value, name));
const isNumber = (value: object, name: string): boolean =>
  Number.isSafeInteger((value as Record<string, unknown>)[name]);

export const flushMessage = (note: FlushNote) => ({
  groupId: String(note.owner),
  deduplicationId: `flush-${note.updateId}-${note.hop}`,
  body: JSON.stringify(note),
});

export const moveMessage = (note: MoveNote) => ({
  groupId: String(note.to),
  deduplicationId: `move-${note.from}-${note.to}`,
  body: JSON.stringify(note),
});

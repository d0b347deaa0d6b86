// What travels in the queue: an update as Telegram sent it, or one of our own notes behind it in the same group.

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
  | { kind: 'update'; update: unknown }
  | { kind: 'flush'; note: FlushNote }
  | { kind: 'move'; note: MoveNote };

/** Throws SyntaxError on anything but JSON. */
export const readQueueMessage = (body: string): QueueMessage => {
  const value = JSON.parse(body) as { steward?: unknown };
  if (value?.steward === 'flush') return { kind: 'flush', note: value as FlushNote };
  if (value?.steward === 'move') return { kind: 'move', note: value as MoveNote };
  return { kind: 'update', update: value };
};

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

// What travels in the queues: an update as Telegram sent it, or one of our own notes behind it in the same group; and, in a
// queue of its own, that something is due.
import { type DueItem, dueGroupOf, workOfDue } from '@steward/core';
import { isGroupMove } from '../telegram/chat-of.ts';
import { deduplicationIdOf } from './deduplication-id.ts';

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

/** Something that another chat is to be told: the owner that a chat asks to be let in, or a chat that it is. */
export interface NoticeNote {
  steward: 'notice';
  about: 'asks' | 'let-in';
  /** The chat that is told. */
  to: number;
  /** The chat that it is about. */
  chat: number;
  /** Unix ms of the question or the decision: with the chat it tells this notice from others. */
  atMs: number;
}

/** Something is due now. It says nothing about what it is: that is read when it is done. */
export interface DueNote {
  steward: 'due';
  owner: number;
  /** Of the item that lies in the index. */
  sk: string;
  /** Unix ms, as the index held it: an item that is due at another time meanwhile is left alone. */
  due: number;
}

/** Time zone data changed: what the owner's reminders are due by the clock on the wall is to be computed anew. */
export interface ZonesNote {
  steward: 'zones';
  owner: number;
  /** Of the new data, e.g. `2026c`. */
  version: string;
}

/**
 * An operator sends a message again, mostly a dead letter, as `{"steward":"redrive","update":…}`. It may be one that was
 * sent again before.
 */
export const readEnvelope = (body: string): { value: unknown; redriven: boolean } => {
  let value = jsonOf(body) as { steward?: unknown; update?: unknown } | null | undefined;
  const redriven = value?.steward === 'redrive';
  while (value?.steward === 'redrive') value = value.update as typeof value;
  return { value, redriven };
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const readFlush = (value: unknown): FlushNote | undefined =>
  isNote(value, 'flush', ['updateId', 'owner', 'queuedAtMs', 'hop']) ? (value as FlushNote) : undefined;

/** From group to group only. */
export const readMove = (value: unknown): MoveNote | undefined => {
  if (!isNote(value, 'move', ['from', 'to'])) return undefined;
  const note = value as MoveNote;
  return isGroupMove(note.from, note.to) ? note : undefined;
};

export const readNotice = (value: unknown): NoticeNote | undefined =>
  isNote(value, 'notice', ['to', 'chat', 'atMs']) ? (value as NoticeNote) : undefined;

export const readDue = (value: unknown): DueNote | undefined =>
  isNote(value, 'due', ['owner', 'due']) && typeof (value as DueNote).sk === 'string'
    ? (value as DueNote)
    : undefined;

export const readZones = (value: unknown): ZonesNote | undefined =>
  isNote(value, 'zones', ['owner']) ? (value as ZonesNote) : undefined;

const isNote = (value: unknown, name: string, numbers: string[]): boolean => {
  const note = value as Record<string, unknown> | null | undefined;
  return note?.steward === name && numbers.every((key) => Number.isSafeInteger(note[key]));
};

export const flushMessage = (note: FlushNote) => ({
  groupId: String(note.owner),
  deduplicationId: deduplicationIdOf(note.owner, `flush-${note.updateId}-${note.hop}`),
  body: JSON.stringify(note),
});

export const noticeMessage = (note: NoticeNote) => ({
  groupId: String(note.to),
  deduplicationId: deduplicationIdOf(note.to, `notice-${note.chat}-${note.atMs}`),
  body: JSON.stringify(note),
});

export const moveMessage = (note: MoveNote) => ({
  groupId: String(note.to),
  deduplicationId: deduplicationIdOf(note.to, `move-${note.from}`),
  body: JSON.stringify(note),
});

/** Undefined for an item of a later version, which stays in the index until that version takes it. */
export const dueMessage = (item: DueItem) => {
  const { owner, sk, dueMs } = item;
  const work = workOfDue(item);
  if (work === undefined) return undefined;
  const note: DueNote = { steward: 'due', owner, sk, due: dueMs };
  return {
    groupId: dueGroupOf(item),
    deduplicationId: deduplicationIdOf(owner, work),
    body: JSON.stringify(note),
  };
};

/** Beside the owner's firings: it holds none of them up. */
export const zonesMessage = (note: ZonesNote) => ({
  groupId: `z#${note.owner}`,
  deduplicationId: deduplicationIdOf(note.owner, `zones-${note.version}`),
  body: JSON.stringify(note),
});

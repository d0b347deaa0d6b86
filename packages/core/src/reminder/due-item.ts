// What lies in the index of due items, and the work that each of them asks for.
import { CONNECTION_ITEMS } from '../connection/connection.ts';
import type { WorkId } from '../work/work-id.ts';
import { BRIEFING_ITEM, EXTRA_ITEM } from './briefing.ts';
import { REMINDER_ITEMS } from './reminder.ts';
import { REMOVED_ITEMS } from './removed.ts';

/** As the index holds it: only keys. `sk` is the item's sort key. */
export interface DueItem {
  owner: number;
  sk: string;
  /** Unix ms. */
  dueMs: number;
}

/** What is due, by its key; undefined for a key of another version. */
export type DueThing =
  | { kind: 'reminder' | 'snooze'; number: number }
  | { kind: 'briefing' | 'suggestions' }
  /** A removed reminder whose time for an Undo is over. */
  | { kind: 'removed' }
  /** One to end that nobody confirmed, to read, or to tell of that it is broken. */
  | { kind: 'connection'; id: string };

/** The key of a reminder's own item, or of its snooze that is due then. */
export const dueItemOf = (
  { owner, number }: { owner: number; number: number },
  kind: 'reminder' | 'snooze',
  dueMs: number,
): DueItem => ({
  owner,
  sk: `${REMINDER_ITEMS.prefix}${number}${kind === 'snooze' ? `#SNOOZE#${dueMs}` : ''}`,
  dueMs,
});

/** As a connection's id may be: it names a group of the queue, of 128 letters at most. */
const CONNECTION = new RegExp(`^${CONNECTION_ITEMS.prefix}([\\w-]{1,100})$`);
const REMINDER = /^REMINDER#(\d{1,9})(#SNOOZE#\d+)?$/;

export const dueThingOf = (sk: string): DueThing | undefined => {
  if (sk === BRIEFING_ITEM.prefix) return { kind: 'briefing' };
  if (sk === EXTRA_ITEM.prefix) return { kind: 'suggestions' };
  if (sk.startsWith(REMOVED_ITEMS.prefix)) return { kind: 'removed' };
  const [, id] = CONNECTION.exec(sk) ?? [];
  if (id !== undefined) return { kind: 'connection', id };
  const [, number, snooze] = REMINDER.exec(sk) ?? [];
  if (number === undefined) return undefined;
  return { kind: snooze === undefined ? 'reminder' : 'snooze', number: Number(number) };
};

/**
 * `r5@<due>` for a firing, `s5@<due>` for a snooze, `b@<due>` for a briefing, `x@<due>` for suggestions, `d@<due>` for what is
 * removed, `c<id>@<due>` for a connection.
 */
export const workOfDue = ({ sk, dueMs }: DueItem): WorkId | undefined => {
  const thing = dueThingOf(sk);
  if (!thing) return undefined;
  if ('id' in thing) return `c${thing.id}@${dueMs}`;
  if (!('number' in thing)) return `${LETTERS[thing.kind]}@${dueMs}`;
  return `${thing.kind === 'snooze' ? 's' : 'r'}${thing.number}@${dueMs}`;
};

const LETTERS = { briefing: 'b', suggestions: 'x', removed: 'd' } as const;

/** Of a firing, and of a tap on what rang. */
export const ringGroupOf = (owner: number | string): string => `r#${owner}`;

/** A minute later does no harm: it comes behind what rings. */
export const canWait = ({ sk }: Pick<DueItem, 'sk'>): boolean => {
  const thing = dueThingOf(sk);
  return thing !== undefined && !('number' in thing);
};

/**
 * Firings and briefings wait for nothing but their like: not for long answers in the same chat, whose group is its id. A
 * connection waits for itself alone: a provider may be slow.
 */
export const dueGroupOf = (item: DueItem): string => {
  const thing = dueThingOf(item.sk);
  if (thing?.kind === 'connection') return `${CONNECTION_GROUP}${thing.id}`;
  return canWait(item) ? `b#${item.owner}` : ringGroupOf(item.owner);
};

const CONNECTION_GROUP = 'c#';

/** Whose works are in a group of any kind; undefined where its name does not say so. */
export const ownerOfGroup = (groupId: string): string | undefined =>
  groupId.startsWith(CONNECTION_GROUP) ? undefined : groupId.replace(/^[a-z]#/, '');

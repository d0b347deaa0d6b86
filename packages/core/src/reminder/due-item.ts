// What lies in the index of due items, and the work that each of them asks for.
import type { WorkId } from '../work/work-id.ts';
import { REMINDER_ITEMS } from './reminder.ts';

/** As the index holds it: only keys. `sk` is the item's sort key. */
export interface DueItem {
  owner: number;
  sk: string;
  /** Unix ms. */
  dueMs: number;
}

/** What is due, by its key; undefined for a key of another version. */
export type DueThing = { kind: 'reminder' | 'snooze'; number: number } | { kind: 'briefing' };

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

const REMINDER = /^REMINDER#(\d{1,9})(#SNOOZE#\d+)?$/;

export const dueThingOf = (sk: string): DueThing | undefined => {
  if (sk === 'BRIEFING') return { kind: 'briefing' };
  const [, number, snooze] = REMINDER.exec(sk) ?? [];
  if (number === undefined) return undefined;
  return { kind: snooze === undefined ? 'reminder' : 'snooze', number: Number(number) };
};

/** `r5@<due>` for a firing, `s5@<due>` for a snooze, `b@<due>` for a briefing. */
export const workOfDue = ({ sk, dueMs }: DueItem): WorkId | undefined => {
  const thing = dueThingOf(sk);
  if (!thing) return undefined;
  if (thing.kind === 'briefing') return `b@${dueMs}`;
  return `${thing.kind === 'snooze' ? 's' : 'r'}${thing.number}@${dueMs}`;
};

/** Of a firing, and of a tap on what rang. */
export const ringGroupOf = (owner: number | string): string => `r#${owner}`;

/** Firings and briefings wait for nothing but their like: not for long answers in the same chat, whose group is its id. */
export const dueGroupOf = ({ owner, sk }: DueItem): string =>
  dueThingOf(sk)?.kind === 'briefing' ? `b#${owner}` : ringGroupOf(owner);

/** Whose works are in a group of any kind. */
export const ownerOfGroup = (groupId: string): string => groupId.replace(/^[a-z]#/, '');

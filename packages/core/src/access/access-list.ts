// Who is let in, as the owner decides it by tapping. A chat is a person in the private chat with the bot, or a group.

import { beginningOf } from '../cut-text.ts';

/** `asked`: its owner was shown that it would like to be let in. */
export type Standing = 'in' | 'blocked' | 'asked';

export interface KnownChat {
  /** A group's is negative. */
  id: number;
  standing: Standing;
  /** As it was called when it asked; `/forget` removes it. */
  name?: string;
  /** Of the latest change, Unix milliseconds. */
  atMs: number;
}

export interface AccessList {
  /** Who paired: the only one who decides. Undefined: nobody yet. */
  ownerId?: number;
  chats: readonly KnownChat[];
  /** Of this UTC day: cards shown to the owner, and chats that asked without one. */
  today: { day: string; cards: number; others: number };
  /** All that ever asked without a card. */
  others: number;
}

export interface AccessStore {
  /** Strongly consistent. */
  read(): Promise<AccessList>;
  /**
   * Writes what `change` makes of the list, and returns it. When another writer was quicker, `change` is called again
   * with what is there then. Nothing is written where it gives back what it was given.
   */
  change(change: (list: AccessList) => AccessList): Promise<AccessList>;
  /** Puts a new pairing code in the place of the one before. */
  offer(code: OfferedCode): Promise<void>;
  /** True for the first who brings the code in its time, also when they bring it again; false for everybody else. */
  redeem(hash: string, personId: number, nowMs: number): Promise<boolean>;
}

export interface OfferedCode {
  hash: string;
  expiresAtMs: number;
}

export const NOBODY: AccessList = { chats: [], today: { day: '', cards: 0, others: 0 }, others: 0 };

export const CARDS_A_DAY = 3;
/** Those who wait beyond this make room for who asks next; the owner can still let them in by their id. */
const MAX_ASKED = 50;
const MAX_NAME = 64;

export const standingOf = ({ chats }: AccessList, id: number): Standing | undefined =>
  chats.find((chat) => chat.id === id)?.standing;

/** The first who pairs stays the owner. */
export const withOwner = (list: AccessList, ownerId: number): AccessList =>
  list.ownerId === undefined ? { ...list, ownerId } : list;

export const withStanding = (list: AccessList, known: KnownChat): AccessList => {
  const { name: given, ...chat } = known;
  const before = list.chats.find(({ id }) => id === chat.id);
  if (before?.standing === chat.standing) return list;
  const name = given ?? before?.name;
  const others = list.chats.filter(({ id }) => id !== chat.id);
  return {
    ...list,
    chats: [...others, { ...chat, ...(name !== undefined && { name: beginningOf(name, MAX_NAME) }) }],
  };
};

/** Somebody who is not let in asks. The owner is shown a few of them a day; the rest are counted. */
export const withQuestion = (list: AccessList, asker: Omit<KnownChat, 'standing'>): AccessList => {
  if (standingOf(list, asker.id) !== undefined) return list;
  const day = dayOf(asker.atMs);
  const today = list.today.day === day ? list.today : { day, cards: 0, others: 0 };
  if (today.cards >= CARDS_A_DAY)
    return { ...list, today: { ...today, others: today.others + 1 }, others: list.others + 1 };
  const asked = list.chats.filter(({ standing }) => standing === 'asked').sort((a, b) => a.atMs - b.atMs);
  const crowdedOut = asked.length >= MAX_ASKED ? asked[0]?.id : undefined;
  const room = { ...list, chats: list.chats.filter(({ id }) => id !== crowdedOut) };
  return {
    ...withStanding(room, { ...asker, standing: 'asked' }),
    today: { ...today, cards: today.cards + 1 },
  };
};

export const withoutName = (list: AccessList, id: number): AccessList => {
  if (list.chats.find((chat) => chat.id === id)?.name === undefined) return list;
  return {
    ...list,
    chats: list.chats.map(({ name, ...chat }) =>
      chat.id === id || name === undefined ? chat : { ...chat, name },
    ),
  };
};

/** A group became a supergroup, which has another id. What the new one has already stays. */
export const withMovedChat = (list: AccessList, from: number, to: number): AccessList => {
  if (standingOf(list, from) === undefined) return list;
  const isKnown = standingOf(list, to) !== undefined;
  const chats = isKnown
    ? list.chats.filter(({ id }) => id !== from)
    : list.chats.map((chat) => (chat.id === from ? { ...chat, id: to } : chat));
  return { ...list, chats };
};

/** The UTC day. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

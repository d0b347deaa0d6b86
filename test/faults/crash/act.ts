// A deed of a person as it is planned: how it is done, and what has to be kept and shown afterwards.

import type { AppAsk } from '@steward/handler/testing';
import type { Person } from '@steward/telegram-emulator/testing';
import type { Chance } from '../world/seed.ts';
import type { Conversation, Kept } from './kept.ts';
import type { Model } from './model.ts';

/** A message of which only the pattern is known: each generation answers in other words. */
export type ExpectedMessage = { role: string; content: string | RegExp };

export interface ExpectedConversation {
  /** Undefined: a number that nobody had before. */
  number?: number;
  archived: boolean;
  messages: ExpectedMessage[];
}

export interface Expected {
  active: number | 'new' | undefined;
  conversations: ExpectedConversation[];
}

export interface Scene {
  chat: Person;
  model: Model;
  kept: Kept;
  /** What the app queues. */
  asksInApp(ask: AppAsk): void;
  /** What it returns makes a reminder that is due then. */
  makeDue(text: string): Promise<() => void>;
  chance: Chance;
  /** Unlike every other of the run. */
  name: string;
}

/** An act under way: what it says at last, and what comes of it. */
export interface Prepared {
  go(): void;
  after: Expected;
  /** What the bot's last word on it looks like, or that it says none; undefined: the stored reply itself. */
  shows?: RegExp | 'nothing';
  /** The document it sends says this. */
  file?: Conversation;
}

export interface Act {
  kind: string;
  isPossible(kept: Kept): boolean;
  /** `quietly` does what leads up to the act, with nobody killed. */
  prepare(scene: Scene, quietly: (run: () => void) => Promise<void>): Promise<Prepared>;
}

export const asExpected = ({ number, archived, messages }: Conversation): ExpectedConversation => ({
  number,
  archived,
  messages: messages.map(({ role, content }) => ({ role, content })),
});

export const unchanged = (kept: Kept): Expected => ({
  active: kept.active,
  conversations: kept.conversations.map(asExpected),
});

export const changed = (
  kept: Kept,
  number: number,
  change: Partial<ExpectedConversation>,
): Expected['conversations'] =>
  kept.conversations.map((one) =>
    one.number === number ? { ...asExpected(one), ...change } : asExpected(one),
  );

/** A question to the active conversation, or to a new one. */
export const asked = (kept: Kept, question: string | RegExp, answer: RegExp): Expected => {
  const turn: ExpectedMessage[] = [
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ];
  const { active } = kept;
  const current = kept.conversations.find(({ number }) => number === active);
  if (!current || active === undefined)
    return {
      active: 'new',
      conversations: [...unchanged(kept).conversations, { archived: false, messages: turn }],
    };
  const messages = [...asExpected(current).messages, ...turn];
  return { active, conversations: changed(kept, active, { messages }) };
};

export const live = (kept: Kept) => kept.conversations.filter(({ archived }) => !archived);
export const archives = (kept: Kept) => kept.conversations.filter(({ archived }) => archived);
/** The active one takes a step more. */
export const oftenActive = (chance: Chance, { active }: Kept, among: Conversation[]): number =>
  active !== undefined && chance.happens(0.6) ? active : chance.pick(among).number;
export const isActive = (kept: Kept): boolean => kept.active !== undefined;
export const escaped = (text: string): string => text.replace(/[^\w ]/g, '\\$&');

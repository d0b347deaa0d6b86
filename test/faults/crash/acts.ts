// What people do while workers die, and what has to be kept afterwards.

import type { Chat } from './chat.ts';
import type { Conversation, Kept } from './kept.ts';
import type { Model } from './model.ts';
import type { Chance } from './random.ts';

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
  chat: Chat;
  model: Model;
  kept: Kept;
  chance: Chance;
  /** Unlike every other of the run. */
  name: string;
}

/** An act under way: what it says at last, and what comes of it. */
export interface Prepared {
  go(): void;
  after: Expected;
  /** What the bot's last word on it looks like; undefined: the stored reply itself. */
  shows?: RegExp;
  /** The document it sends says this. */
  file?: Conversation;
}

export interface Act {
  kind: string;
  isPossible(kept: Kept): boolean;
  /** `quietly` does what leads up to the act, with nobody killed. */
  prepare(scene: Scene, quietly: (run: () => void) => Promise<void>): Promise<Prepared>;
}

const asExpected = ({ number, archived, messages }: Conversation): ExpectedConversation => ({
  number,
  archived,
  messages: messages.map(({ role, content }) => ({ role, content })),
});

const unchanged = (kept: Kept): Expected => ({
  active: kept.active,
  conversations: kept.conversations.map(asExpected),
});

const changed = (
  kept: Kept,
  number: number,
  change: Partial<ExpectedConversation>,
): Expected['conversations'] =>
  kept.conversations.map((one) =>
    one.number === number ? { ...asExpected(one), ...change } : asExpected(one),
  );

/** A question to the active conversation, or to a new one. */
const asked = (kept: Kept, question: string | RegExp, answer: RegExp): Expected => {
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

const live = (kept: Kept) => kept.conversations.filter(({ archived }) => !archived);
const archives = (kept: Kept) => kept.conversations.filter(({ archived }) => archived);
/** The active one takes a step more. */
const oftenActive = (chance: Chance, { active }: Kept, among: Conversation[]): number =>
  active !== undefined && chance.often(0.6) ? active : chance.pick(among).number;
const isActive = (kept: Kept): boolean => kept.active !== undefined;
const escaped = (text: string): string => text.replace(/[^\w ]/g, '\\$&');

const question = (kind: string, isPossible: Act['isPossible'], length: 'short' | 'long'): Act => ({
  kind,
  isPossible,
  async prepare({ chat, model, kept, name }) {
    const text = `Question ${name}?`;
    const answer = model.answers(name, length);
    return { go: () => chat.says(text), after: asked(kept, text, answer) };
  },
});

/** Over Telegram's limit: its app sends two messages, which are one question. */
const paste: Act = {
  kind: 'paste',
  isPossible: isActive,
  async prepare({ chat, model, kept, name }) {
    const text = `Paste ${name}: ${'all in one '.repeat(480)}end of ${name}`;
    const whole = new RegExp(`^${escaped(text).replaceAll(' ', '\\s+')}$`);
    return { go: () => chat.says(text), after: asked(kept, whole, model.answers(name, 'short')) };
  },
};

/** One message at the limit, which waits in vain for another. */
const longMessage: Act = {
  kind: 'long message',
  isPossible: isActive,
  async prepare({ chat, model, kept, name }) {
    const text = `Long ${name}: ${'x'.repeat(4_030)} ${name}`;
    return { go: () => chat.says(text), after: asked(kept, text, model.answers(name, 'short')) };
  },
};

const retry: Act = {
  kind: 'retry',
  isPossible: (kept) => {
    const current = kept.conversations.find(({ number }) => number === kept.active);
    return current?.messages.at(-2)?.content.startsWith('Question ') ?? false;
  },
  async prepare({ chat, model, kept }) {
    const current = kept.conversations.find(({ number }) => number === kept.active) as Conversation;
    const [, name = ''] = /^Question (\S+)\?$/.exec(current.messages.at(-2)?.content ?? '') ?? [];
    const messages = [
      ...asExpected(current).messages.slice(0, -1),
      { role: 'assistant', content: model.answers(name, 'short') },
    ];
    const conversations = changed(kept, current.number, { messages });
    return { go: () => chat.says('/retry'), after: { active: kept.active, conversations } };
  },
};

const archive: Act = {
  kind: 'archive',
  isPossible: (kept) => live(kept).length > 0,
  async prepare({ chat, kept, chance }) {
    const number = oftenActive(chance, kept, live(kept));
    const active = kept.active === number ? undefined : kept.active;
    const after = { active, conversations: changed(kept, number, { archived: true }) };
    return {
      go: () => chat.says(`/archive ${number}`),
      after,
      shows: /^🗄 Conversation \d+ .* is archived with /,
    };
  },
};

const restore: Act = {
  kind: 'restore',
  isPossible: (kept) => archives(kept).length > 0,
  async prepare({ chat, kept, chance }) {
    const { number } = chance.pick(archives(kept));
    const after = { active: number, conversations: changed(kept, number, { archived: false }) };
    return {
      go: () => chat.says(`/restore ${number}`),
      after,
      shows: /^↩️ Conversation \d+ .* is back with /,
    };
  },
};

const exporting = (kind: string, among: (kept: Kept) => Conversation[]): Act => ({
  kind,
  isPossible: (kept) => among(kept).length > 0,
  async prepare({ chat, kept, chance }) {
    const conversation = chance.pick(among(kept));
    const { number } = conversation;
    return {
      go: () => chat.says(`/export ${number}`),
      after: unchanged(kept),
      shows: /^Conversation \d+: /,
      file: conversation,
    };
  },
});

const IMPORTED = 2;
/** Each is written in two batches. */
const IMPORTED_MESSAGES = 30;

const importing: Act = {
  kind: 'import',
  isPossible: () => true,
  async prepare({ chat, kept, name }) {
    const conversations = Array.from({ length: IMPORTED }, (_, index) =>
      Array.from({ length: IMPORTED_MESSAGES }, (_, message) => ({
        role: message % 2 === 0 ? 'user' : 'assistant',
        content: `Message ${message} of ${name}-${index}`,
        ts: 1_600_000_000_000 + message,
      })),
    );
    const file = conversations.map((conversation, index) => ({
      title: `Imported ${name}-${index}`,
      model_name: 'qwen3.5:2b',
      conversation,
      archive_version: '1.0',
    }));
    const added = conversations.map((messages) => ({ archived: false, messages }));
    return {
      go: () => chat.sends('conversations.json', JSON.stringify(file)),
      after: { active: 'new', conversations: [...unchanged(kept).conversations, ...added] },
      shows: /^📥 Imported 2 conversations; /,
    };
  },
};

const deleting: Act = {
  kind: 'delete',
  isPossible: ({ conversations }) => conversations.length > 0,
  async prepare({ chat, kept, chance }, quietly) {
    const number = oftenActive(chance, kept, kept.conversations);
    await quietly(() => chat.says(`/delete ${number}`));
    const { active, conversations } = unchanged(kept);
    return {
      go: () => chat.taps('🗑 Delete'),
      after: {
        active: active === number ? undefined : active,
        conversations: conversations.filter((one) => one.number !== number),
      },
      shows: /^🗑 Conversation \d+ .*is deleted\.$/,
    };
  },
};

const forgetting: Act = {
  kind: 'forget',
  isPossible: (kept) => archives(kept).length > 0 && live(kept).length > 0,
  async prepare({ chat }, quietly) {
    await quietly(() => chat.says('/forget'));
    await quietly(() => chat.taps('Yes, delete everything'));
    return {
      go: () => chat.taps('🗑 Delete all now'),
      after: { active: undefined, conversations: [] },
      shows: /^🗑 All data is deleted\./,
    };
  },
};

export const acts: readonly Act[] = [
  question('first question', (kept) => !isActive(kept), 'short'),
  question('question', isActive, 'short'),
  question('long answer', isActive, 'long'),
  paste,
  longMessage,
  retry,
  archive,
  restore,
  exporting('export', live),
  exporting('export of an archive', archives),
  importing,
  deleting,
  forgetting,
];

// What people ask while workers die: short and long questions, pastes, and the same once more.
import { plainJpeg } from '@steward/stand-ins/testing';
import { type Act, asExpected, asked, changed, escaped, isActive, unchanged } from './act.ts';
import type { Conversation } from './kept.ts';

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

/** Its parts wait for each other, and are one question with all of its pictures. */
const album: Act = {
  kind: 'album',
  isPossible: isActive,
  async prepare({ chat, model, kept, name }) {
    const caption = `Album ${name}?`;
    const sizes = [plainJpeg()];
    const go = () => void chat.shows([{ sizes, caption }, { sizes }]);
    return { go, after: asked(kept, caption, model.answers(name, 'short')) };
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

/** It rings while nobody asks anything. */
const firing: Act = {
  kind: 'firing',
  // A bot cannot write to somebody who never wrote to it.
  isPossible: isActive,
  async prepare({ kept, makeDue, name }) {
    return {
      go: await makeDue(`Ring ${name}`),
      after: unchanged(kept),
      shows: new RegExp(`^⏰ Ring ${name}(?:\\n\\(was due .*\\))?$`),
    };
  },
};

export const questionActs: readonly Act[] = [
  question('first question', (kept) => !isActive(kept), 'short'),
  question('question', isActive, 'short'),
  question('long answer', isActive, 'long'),
  paste,
  longMessage,
  album,
  retry,
  firing,
];

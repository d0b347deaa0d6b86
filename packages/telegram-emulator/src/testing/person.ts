// A person in a chat with the bot: writes, taps, and waits for what the bot shows.

import type { TelegramEmulator } from '../emulator.ts';
import type { SendOptions, SentDocument } from '../person-messages.ts';
import type { SentPhoto } from '../person-photos.ts';
import type { SentRecording } from '../person-recordings.ts';
import type { EmulatedMessage, InlineKeyboardButton } from '../telegram-objects.ts';

/** One state of a message of the bot's, as the chat showed it. */
export interface Shown {
  message: EmulatedMessage;
  /** Unix ms. */
  at: number;
}

export type Pattern = string | RegExp;

export interface Person {
  id: number;
  chatId: number;
  says(text: string, options?: SendOptions): EmulatedMessage[];
  sends(document: SentDocument): EmulatedMessage;
  /** A voice message, a round video or an audio file. */
  records(recording: SentRecording, options?: SendOptions): EmulatedMessage;
  /** One photo, or an album. */
  shows(photos: readonly SentPhoto[], options?: SendOptions): EmulatedMessage[];
  taps(message: EmulatedMessage, button: Pattern): Promise<unknown>;
  /** Taps the newest button that says so. */
  tapsNewest(button: Pattern): Promise<unknown>;
  /** Waits for a message of the bot's that is finished: it has no Stop button. Looks from the last act on. */
  reads(pattern: Pattern, withinMs?: number): Promise<EmulatedMessage>;
  /** Like `reads`, for a message in any state. */
  sees(pattern: Pattern, withinMs?: number): Promise<EmulatedMessage>;
  /** Writes and waits for the finished reply. */
  asks(text: string, pattern: Pattern, withinMs?: number): Promise<EmulatedMessage>;
  /** What the bot's messages in the chat look like now, oldest first. */
  messages(): EmulatedMessage[];
  texts(): string[];
  /** The text of a document that the bot sent. */
  fileOf(message: EmulatedMessage): string;
  /** Every state every message of the bot's had, in order. */
  timeline(): Shown[];
  /** Waits until the condition holds. */
  until(condition: () => boolean, what: string, withinMs?: number): Promise<void>;
}

// No measure of speed: it ends a wait for what never comes.
const PATIENCE_MS = 120_000;

export const createPerson = (deps: {
  emulator: TelegramEmulator;
  name: string;
  /** What the product printed, for a wait that fails. */
  trace: () => string;
  /** A group; otherwise the private chat. */
  chatId?: number | undefined;
  /** Called after each act, where nobody fetches updates by himself. */
  onAct?: () => void;
  /** Lets time pass until the condition holds, where time is virtual. */
  pass?: (until: () => boolean, withinMs: number) => Promise<void>;
}): Person => {
  const { emulator, name } = deps;
  const known = emulator.users().find((user) => user.first_name === name);
  const { id } = known ?? emulator.addUser({ first_name: name, language_code: 'en' });
  const chatId = deps.chatId ?? id;
  const timeline: Shown[] = [];
  const waiting = new Set<() => void>();
  let mark = 0;
  emulator.subscribe((event) => {
    if (event.chatId !== chatId) return;
    if ((event.type === 'message' || event.type === 'edit') && event.message.from?.id === emulator.bot.id) {
      timeline.push({ message: event.message, at: Date.now() });
    }
    for (const look of waiting) look();
  });
  const messages = () => emulator.history(chatId).filter(({ from }) => from?.id === emulator.bot.id);

  const inVain = (what: string, withinMs: number): Error => {
    const shown = messages().map(({ text = '' }) => `  ${text.slice(0, 200)}`);
    return new Error(
      `${name} waited ${withinMs} ms for ${what} and has:\n${shown.join('\n')}\n${deps.trace()}`,
    );
  };
  const waitVirtually = async <T>(find: () => T | undefined, what: string, withinMs: number): Promise<T> => {
    await deps.pass?.(() => find() !== undefined, withinMs).catch(() => {});
    const found = find();
    if (found === undefined) throw inVain(what, withinMs);
    return found;
  };
  const waitReally = <T>(find: () => T | undefined, what: string, withinMs: number): Promise<T> =>
    new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer);
        clearInterval(again);
        waiting.delete(look);
      };
      const look = () => {
        const found = find();
        if (found === undefined) return;
        finish();
        resolve(found);
      };
      const timer = setTimeout(() => {
        finish();
        reject(inVain(what, withinMs));
      }, withinMs);
      // What does not come as an event of the chat.
      const again = setInterval(look, 20);
      waiting.add(look);
      look();
    });
  const wait = deps.pass ? waitVirtually : waitReally;
  const find = (pattern: Pattern, finished: boolean) => () =>
    timeline
      .slice(mark)
      .find(({ message }) => matches(textOf(message), pattern) && !(finished && isGrowing(message)))?.message;
  const act = <T>(run: () => T): T => {
    mark = timeline.length;
    const done = run();
    deps.onAct?.();
    return done;
  };

  const person: Person = {
    id,
    chatId,
    says: (text, options) => act(() => emulator.sendText(id, chatId, text, options)),
    sends: (document) => act(() => emulator.sendDocument(id, chatId, document)),
    records: (recording, options) => act(() => emulator.sendRecording(id, chatId, recording, options)),
    shows: (photos, options) => act(() => emulator.sendPhotos(id, chatId, photos, options)),
    taps(message, button) {
      const { callback_data: data } = buttonsOf(message).find(({ text }) => matches(text, button)) ?? {};
      if (data === undefined) throw new Error(`There is no button ${String(button)}`);
      return act(() => emulator.tap(id, chatId, message.message_id, data));
    },
    tapsNewest(button) {
      const message = messages().findLast((one) => buttonsOf(one).some(({ text }) => matches(text, button)));
      if (!message) throw new Error(`There is no button ${String(button)}`);
      return person.taps(message, button);
    },
    reads: (pattern, withinMs = PATIENCE_MS) => wait(find(pattern, true), String(pattern), withinMs),
    sees: (pattern, withinMs = PATIENCE_MS) => wait(find(pattern, false), String(pattern), withinMs),
    async asks(text, pattern, withinMs) {
      person.says(text);
      return await person.reads(pattern, withinMs);
    },
    messages,
    texts: () => messages().map(textOf),
    fileOf: ({ document }) => Buffer.from(emulator.file(document?.file_id ?? '')?.bytes ?? []).toString(),
    timeline: () => [...timeline],
    until: (condition, what, withinMs = PATIENCE_MS) =>
      wait(() => (condition() ? true : undefined), what, withinMs).then(() => {}),
  };
  return person;
};

export const buttonsOf = (message: EmulatedMessage): InlineKeyboardButton[] =>
  message.reply_markup?.inline_keyboard?.flat() ?? [];

export const textOf = ({ text, caption }: EmulatedMessage): string => text ?? caption ?? '';

/** Has a Stop button: the answer is still being written. */
export const isGrowing = (message: EmulatedMessage): boolean =>
  buttonsOf(message).some(({ text }) => text.includes('Stop'));

const matches = (text: string, pattern: Pattern): boolean =>
  typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);

// A person taps a button below a message and waits for the bot's answer.
import { randomInt } from 'node:crypto';
import { toChat } from './chats.ts';
import type { PeopleDependencies } from './people.ts';
import type { CallbackAnswer } from './telegram-objects.ts';
import { callbackLifeMs } from './update-queue.ts';

/** Taps a button that carries `callbackData`; resolves with the answer, or undefined after 150 s without. */
export const createTap = ({ store, queue, clock }: Pick<PeopleDependencies, 'store' | 'queue' | 'clock'>) => {
  const { state } = store;
  return (userId: number, chatId: number, messageId: number, callbackData: string) => {
    const from = state.users.get(userId);
    const chat = state.chats.get(chatId);
    const message = state.messages.get(chatId)?.get(messageId);
    const buttons = message?.reply_markup?.inline_keyboard?.flat() ?? [];
    if (!from || !chat?.memberIds.includes(userId))
      throw new Error(`User ${userId} is not in chat ${chatId}`);
    if (!message || !buttons.some((button) => button.callback_data === callbackData)) {
      throw new Error(`Message ${messageId} has no such button`);
    }
    const id = String(randomInt(1, 2 ** 47));
    const body = {
      id,
      from,
      message: { ...message, chat: toChat(state, chat) },
      chat_instance: String(chatId * 1_000_003),
      data: callbackData,
    };
    const old = [...state.callbacks.values()].filter((one) => one.createdAt + callbackLifeMs < clock());
    store.commit([
      ...old.map((one) => ({ type: 'callback-forgotten', id: one.id }) as const),
      { type: 'callback', callback: { id, userId, chatId, createdAt: clock(), answered: false } },
      ...queue.records([{ kind: 'callback_query', body, queue: `user:${userId}` }]),
    ]);
    return new Promise<CallbackAnswer | undefined>((resolve) => {
      const finish = (answer?: CallbackAnswer) => {
        clearTimeout(timer);
        unsubscribe();
        resolve(answer);
      };
      const timer = setTimeout(finish, callbackLifeMs);
      // A tap nobody answers must not keep the process alive.
      timer.unref();
      const unsubscribe = store.subscribe((event) => {
        if (event.type === 'callback-answer' && event.callbackId === id) finish(event.answer);
      });
      queue.announce();
    });
  };
};

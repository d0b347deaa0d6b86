// What the page is told: the whole state at first, then each change as it happens.
import type { EmulatorEvent } from '../telegram-objects.ts';
import type { PageEmulator } from './page-emulator.ts';
import type { PageChat, PageEvent, PageMessage, StateEvent } from './protocol.ts';

/** How many messages of a chat a page begins with, and gets at once when it asks for earlier ones. */
export const messagesAtOnce = 200;

export interface ChatFeed {
  /** Everything as it stands. */
  state(): StateEvent;
  /** The people and chats as they stand. */
  people(): PageEvent;
  /** What an event of the emulator means for the page; undefined when nothing. */
  changeBy(event: EmulatorEvent): PageEvent | undefined;
  /** The messages before one, oldest first, and whether there are more. */
  before(chatId: number, messageId: number): { messages: PageMessage[]; more: boolean };
}

/** Makes the feed; `membersOf` tells who sees a chat. */
export const createChatFeed = (emulator: PageEmulator, membersOf: (chatId: number) => number[]): ChatFeed => {
  const chats = (): PageChat[] =>
    emulator.chats().map(({ id, type, title }) => ({
      id,
      type,
      ...(title !== undefined && { title }),
      memberIds: membersOf(id),
    }));
  const people = (): PageEvent => ({
    type: 'people',
    users: emulator.users(),
    chats: chats(),
    menuButtons: menuButtons(),
  });
  const menuButtons = () =>
    Object.fromEntries(emulator.users().map(({ id }) => [id, emulator.menuButton(id)]));
  const latest = (messages: PageMessage[]) => ({
    messages: messages.slice(-messagesAtOnce),
    more: messages.length > messagesAtOnce,
  });

  return {
    people,
    state: () => {
      const all = chats();
      const histories = all.map(({ id }) => ({ id, ...latest(emulator.history(id)) }));
      return {
        type: 'state',
        bot: emulator.bot,
        users: emulator.users(),
        chats: all,
        commands: emulator.commands(),
        menuButtons: menuButtons(),
        messages: Object.fromEntries(histories.map(({ id, messages }) => [id, messages])),
        more: histories.filter(({ more }) => more).map(({ id }) => id),
        drafts: Object.fromEntries(all.map(({ id }) => [id, emulator.drafts(id)])),
        actions: Object.fromEntries(
          all.flatMap(({ id }) => [[id, emulator.actions(id)]]).filter(([, on]) => on),
        ),
      };
    },
    changeBy: (event) => {
      switch (event.type) {
        case 'message':
        case 'edit':
          return { ...event, type: 'message' };
        case 'delete':
          return { type: 'deleted', chatId: event.chatId, messageId: event.messageId };
        case 'draft':
          return { type: 'drafts', chatId: event.chatId, drafts: emulator.drafts(event.chatId) };
        case 'action': {
          const action = emulator.actions(event.chatId);
          return { type: 'action', chatId: event.chatId, ...(action && { action }) };
        }
        case 'commands':
          return { type: 'commands', commands: emulator.commands() };
        case 'menu-button':
          return { type: 'menu-buttons', menuButtons: menuButtons() };
        case 'chat':
          return people();
        case 'callback-answer':
          // The one who tapped gets it as the answer to the tap.
          return undefined;
      }
    },
    before: (chatId, messageId) =>
      latest(emulator.history(chatId).filter((message) => message.message_id < messageId)),
  };
};

// setChatMenuButton, getChatMenuButton: what stands beside the field, in one private chat or in all of them.
import type { Method, MethodContext } from '../method.ts';
import { type RequestParameters, readObject, readString } from '../parameters.ts';
import { type RefusalName, refuse } from '../refusals.ts';
import { checkApp } from '../reply-markup.ts';
import type { EmulatorState } from '../state.ts';
import type { MenuButton } from '../telegram-objects.ts';
import { hasMet } from './target-chat.ts';

/** Where the button of all chats is kept that have none of their own. */
const ALL_CHATS = 0;

const chatRefusals = ['menuChatInvalid', 'menuUserNotFound'] as const satisfies readonly RefusalName[];

export const setChatMenuButton: Method = {
  name: 'setChatMenuButton',
  parameters: ['chat_id', 'menu_button'],
  refusals: ['menuButtonMalformed', 'menuButtonTextEmpty', 'menuButtonAppInvalid', ...chatRefusals],
  run(context, request) {
    const button = checkMenuButton(readObject(request, 'menu_button') ?? { type: 'default' });
    const chatId = privateChatId(context, request);
    const record = {
      type: 'menu-button',
      chatId,
      button: button.type === 'default' ? null : button,
    } as const;
    context.store.commit([record], [{ type: 'menu-button' }]);
    return { result: true };
  },
};

export const getChatMenuButton: Method = {
  name: 'getChatMenuButton',
  parameters: ['chat_id'],
  refusals: chatRefusals,
  run(context, request) {
    const chatId = privateChatId(context, request);
    const none: MenuButton = { type: chatId === ALL_CHATS ? 'commands' : 'default' };
    return { result: context.store.state.menuButtons.get(chatId) ?? none };
  },
};

/** What an app shows: the chat's own button, that of all chats, or the commands. */
export const shownMenuButton = ({ menuButtons }: EmulatorState, chatId: number): MenuButton =>
  menuButtons.get(chatId) ?? menuButtons.get(ALL_CHATS) ?? { type: 'commands' };

const privateChatId = ({ store }: MethodContext, request: RequestParameters): number => {
  const text = readString(request, 'chat_id');
  if (text === undefined || text === '') return ALL_CHATS;
  // A person's id: groups have no menu button.
  if (!/^[1-9]\d{0,15}$/.test(text)) return refuse('menuChatInvalid');
  const chat = store.state.chats.get(Number(text));
  return chat && hasMet(store.state, chat) ? chat.id : refuse('menuUserNotFound');
};

const checkMenuButton = (fields: Record<string, unknown>): MenuButton => {
  const { type, ...others } = fields;
  if (type === undefined) refuse('menuButtonMalformed', 'can\'t find field "type"');
  if (type === 'web_app') return checkAppButton(others);
  if (type !== 'default' && type !== 'commands') {
    return refuse('menuButtonMalformed', 'MenuButton has unsupported type');
  }
  checkNames(others, []);
  return { type };
};

const checkAppButton = (fields: Record<string, unknown>): MenuButton => {
  checkNames(fields, ['text', 'web_app']);
  const { text } = fields;
  if (typeof text !== 'string') return refuse('menuButtonMalformed', 'field "text" must be of type String');
  const webApp = checkApp(fields.web_app, 'menuButtonMalformed', 'menuButtonAppInvalid');
  if (text.trim() === '') refuse('menuButtonTextEmpty');
  return { type: 'web_app', text, web_app: webApp };
};

const checkNames = (fields: Record<string, unknown>, known: readonly string[]): void => {
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) refuse('menuButtonMalformed', `unknown field ${unknown.slice(0, 40)}`);
};

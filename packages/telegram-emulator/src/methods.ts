// The Bot API methods the emulator has; dispatch and the tests derive from this one array.
import type { Method } from './method.ts';
import { close, getMe, logOut } from './methods/account.ts';
import { answerCallbackQuery } from './methods/answer-callback-query.ts';
import { getChat, getChatAdministrators, getChatMember, leaveChat } from './methods/chat-info.ts';
import { deleteMyCommands, getMyCommands, setMyCommands } from './methods/commands.ts';
import { deleteMessage } from './methods/delete-message.ts';
import { getFile, sendDocument } from './methods/documents.ts';
import { editMessageReplyMarkup, editMessageText } from './methods/edit-message.ts';
import { getChatMenuButton, setChatMenuButton } from './methods/menu-button.ts';
import { sendChatAction, sendMessageDraft } from './methods/presence.ts';
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from './methods/receive-updates.ts';
import { sendMessage } from './methods/send-message.ts';

export const methods: readonly Method[] = [
  getMe,
  logOut,
  close,
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  sendMessage,
  editMessageText,
  editMessageReplyMarkup,
  deleteMessage,
  sendMessageDraft,
  sendChatAction,
  answerCallbackQuery,
  sendDocument,
  getFile,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setChatMenuButton,
  getChatMenuButton,
  getChat,
  getChatMember,
  getChatAdministrators,
  leaveChat,
];

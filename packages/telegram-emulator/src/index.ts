// The face of this package.

export { startBotApiServer } from './bot-api-server.ts';
export type { Cards, ConnectPort, ModelOffer, ModelPort } from './chat-page/cards/card-ports.ts';
export { type ChatPage, startChatPage } from './chat-page/server.ts';
export { createTelegramEmulator, type TelegramEmulator } from './emulator.ts';

// The second face of this package: what tests of other packages stand on.

export type { ApiAnswer, RecordedCall } from './bot-api.ts';
export type { BotApiServer } from './bot-api-server.ts';
export { browserArguments, findBrowser, PAGE_PATIENCE_MS } from './chat-page/testing/find-browser.ts';
export { createSharedWindow, type SharedWindow } from './chat-page/testing/shared-window.ts';
export type { TelegramEmulator, TelegramEmulatorOptions } from './emulator.ts';
export { type Fault, faultAnswer } from './faults.ts';
export type { RequestParameters } from './parameters.ts';
export { createRateLimits } from './rate-limits.ts';
export { splitAsAppsDo } from './split-text.ts';
export type { EmulatedMessage } from './telegram-objects.ts';
export { startTelegram, type TestTelegram } from './testing/bot-client.ts';
export { agreedResult, INSTANT_BOT, readCall } from './testing/instant-telegram.ts';
export { buttonsOf, createPerson, isGrowing, type Person, textOf } from './testing/person.ts';

// How to provoke each row of the refusal table: a world, good parameters, and what spoils them.
import { expect } from 'vitest';
import type { RefusalName } from '../refusals.ts';
import { type Answer, startTelegram, type TestTelegram } from './bot-client.ts';

type Params = Record<string, unknown>;

/** A Telegram with a person, one who never wrote, one who blocked the bot, and groups of every fate. */
export const prepareWorld = async () => {
  let now = 1_800_000_000_000;
  const telegram = await startTelegram({ clock: () => now });
  const { emulator, call } = telegram;
  const alice = emulator.addUser({ first_name: 'Alice' });
  const bob = emulator.addUser({ first_name: 'Bob' });
  const carol = emulator.addUser({ first_name: 'Carol' });
  const [hello] = emulator.sendText(alice.id, alice.id, 'hello');
  emulator.sendText(carol.id, carol.id, 'hello');
  emulator.blockBot(carol.id, true);
  const group = emulator.createGroup({ title: 'Group', memberIds: [alice.id, bob.id] });
  const old = emulator.createGroup({ title: 'Old', memberIds: [alice.id] });
  emulator.migrateGroup(old.id);
  const left = emulator.createGroup({ title: 'Left', memberIds: [alice.id] });
  await call('leaveChat', { chat_id: left.id });
  const keyboard = { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] };
  const sent = await call('sendMessage', { chat_id: alice.id, text: 'Shall I?', reply_markup: keyboard });
  const file = emulator.sendDocument(alice.id, alice.id, { fileName: 'a.txt', bytes: Buffer.from('a') });
  const tapped = emulator.pendingUpdates();
  void emulator.tap(alice.id, alice.id, sent.result.message_id, 'yes');
  const updates = await call('getUpdates');
  const pass = (ms: number) => {
    now += ms;
  };
  pass(5_000);
  return {
    ...telegram,
    pass,
    tapped,
    alice: alice.id,
    bob: bob.id,
    carol: carol.id,
    group: group.id,
    old: old.id,
    left: left.id,
    hello: hello?.message_id,
    sent: sent.result.message_id as number,
    fileId: file.document?.file_id,
    callbackId: updates.result.at(-1).callback_query.id as string,
  };
};

/** What the cases work with. */
export type World = Awaited<ReturnType<typeof prepareWorld>>;

/** Parameters each method succeeds with. */
export const good: Record<string, (world: World) => Params> = {
  getMe: () => ({}),
  logOut: () => ({}),
  close: () => ({}),
  getUpdates: () => ({}),
  setWebhook: () => ({ url: 'http://127.0.0.1:9/hook', secret_token: 'S_1-a' }),
  deleteWebhook: () => ({}),
  getWebhookInfo: () => ({}),
  sendMessage: ({ alice }) => ({ chat_id: alice, text: 'Good day' }),
  editMessageText: ({ alice, sent }) => ({ chat_id: alice, message_id: sent, text: 'Changed' }),
  editMessageReplyMarkup: ({ alice, sent }) => ({ chat_id: alice, message_id: sent }),
  deleteMessage: ({ alice, sent }) => ({ chat_id: alice, message_id: sent }),
  sendMessageDraft: ({ alice }) => ({ chat_id: alice, draft_id: 7, text: 'Grow' }),
  sendChatAction: ({ alice }) => ({ chat_id: alice, action: 'typing' }),
  answerCallbackQuery: ({ callbackId }) => ({ callback_query_id: callbackId, text: 'Done' }),
  sendDocument: ({ alice, fileId }) => ({ chat_id: alice, document: fileId, caption: 'A file' }),
  getFile: ({ fileId }) => ({ file_id: fileId }),
  setMyCommands: () => ({ commands: [{ command: 'help', description: 'Help' }] }),
  getMyCommands: () => ({}),
  deleteMyCommands: () => ({}),
  setChatMenuButton: ({ alice }) => ({
    chat_id: alice,
    menu_button: { type: 'web_app', text: 'App', web_app: { url: 'https://example.org/app' } },
  }),
  getChatMenuButton: ({ alice }) => ({ chat_id: alice }),
  getChat: ({ alice }) => ({ chat_id: alice }),
  getChatMember: ({ group, alice }) => ({ chat_id: group, user_id: alice }),
  getChatAdministrators: ({ group }) => ({ chat_id: group }),
  leaveChat: ({ group }) => ({ chat_id: group }),
};

const without = (params: Params, name: string) => ({ ...params, [name]: undefined });
/** The parameters with a text and entities, under the names the method has for them. */
const withText = (params: Params, text: string, entities: unknown = undefined): Params => {
  return 'document' in params
    ? { ...params, caption: text, caption_entities: entities }
    : { ...params, text, entities };
};
const withEntities =
  (...entities: unknown[]) =>
  (params: Params) =>
    withText(params, 'a😀bcd', entities);
const withButton = (button: unknown) => (params: Params) => ({
  ...params,
  reply_markup: { inline_keyboard: [[button]] },
});
const withKey = (button: unknown) => (params: Params) => ({
  ...params,
  reply_markup: { keyboard: [['plain', button]] },
});
const appAt = (url: unknown) => ({ text: 'x', web_app: { url } });
const oneButton = { text: 'x', callback_data: 'x' };
const bold = { type: 'bold', offset: 0, length: 1 };

/** What spoils good parameters so that just this row answers. */
export const spoil: Partial<
  Record<RefusalName, (params: Params, world: World, method: string) => Params | Promise<Params>>
> = {
  chatIdEmpty: (params) => without(params, 'chat_id'),
  chatNotFound: (params) => ({ ...params, chat_id: 4711 }),
  chatUpgraded: (params, { old }) => ({ ...params, chat_id: old }),
  notMember: (params, { left }) => ({ ...params, chat_id: left }),
  blocked: (params, { carol }) => ({ ...params, chat_id: carol }),
  cannotInitiate: (params, { bob }) => ({ ...params, chat_id: bob }),
  userNotFound: (params) => ({ ...params, user_id: 4711 }),
  memberNotFound: (params, { alice, bob }) => ({ ...params, chat_id: alice, user_id: bob }),
  noAdministrators: (params, { alice }) => ({ ...params, chat_id: alice }),
  cannotLeavePrivate: (params, { alice }) => ({ ...params, chat_id: alice }),
  threadNotFound: (params) => ({ ...params, message_thread_id: 99 }),
  async tooManyRequests(params, { call, alice }, method) {
    const filler = method === 'sendMessageDraft' ? method : 'sendMessage';
    for (let index = 0; index < 3; index += 1) {
      await call(filler, {
        chat_id: alice,
        text: `More ${index}`,
        ...(filler === 'sendMessageDraft' && { draft_id: 1 }),
      });
    }
    return params;
  },
  textEmpty: (params) => ({ ...params, text: '' }),
  textBlank: (params) => ({ ...params, text: ' \n ' }),
  textTooLong: (params) => ({ ...params, text: 'x'.repeat(4097) }),
  captionTooLong: (params) => ({ ...params, caption: 'x'.repeat(1025) }),
  textNotUtf8: (params) => withText(params, 'a\uD83D'),
  parseModeUnsupported: (params) => ({ ...params, parse_mode: 'HTML' }),
  entitiesMalformed: withEntities({ ...bold, user_id: 1 }),
  entityTypeUnsupported: withEntities({ ...bold, type: 'heading' }),
  entityOffset: withEntities({ ...bold, offset: -1 }),
  entityLength: withEntities({ ...bold, length: 0 }),
  entityBeyondEnd: withEntities({ ...bold, length: 7 }),
  entitySplitsSymbol: withEntities({ ...bold, length: 2 }),
  entitiesTooMany: withEntities(...Array.from({ length: 101 }, () => bold)),
  entityNested: withEntities(
    { ...bold, type: 'blockquote', length: 4 },
    { ...bold, type: 'expandable_blockquote' },
  ),
  linkInvalid: withEntities({ ...bold, type: 'text_link', url: 'javascript:alert(1)' }),
  markupMalformed: (params) => ({ ...params, reply_markup: { buttons: [] } }),
  keyboardMalformed: withButton({ text: 'x' }),
  buttonDataInvalid: withButton({ text: 'x', callback_data: 'ä'.repeat(33) }),
  buttonUrlInvalid: (params, _world, method) =>
    method === 'answerCallbackQuery'
      ? { ...params, url: 'ftp://example.org' }
      : withButton({ text: 'x', url: 'ftp://example.org' })(params),
  buttonAppInvalid: withButton(appAt('http://example.org')),
  appButtonNotPrivate: async (params, { group, call }) => {
    // An edit needs a message of the bot's own there.
    const sent = await call('sendMessage', { chat_id: group, text: 'Shall I?' });
    const place = { chat_id: group, ...('message_id' in params && { message_id: sent.result.message_id }) };
    return withButton(appAt('https://example.org'))({ ...params, ...place });
  },
  keyMalformed: withKey({ text: 'x', web_app: 'https://example.org' }),
  keyAppInvalid: withKey(appAt('http://example.org')),
  markupTooLong: (params) => ({
    ...params,
    reply_markup: { inline_keyboard: [Array.from({ length: 101 }, () => oneButton)] },
  }),
  inlineKeyboardExpected: (params) => ({ ...params, reply_markup: { remove_keyboard: true } }),
  messageIdMissing: (params) => without(params, 'message_id'),
  replyNotFound: (params) => ({ ...params, reply_parameters: { message_id: 4711 } }),
  editNotFound: (params) => ({ ...params, message_id: 4711 }),
  cannotEdit: (params, { hello }) => ({ ...params, message_id: hello }),
  async noTextToEdit(params, { call, alice, fileId }) {
    const { result } = await call('sendDocument', { chat_id: alice, document: fileId });
    return { ...params, message_id: result.message_id };
  },
  async notModified(params, { call }, method) {
    await call(method, params);
    return params;
  },
  deleteNotFound: (params) => ({ ...params, message_id: 4711 }),
  cannotDelete(params, { pass }) {
    pass(49 * 60 * 60 * 1000);
    return params;
  },
  draftNotPrivate: (params, { group }) => ({ ...params, chat_id: group }),
  draftIdInvalid: (params) => ({ ...params, draft_id: 0 }),
  actionWrong: (params) => ({ ...params, action: 'dancing' }),
  queryTooOld(params, { pass }) {
    pass(151_000);
    return params;
  },
  answerTooLong: (params) => ({ ...params, text: 'x'.repeat(201) }),
  fileMissing: (params) => without(params, 'document'),
  fileByUrl: (params) => ({ ...params, document: 'https://example.org/a.txt' }),
  fileIdWrong: (params) =>
    'file_id' in params ? { file_id: 'BQnothing' } : { ...params, document: 'BQnothing' },
  fileTooBig(_params, { emulator, alice }) {
    const big = { fileName: 'big.bin', bytes: Buffer.from('b'), fileSize: 21 * 1024 * 1024 };
    return { file_id: emulator.sendDocument(alice, alice, big).document?.file_id };
  },
  commandsTooMany: () => ({
    commands: Array.from({ length: 101 }, (_, index) => ({ command: `c${index}`, description: 'd' })),
  }),
  commandInvalid: () => ({ commands: [{ command: 'Not-this', description: 'd' }] }),
  commandDescriptionInvalid: () => ({ commands: [{ command: 'help', description: ' ' }] }),
  scopeInvalid: (params) => ({ ...params, scope: { type: 'chat' } }),
  menuButtonMalformed: (params) => ({ ...params, menu_button: { type: 'games' } }),
  menuButtonTextEmpty: (params) => ({
    ...params,
    menu_button: { type: 'web_app', ...appAt('https://example.org'), text: '' },
  }),
  menuButtonAppInvalid: (params) => ({
    ...params,
    menu_button: { type: 'web_app', ...appAt('http://example.org') },
  }),
  menuChatInvalid: (params, { group }) => ({ ...params, chat_id: group }),
  menuUserNotFound: (params) => ({ ...params, chat_id: 4711 }),
  async webhookActive(params, { call }) {
    await call('setWebhook', { url: 'http://127.0.0.1:9/hook' });
    return params;
  },
  webhookUrlInvalid: () => ({ url: 'ftp://example.org' }),
  secretInvalid: (params) => ({ ...params, secret_token: 'not this' }),
  connectionsInvalid: (params) => ({ ...params, max_connections: 101 }),
  allowedUpdatesInvalid: (params) => ({ ...params, allowed_updates: ['mesage'] }),
};

/** Rows that need two calls at once, or a body no JSON brings. */
export const provoke: Partial<Record<RefusalName, (world: World) => Promise<Answer>>> = {
  async pollConflict(world) {
    const first = waitingPoll(world);
    await arrived(world, 'getUpdates', 3);
    await world.call('getUpdates');
    return first;
  },
  async pollAbortedByWebhook(world) {
    const first = waitingPoll(world);
    await arrived(world, 'getUpdates', 3);
    await world.call('setWebhook', { url: 'http://127.0.0.1:9/hook' });
    return first;
  },
  async fileEmpty({ server, emulator, alice }) {
    const form = new FormData();
    form.set('chat_id', String(alice));
    form.set('document', new Blob([]), 'empty.txt');
    const url = `${server.url}/bot${emulator.token}/sendDocument`;
    return (await fetch(url, { method: 'POST', body: form })).json() as Promise<Answer>;
  },
};

const waitingPoll = async ({ call, emulator }: World): Promise<Answer> => {
  const { result } = await call('getUpdates', { offset: -1 });
  expect(emulator.pendingUpdates()).toBe(1);
  return call('getUpdates', { offset: result[0].update_id + 1, timeout: 20 });
};

/** Waits until so many calls of a method have come in. */
const arrived = async ({ emulator }: TestTelegram, method: string, count: number): Promise<void> => {
  while (emulator.calls().filter((one) => one.method === method).length < count) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

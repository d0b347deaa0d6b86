// Every refusal the emulator can answer, with where Telegram's own text stands. Sources: "Client.cpp" and
// "WebhookActor.cpp" are tdlib/telegram-bot-api, "MessageEntity.cpp" and "MessagesManager.cpp" are tdlib/td
// under it, "server" is an error of Telegram's servers that the Bot API passes on, "docs" is
// core.telegram.org/bots/api, "emulator" is stricter than Telegram on purpose: it would forgive in silence.

interface Refusal {
  errorCode: number;
  /** `{}` is filled in by the method. */
  description: string;
  source: string;
}

const bad = (text: string, source: string): Refusal => ({
  errorCode: 400,
  description: `Bad Request: ${text}`,
  source,
});
const other = (errorCode: number, description: string, source: string): Refusal => ({
  errorCode,
  description,
  source,
});

/** The table; methods name the rows they may answer with. */
export const refusalTable = {
  // requests
  unauthorized: other(401, 'Unauthorized', 'ClientManager.cpp: a token nobody has'),
  browserRefused: other(403, 'Forbidden: browsers may not call this server', 'emulator'),
  methodNotFound: other(404, 'Not Found', 'docs; a path or method nobody has'),
  bodyMalformed: bad("can't parse the request body", 'HttpReader.cpp: the body is not what its type says'),
  bodyTooLarge: other(413, 'Request Entity Too Large', 'docs, sending files: 50 MB'),
  parameterUnknown: bad('the emulator does not know the parameter {}', 'emulator'),
  parameterMalformed: bad('the parameter {}', 'Client.cpp, JSON and number parsers'),
  parseModeUnsupported: bad('parse_mode is unsupported by this emulator; send entities', 'emulator'),
  loggedOut: bad('Logged out', 'Client.cpp, after logOut'),
  // chats
  chatIdEmpty: bad('chat_id is empty', 'Client.cpp, check_chat'),
  chatNotFound: bad('chat not found', 'Client.cpp, check_chat'),
  chatUpgraded: bad('group chat was upgraded to a supergroup chat', 'Client.cpp, check_chat_access'),
  notMember: other(403, 'Forbidden: bot is not a member of the {} chat', 'Client.cpp, check_chat_access'),
  blocked: other(403, 'Forbidden: bot was blocked by the user', 'Client.cpp, fail_query_with_error'),
  cannotInitiate: other(403, "Forbidden: bot can't initiate conversation with a user", 'server'),
  userNotFound: bad('invalid user_id specified', 'Client.cpp, get_user_id'),
  memberNotFound: bad('member not found', 'Client.cpp, process_get_chat_member_query'),
  noAdministrators: bad('there are no administrators in the private chat', 'Client.cpp'),
  cannotLeavePrivate: bad("chat member status can't be changed in private chats", 'MessagesManager.cpp'),
  threadNotFound: bad('message thread not found', 'Client.cpp, check_message_thread'),
  tooManyRequests: other(429, 'Too Many Requests: retry after {}', 'Query.cpp, set_retry_after_error'),
  // texts and entities
  textEmpty: bad('message text is empty', 'Client.cpp, get_input_message_text'),
  textBlank: bad('text must be non-empty', 'MessageEntity.cpp, fix_formatted_text'),
  textTooLong: bad('message is too long', 'MessagesManager.cpp; docs: 1-4096 characters'),
  captionTooLong: bad('message caption is too long', 'MessagesManager.cpp; docs: 0-1024 characters'),
  textNotUtf8: bad('strings must be encoded in UTF-8', 'MessageEntity.cpp: lone surrogates'),
  entitiesMalformed: bad("can't parse entities: {}", 'Client.cpp, get_formatted_text'),
  entityTypeUnsupported: bad("can't parse entities: unsupported type {}", 'emulator: dropped by Telegram'),
  entityOffset: bad('receive an entity with incorrect offset {}', 'MessageEntity.cpp'),
  entityLength: bad('receive an entity with incorrect length {}', 'MessageEntity.cpp'),
  entityBeyondEnd: bad(
    'entity beginning at UTF-16 offset {} ends after the end of the text at UTF-16 offset {}',
    'MessageEntity.cpp, clean_input_string_with_entities',
  ),
  entitySplitsSymbol: bad(
    'entity {} in a middle of a UTF-16 symbol',
    'MessageEntity.cpp, clean_input_string_with_entities',
  ),
  entitiesTooMany: bad('ENTITIES_TOO_LONG', 'server; beyond 100 entities formatting is lost'),
  entityNested: bad('entities {}', 'docs, formatting options: what may contain what; Telegram drops them'),
  linkInvalid: bad('wrong URL in a text_link entity: {}', 'emulator: LinkManager drops such links'),
  // keyboards
  markupMalformed: bad('object expected as reply markup', 'Client.cpp, get_reply_markup'),
  keyboardMalformed: bad("can't parse inline keyboard button: {}", 'Client.cpp, get_inline_keyboard_button'),
  buttonDataInvalid: bad('BUTTON_DATA_INVALID', 'server; docs: callback_data has 1-64 bytes'),
  buttonUrlInvalid: bad("inline keyboard button URL '{}' is invalid: {}", 'ReplyMarkup.cpp'),
  buttonAppInvalid: bad("inline keyboard button Web App URL '{}' is invalid: {}", 'ReplyMarkup.cpp'),
  keyAppInvalid: bad("keyboard button Web App URL '{}' is invalid: {}", 'ReplyMarkup.cpp'),
  keyMalformed: bad("can't parse keyboard button: {}", 'Client.cpp, get_keyboard_button'),
  appButtonNotPrivate: bad('BUTTON_TYPE_INVALID', 'server; docs: web_app in private chats only'),
  markupTooLong: bad('reply markup is too long', 'Client.cpp: REPLY_MARKUP_TOO_LONG, 100 buttons'),
  inlineKeyboardExpected: bad('inline keyboard expected', 'MessagesManager.cpp, edits'),
  // messages
  messageIdMissing: bad('message identifier is not specified', 'Client.cpp, check_message'),
  replyNotFound: bad('message to be replied not found', 'Client.cpp, check_reply_parameters'),
  editNotFound: bad('message to edit not found', 'Client.cpp, check_message'),
  cannotEdit: bad("message can't be edited", 'MessagesManager.cpp, edit_message_text'),
  noTextToEdit: bad('there is no text in the message to edit', 'MessagesManager.cpp, edit_message_text'),
  notModified: bad(
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    'Client.cpp, fail_query_with_error: MESSAGE_NOT_MODIFIED',
  ),
  deleteNotFound: bad('message to delete not found', 'Client.cpp, check_message'),
  cannotDelete: bad("message can't be deleted", 'Client.cpp; docs, deleteMessage: 48 hours'),
  // drafts, actions, taps
  draftNotPrivate: bad('message drafts can be sent only to private chats', 'docs, sendMessageDraft'),
  draftIdInvalid: bad('invalid draft_id specified', 'docs, sendMessageDraft: non-zero'),
  actionWrong: bad('wrong parameter action in request', 'Client.cpp, get_chat_action'),
  queryTooOld: bad(
    'query is too old and response timeout expired or query ID is invalid',
    'Client.cpp, fail_query_with_error: QUERY_ID_INVALID',
  ),
  answerTooLong: bad('MESSAGE_TOO_LONG', 'server; docs: answerCallbackQuery text has 0-200 characters'),
  // files
  fileMissing: bad('there is no {} in the request', 'Client.cpp, get_input_file'),
  fileEmpty: bad('file must be non-empty', 'FileManager.cpp'),
  fileByUrl: bad('sending files by URL is unsupported by this emulator', 'emulator'),
  fileIdWrong: bad('wrong file_id or the file is temporarily unavailable', 'Client.cpp, getFile'),
  fileTooBig: bad('file is too big', 'Client.cpp, on_file_download: 20 MB'),
  // commands
  commandsTooMany: bad('BOT_COMMANDS_TOO_MUCH', 'server; docs: at most 100 commands'),
  commandInvalid: bad('BOT_COMMAND_INVALID', 'server; docs: 1-32 of a-z, 0-9, _'),
  commandDescriptionInvalid: bad('BOT_COMMAND_DESCRIPTION_INVALID', 'server; docs: 1-256 characters'),
  scopeInvalid: bad("can't parse BotCommandScope: {}", 'Client.cpp, get_bot_command_scope'),
  // the menu button
  menuButtonMalformed: bad("can't parse menu button: {}", 'Client.cpp, get_bot_menu_button'),
  menuButtonTextEmpty: bad('menu button text must be non-empty', 'BotMenuButton.cpp, set_menu_button'),
  menuButtonAppInvalid: bad(
    "menu button Web App URL '{}' is invalid: {}",
    'BotMenuButton.cpp, set_menu_button',
  ),
  menuChatInvalid: bad('invalid chat_id specified', 'Client.cpp, get_user_id'),
  menuUserNotFound: bad('user not found', 'Client.cpp, check_user'),
  // updates
  pollConflict: other(
    409,
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    'Client.cpp, abort_long_poll',
  ),
  pollAbortedByWebhook: other(409, 'Conflict: terminated by setWebhook request', 'Client.cpp'),
  webhookActive: other(
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    'Client.cpp, process_get_updates_query',
  ),
  webhookUrlInvalid: bad('invalid webhook URL specified', 'Client.cpp, process_set_webhook_query'),
  secretInvalid: bad('secret token contains unallowed characters', 'Client.cpp: 1-256 of A-Z a-z 0-9 _ -'),
  connectionsInvalid: bad('max_connections must be between 1 and 100', 'docs, setWebhook'),
  allowedUpdatesInvalid: bad("can't parse allowed_updates: {}", 'emulator: unknown kinds are ignored'),
} as const satisfies Record<string, Refusal>;

export type RefusalName = keyof typeof refusalTable;

/** Further fields of an error answer. */
export interface RefusalParameters {
  retry_after?: number;
  migrate_to_chat_id?: number;
}

/** The Bot API saying no: becomes `{ok: false, error_code, description, parameters}` with that HTTP status. */
export class TelegramRefusal extends Error {
  readonly refusal: RefusalName;
  readonly errorCode: number;
  readonly parameters: RefusalParameters | undefined;

  constructor(refusal: RefusalName, fill: readonly (string | number)[], parameters?: RefusalParameters) {
    const row = refusalTable[refusal];
    let next = 0;
    super(row.description.replaceAll('{}', () => String(fill[next++] ?? '')));
    this.name = 'TelegramRefusal';
    this.refusal = refusal;
    this.errorCode = row.errorCode;
    this.parameters = parameters;
  }
}

/** Refuses with a row of the table; each `{}` in its text is filled in order. */
export function refuse(refusal: RefusalName, ...fill: (string | number)[]): never {
  throw new TelegramRefusal(refusal, fill);
}

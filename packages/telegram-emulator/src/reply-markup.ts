// Keyboards below messages, checked as Telegram checks them.
import { appLinkFault, linkFault } from './link-rules.ts';
import { type RequestParameters, readObject } from './parameters.ts';
import { type RefusalName, refuse } from './refusals.ts';
import type { ReplyMarkup } from './telegram-objects.ts';

/** What `readReplyMarkup` may refuse with. */
export const markupRefusals = [
  'markupMalformed',
  'keyboardMalformed',
  'buttonDataInvalid',
  'buttonUrlInvalid',
  'buttonAppInvalid',
  'appButtonNotPrivate',
  'markupTooLong',
] as const satisfies readonly RefusalName[];

/** What else a call may be refused with whose keyboard is no inline one. */
export const replyKeyboardRefusals = [
  'keyMalformed',
  'keyAppInvalid',
] as const satisfies readonly RefusalName[];

const maxButtons = 100;
const maxDataBytes = 64;
const actions = ['callback_data', 'url', 'web_app', 'copy_text'];
const buttonFields = new Set(['text', ...actions, 'style', 'icon_custom_emoji_id']);
const otherMarkups = ['keyboard', 'remove_keyboard', 'force_reply'];

/** The `reply_markup` of a call; `inlineOnly` for edits. */
export const readReplyMarkup = (
  request: RequestParameters,
  chat: { type: string },
  { inlineOnly = false } = {},
): ReplyMarkup | undefined => {
  const value = request.values.reply_markup;
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' && (typeof value !== 'object' || Array.isArray(value)))
    refuse('markupMalformed');
  const markup = readObject(request, 'reply_markup') ?? {};
  const isInline = 'inline_keyboard' in markup;
  if (!isInline && !otherMarkups.some((key) => key in markup)) refuse('markupMalformed');
  if (!isInline && inlineOnly) refuse('inlineKeyboardExpected');
  const checked = isInline ? checkInlineKeyboard(markup) : checkReplyKeyboard(markup);
  if (chat.type !== 'private' && appButtonsOf(markup).length > 0) refuse('appButtonNotPrivate');
  return checked;
};

/** The `web_app` of every button that has one, of either kind of keyboard. */
const appButtonsOf = ({ inline_keyboard, keyboard }: Record<string, unknown>): object[] => {
  const buttons = [inline_keyboard, keyboard].flat(2);
  return buttons.filter(
    (button): button is object => typeof button === 'object' && button !== null && 'web_app' in button,
  );
};

/** Only what opens an app is looked at: the chat page has no place for the rest. */
const checkReplyKeyboard = (markup: Record<string, unknown>): ReplyMarkup => {
  for (const button of appButtonsOf(markup)) {
    checkApp((button as { web_app: unknown }).web_app, 'keyMalformed', 'keyAppInvalid');
  }
  return markup;
};

const checkInlineKeyboard = (markup: Record<string, unknown>): ReplyMarkup | undefined => {
  const rows = markup.inline_keyboard;
  if (Object.keys(markup).length > 1) refuse('keyboardMalformed', 'unknown field beside inline_keyboard');
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) {
    return refuse('keyboardMalformed', 'field "inline_keyboard" must be an Array of Arrays');
  }
  const buttons = rows.flat() as unknown[];
  for (const button of buttons) checkButton(button);
  if (buttons.length > maxButtons) refuse('markupTooLong');
  // An empty keyboard is none: that is how a bot takes one away.
  if (buttons.length === 0) return undefined;
  return { inline_keyboard: rows.filter((row) => row.length > 0) };
};

const checkButton = (button: unknown): void => {
  if (typeof button !== 'object' || button === null) refuse('keyboardMalformed', 'expected an Object');
  const fields = button as Record<string, unknown>;
  if (typeof fields.text !== 'string' || fields.text.trim() === '') {
    refuse('keyboardMalformed', 'can\'t find field "text"');
  }
  const unknown = Object.keys(fields).find((key) => !buttonFields.has(key));
  if (unknown !== undefined) refuse('keyboardMalformed', `unknown field ${unknown.slice(0, 40)}`);
  const used = actions.filter((action) => action in fields);
  if (used.length === 0) refuse('keyboardMalformed', 'Text buttons are unallowed in the inline keyboard');
  if (used.length > 1) refuse('keyboardMalformed', 'exactly one action is allowed');
  if ('callback_data' in fields) checkData(fields.callback_data);
  if ('url' in fields) {
    const fault = linkFault(fields.url);
    if (fault) refuse('buttonUrlInvalid', String(fields.url), fault);
  }
  if ('web_app' in fields) checkApp(fields.web_app, 'keyboardMalformed', 'buttonAppInvalid');
};

/** A WebAppInfo, wherever it stands; the rows are what a bad one and a bad address are refused with. */
export const checkApp = (app: unknown, malformed: RefusalName, invalid: RefusalName): { url: string } => {
  if (typeof app !== 'object' || app === null || Array.isArray(app)) {
    return refuse(malformed, 'field "web_app" must be of type Object');
  }
  const { url, ...others } = app as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) refuse(malformed, `unknown field ${unknown.slice(0, 40)}`);
  if (url === undefined) refuse(malformed, 'can\'t find field "url"');
  if (typeof url !== 'string') return refuse(malformed, 'field "url" must be of type String');
  const fault = appLinkFault(url);
  return fault ? refuse(invalid, url, fault) : { url };
};

const checkData = (data: unknown): void => {
  const bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0;
  if (bytes < 1 || bytes > maxDataBytes) refuse('buttonDataInvalid');
};

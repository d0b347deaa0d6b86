// Keyboards below messages, checked as Telegram checks them.
import { linkFault } from './link-rules.ts';
import { type RequestParameters, readObject } from './parameters.ts';
import { type RefusalName, refuse } from './refusals.ts';
import type { ReplyMarkup } from './telegram-objects.ts';

/** What `readReplyMarkup` may refuse with. */
export const markupRefusals = [
  'markupMalformed',
  'keyboardMalformed',
  'buttonDataInvalid',
  'buttonUrlInvalid',
  'markupTooLong',
] as const satisfies readonly RefusalName[];

const maxButtons = 100;
const maxDataBytes = 64;
const buttonFields = new Set(['text', 'callback_data', 'url', 'copy_text', 'style', 'icon_custom_emoji_id']);
const actions = ['callback_data', 'url', 'copy_text'];
const otherMarkups = ['keyboard', 'remove_keyboard', 'force_reply'];

/** The `reply_markup` of a call; `inlineOnly` for edits. */
export const readReplyMarkup = (request: RequestParameters, inlineOnly = false): ReplyMarkup | undefined => {
  const value = request.values.reply_markup;
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' && (typeof value !== 'object' || Array.isArray(value)))
    refuse('markupMalformed');
  const markup = readObject(request, 'reply_markup') ?? {};
  if ('inline_keyboard' in markup) return checkInlineKeyboard(markup);
  if (!otherMarkups.some((key) => key in markup)) refuse('markupMalformed');
  return inlineOnly ? refuse('inlineKeyboardExpected') : markup;
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
    if (fault) refuse('buttonUrlInvalid', fault);
  }
};

const checkData = (data: unknown): void => {
  const bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0;
  if (bytes < 1 || bytes > maxDataBytes) refuse('buttonDataInvalid');
};

// Tap buttons and what they carry. Callback data is at most 64 bytes: an action and short arguments.
import { cleanText } from './format/clean-text.ts';

export interface Button {
  text: string;
  /** Callback data, `action:argument:…`. */
  data: string;
}

export type ButtonRows = Button[][];

/** Instead of buttons: the app of who tapped opens a reply to the message. */
export const ASK_FOR_REPLY = 'ask-for-reply';

/** A button that opens an address. */
export interface Link {
  text: string;
  url: string;
}

/** What stands below a message that is sent. */
export type Below = ButtonRows | Link | typeof ASK_FOR_REPLY;

/** Rows of which there is none. */
export const isNothing = (below: Below): boolean => Array.isArray(below) && below.length === 0;

export const toMarkup = (below: Below) => {
  if (below === ASK_FOR_REPLY) return { force_reply: true as const, selective: true };
  return Array.isArray(below) ? toInlineKeyboard(below) : { inline_keyboard: [[below]] };
};

/** The action of the buttons below what rings. */
export const RING = 'ring';

/** Such a tap is worked on beside the chat's own works: no long answer holds it up. */
export const isRingTap = (data: unknown): boolean => typeof data === 'string' && data.startsWith(`${RING}:`);

export const inRows = (buttons: Button[], size = 5): ButtonRows =>
  Array.from({ length: Math.ceil(buttons.length / size) }, (_, row) =>
    buttons.slice(row * size, (row + 1) * size),
  );

/** Names that were cut may end in half a character, for which Telegram refuses the whole message. */
export const toInlineKeyboard = (rows: ButtonRows) => ({
  inline_keyboard: rows.map((row) =>
    row.map(({ text, data }) => ({ text: cleanText(text), callback_data: data })),
  ),
});

export const callbackData = (action: string, ...args: (string | number)[]): string => {
  const data = [action, ...args].join(':');
  if (Buffer.byteLength(data) > 64) throw new RangeError(`Callback data of ${action} is over 64 bytes`);
  return data;
};

export const parseCallbackData = (data: string): { action: string; args: string[] } => {
  const [action = '', ...args] = data.split(':');
  return { action, args };
};

// The kinds of updates the bot asks Telegram for, by its webhook and when polled.

export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'stopped_message_generation',
  'my_chat_member',
] as const;

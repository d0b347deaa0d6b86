// What a model is told before a conversation.

/** The longest instructions that a session may have of its own, in UTF-16 units: they are sent with every question. */
export const MAX_INSTRUCTIONS = 4_000;

/** In a session that has none of its own. */
export const DEFAULT_INSTRUCTIONS =
  'You are Steward, a personal assistant in Telegram. Answer in the language of the question. ' +
  'Be correct and brief, and say so when you do not know. Use Markdown where it helps.';

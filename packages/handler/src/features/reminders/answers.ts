// Messages that are answered by a reply, known again by how they begin: the words of the question carry the number.

/** What begins so is about that reminder; a reply to it may say one thing more. */
export const ABOUT_ONE = /^(?:⏰ Reminder|☑️ Task) (\d{1,9})\b/;

/** Asks for a time, with buttons; a reply to it may say one. */
export const ASKS_WHEN =
  /^(?:When shall I remind|At what time o|Which one do you|Do you mean |I am not sure which time|I repeat every|No calendar has|Once, or every|That (?:was|is|time) )/;

/** Below a picture or file. */
export const CAPTION_COMMAND = /^\s*\/(remind|task)(?:@\w+)?(?:\s+|$)/i;

/** “And 10 minutes before”, alone: about the reminder that was set right before. Looked at more closely behind it. */
export const MAY_BE_LEAD =
  /^\s*(?:and|also|und|auch|y|también|et|e|também|и)\s[^\n.?]{2,30}(?:\s(?:before|earlier|in advance|vorher|davor|früher|antes|avant)|минут[уы]?|час(?:а|ов)?)[.!]?\s*$/iu;

const asked = (words: string) => ({
  words,
  question: new RegExp(`^${words} (\\d{1,9})\\b(?: on [A-Z][a-z]+ (\\d{1,2} [A-Z][a-z]+(?: \\d{4})?))?`),
});

export const ANSWERS = {
  newTime: asked('🕘 Reply to this message with the time of reminder'),
  newText: asked('✏️ Reply to this message with the text of reminder'),
};

// telegramify-markdown, the most used converter to Telegram's MarkdownV2, as its README says: what MarkdownV2 does not know
// is escaped. It does not split, and Telegram refuses some of what it makes of unfinished Markdown.
import telegramify from 'telegramify-markdown';

export const convert = (markdown: string): string => telegramify(markdown, 'escape');

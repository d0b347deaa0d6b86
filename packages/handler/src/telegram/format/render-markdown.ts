import { type FormattedText, plainText } from './formatted-text.ts';
export const renderMarkdown = (markdown: string): FormattedText => plainText(markdown);

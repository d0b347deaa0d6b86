// Markdown → text and entities, or several messages of them. Never throws.
import type { Token } from 'marked';
import { cleanText } from './clean-text.ts';
import { createEntityBuilder } from './entity-builder.ts';
import { type FormattedText, plainText } from './formatted-text.ts';
import { type LexedBefore, lexMarkdown, nothingBefore } from './lex-markdown.ts';
import { renderBlocks } from './render-blocks.ts';

/** Far beyond any answer; longer input is shown plain. */
const LONGEST = 100_000;
/** Lines that continue a quote without its mark: marked reads the quote anew for each of them. */
const MAX_LAZY_LINES = 300;

export const renderMarkdown = (markdown: string): FormattedText => {
  const source = cleanText(markdown);
  const rendered = renderTokens(lexSafely(source, nothingBefore()));
  // A document of nothing but link definitions renders to nothing, yet it was an answer.
  return rendered.text === '' ? plainText(source) : rendered;
};

/** A clean text; what cannot be read is one paragraph of plain text. */
export const lexSafely = (source: string, before: LexedBefore): Token[] => {
  if (source.length > LONGEST || lazyQuoteLines(source) > MAX_LAZY_LINES) return asPlain(source);
  try {
    return lexMarkdown(source, before);
  } catch {
    return asPlain(source);
  }
};

export const renderTokens = (tokens: Token[]): FormattedText => {
  const builder = createEntityBuilder();
  renderBlocks(builder, tokens);
  return builder.finish();
};

const asPlain = (text: string): Token[] => [
  { type: 'paragraph', raw: text, text, tokens: [{ type: 'escape', raw: text, text }] },
];

const lazyQuoteLines = (source: string): number =>
  source.match(/^[ \t]*>.*\n(?![ \t]*(?:>|$))/gm)?.length ?? 0;

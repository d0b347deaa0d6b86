// A model's Markdown → Telegram text with entities. Never throws: what cannot be read is shown as it was written.
import { cleanText } from './clean-text.ts';
import { createEntityBuilder } from './entity-builder.ts';
import { type FormattedText, plainText } from './formatted-text.ts';
import { lexMarkdown } from './lex-markdown.ts';
import { renderBlocks } from './render-blocks.ts';

/** Far beyond any answer; longer input is shown plain. */
const LONGEST = 100_000;
/** Lines that continue a quote without its mark: marked reads the quote anew for each of them. */
const MAX_LAZY_LINES = 300;

export const renderMarkdown = (markdown: string): FormattedText => {
  const source = cleanText(markdown);
  if (source.length > LONGEST || lazyQuoteLines(source) > MAX_LAZY_LINES) return plainText(source);
  try {
    const builder = createEntityBuilder();
    renderBlocks(builder, lexMarkdown(source));
    const rendered = builder.finish();
    // A document of nothing but link definitions renders to nothing, yet it was an answer.
    return rendered.text === '' ? plainText(source) : rendered;
  } catch {
    return plainText(source);
  }
};

const lazyQuoteLines = (source: string): number =>
  source.match(/^[ \t]*>.*\n(?![ \t]*(?:>|$))/gm)?.length ?? 0;

// The renderer of answers and the Markdown library below it, loaded by the first turn while the model is asked: a cold start
// and the commands do not pay for them.
import { lazily } from '../../lazily.ts';

export const loadFormatting = lazily(async () => {
  const [{ createGrowingText }, { renderMarkdown }, { closeMarkdown }] = await Promise.all([
    import('./growing-text.ts'),
    import('./render-markdown.ts'),
    import('./close-markdown.ts'),
  ]);
  return { createGrowingText, renderMarkdown, closeMarkdown };
});

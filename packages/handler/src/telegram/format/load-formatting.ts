// The renderer of answers and the Markdown library below it, loaded by the first turn: a cold start and the commands do not
// pay for them.
import { lazily } from '../../lazily.ts';

export const loadFormatting = lazily(async () => {
  const [{ renderMarkdown }, { closeMarkdown }] = await Promise.all([
    import('./render-markdown.ts'),
    import('./close-markdown.ts'),
  ]);
  return { renderMarkdown, closeMarkdown };
});

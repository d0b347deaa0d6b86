// Closes what an answer that was cut off (stopped, or out of tokens) left open.
import remend from 'remend';

const LONGEST = 100_000;
const INCOMPLETE_IMAGE = /!\[([^\]]*)\]\(streamdown:incomplete-image\)/g;

/** Open emphasis, code, links and images are closed or become their text; never throws. */
export const closeMarkdown = (markdown: string): string => {
  if (markdown.length > LONGEST) return markdown;
  try {
    return remend(markdown, {
      // The default is a placeholder address, which would be shown or tapped.
      linkMode: 'text-only',
      // An open `<` is as likely a comparison, and HTML is shown as text anyway.
      htmlTags: false,
      // These two change what was complete.
      comparisonOperators: false,
      singleTilde: false,
    }).replace(INCOMPLETE_IMAGE, '$1');
  } catch {
    return markdown;
  }
};

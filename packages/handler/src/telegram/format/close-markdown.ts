// Closes what an answer that was cut off (stopped, or out of tokens) left open.
import remend from 'remend';

/** A paragraph beyond this is left as it is: remend looks at all of it again for each bracket. */
const LONGEST_BLOCK = 4_000;
const INCOMPLETE_IMAGE = /!\[([^\]]*)\]\(streamdown:incomplete-image\)/g;

/** Open emphasis, code, links and images are closed or become their text; never throws. */
export const closeMarkdown = (markdown: string): string => {
  const start = lastBlock(markdown);
  if (start === undefined || markdown.length - start > LONGEST_BLOCK) return markdown;
  return markdown.slice(0, start) + closeBlock(markdown.slice(start));
};

/** Where the last paragraph begins: nothing before it is open any more. Undefined inside a fence, where all is code. */
const lastBlock = (markdown: string): number | undefined => {
  let start = 0;
  let fence: string | undefined;
  let at = 0;
  for (const line of markdown.split('\n')) {
    const next = at + line.length + 1;
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
    } else if (mark !== undefined) fence = mark;
    else if (line.trim() === '') start = Math.min(next, markdown.length);
    at = next;
  }
  return fence === undefined ? start : undefined;
};

const closeBlock = (block: string): string => {
  try {
    return remend(block, {
      // The default is a placeholder address, which would be shown or tapped.
      linkMode: 'text-only',
      // An open `<` is as likely a comparison, and HTML is shown as text anyway.
      htmlTags: false,
      // These two change what was complete.
      comparisonOperators: false,
      singleTilde: false,
    }).replace(INCOMPLETE_IMAGE, '$1');
  } catch {
    return block;
  }
};

// Fenced code that an answer leaves open, because it was stopped or reached its length.

/** Begins fenced code, at any depth of lists, or ends it where nothing follows the mark. */
const FENCE = /^([ \t]*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/;

interface Fence {
  indent: string;
  mark: string;
  info: string;
}

/** The fence that is still open at the end of a text. */
const openFence = (markdown: string): Fence | undefined => {
  let open: Fence | undefined;
  for (const line of markdown.split('\n')) {
    const fence = fenceOf(line);
    if (fence === undefined) continue;
    if (open === undefined) open = fence;
    else if (closes(fence, open)) open = undefined;
  }
  return open;
};

/** The text, with its last fence closed if it is open. */
export const withClosedFence = (markdown: string): string => {
  const open = openFence(markdown);
  return open ? `${markdown}${markdown.endsWith('\n') ? '' : '\n'}${open.indent}${open.mark}` : markdown;
};

/**
 * For an answer that goes on where `before` ended: what begins within its code begins as code. Nothing to do where that
 * was closed, or where the model opens the code again by itself.
 */
export const goingOnAfter = (before: string): ((text: string) => string) | undefined => {
  const open = openFence(before);
  return open && ((text) => goOn(open, text));
};

const goOn = (open: Fence, text: string): string => {
  const lines = text.split('\n');
  const next = lines.findIndex((line) => fenceOf(line) !== undefined);
  const fence = fenceOf(lines[next] ?? '');
  if (fence && !closes(fence, open)) return text;
  const code = lines.slice(0, fence ? next : lines.length);
  const rest = fence ? lines.slice(next + 1) : [];
  if (code.join('').trim() === '') return rest.join('\n');
  // The end of the line that was cut off.
  if (code[0] === '') code.shift();
  return [open.mark + open.info, ...code, ...(fence ? [open.mark, ...rest] : [])].join('\n');
};

const fenceOf = (line: string): Fence | undefined => {
  const [, indent = '', mark, info = ''] = FENCE.exec(line) ?? [];
  return mark === undefined ? undefined : { indent, mark, info: info.trimEnd() };
};

const closes = ({ mark, info }: Fence, open: Fence): boolean => mark.startsWith(open.mark) && info === '';

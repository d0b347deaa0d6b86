// The marks with which ChatGPT points at its sources: they lead nowhere outside of it.

/** Private characters begin a mark, part its fields and end it. */
const MARK = /[ \t]?\ue200([^\ue200\ue201]{0,4000})\ue201/g;
const FIELD = '\ue202';
/** What is left of marks that were cut. */
const LEFT_OVER = /[\ue200-\ue2ff]/g;
/** `【12†source】` of the years before, and both where a program dropped the private characters. */
const OLDER =
  /[ \t]?(?:【[^【】\n]{0,100}†[^【】\n]{0,200}】|【oaicite:\d+】|:contentReference\[oaicite:\d+\](?:\{index=\d+\})?)/g;
const BARE = /[ \t]?\b(?:file)?cite(?:turn\d+[a-z]+\d+)+/g;

/** The text without them; of a mark that stands for a name the name stays. */
export const withoutCitationMarks = (text: string): string =>
  text
    .replace(MARK, (mark, inner: string) => {
      const name = nameIn(inner);
      return name === '' ? '' : (/^[ \t]/.exec(mark)?.[0] ?? '') + name;
    })
    .replace(LEFT_OVER, '')
    .replace(OLDER, '')
    .replace(BARE, '');

const nameIn = (inner: string): string => {
  const [kind = '', first = ''] = inner.split(FIELD);
  if (kind === 'url') return /^turn\d/.test(first) ? '' : first;
  if (!kind.endsWith('entity')) return '';
  try {
    const fields: unknown = JSON.parse(first);
    return Array.isArray(fields) && typeof fields[1] === 'string' ? fields[1] : '';
  } catch {
    return '';
  }
};

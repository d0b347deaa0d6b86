// What a model thinks aloud is not its answer. `think: false` does not keep every model from writing its thoughts into
// the text, and some forget the tag that begins them.

const NAMES = 'think|thinking|thoughts?|reasoning|seed:think|ant_?thinking';
const OPEN = [
  `<(?:${NAMES})>`,
  '◁think▷',
  String.raw`\[THINK\]`,
  // gpt-oss, gemma and medgemma, where their server does not know the template.
  String.raw`<\|channel\|>(?:analysis|commentary)[^<\n]{0,60}<\|message\|>`,
  String.raw`<\|channel>thought\b`,
  '<unused94>thought',
].join('|');
const CLOSE = [
  `</(?:${NAMES})>`,
  '◁/think▷',
  String.raw`\[/THINK\]`,
  String.raw`<\|end\|>`,
  String.raw`<channel\|>`,
  '<unused95>',
].join('|');
const NOISE = String.raw`<\|start\|>assistant|<\|channel\|>final<\|message\|>|<\|return\|>`;
const FENCE = '^[ \\t]*(?:```|~~~)';

const MARK = new RegExp(`(?<open>${OPEN})|(?<close>${CLOSE})|(?<noise>${NOISE})|(?<fence>${FENCE})`, 'gim');
const TAG = new RegExp(`${OPEN}|${CLOSE}|${NOISE}`, 'i');
const LONGEST_TAG = 100;
/** What may still become a tag, in small letters. */
const BEGINNINGS = [
  ...[
    '<thinking>',
    '<thoughts>',
    '<reasoning>',
    '<seed:think>',
    '<antthinking>',
    '<ant_thinking>',
    '◁think▷',
    '[think]',
  ],
  ...[
    '<|channel|>analysis<|message|>',
    '<|channel|>commentary',
    '<|channel|>final<|message|>',
    '<|channel>thought',
  ],
  ...['<|start|>assistant', '<|return|>', '<unused94>thought'],
];

/** The answer without what was thought before or within it. Tags in code are text. */
export const withoutReasoning = (text: string): string => {
  if (!TAG.test(text)) return text;
  let answer = '';
  let from = 0;
  let isThinking = false;
  let isCode = false;
  for (const { 0: mark, index, groups = {} } of text.matchAll(MARK)) {
    const end = index + mark.length;
    if (isThinking) {
      if (groups.close === undefined) continue;
      isThinking = false;
    } else if (groups.fence !== undefined) {
      isCode = !isCode;
      continue;
    } else if (isCode || isQuoted(text, index)) continue;
    else if (groups.open !== undefined) {
      if (!beginsLine(text, index)) continue;
      answer += text.slice(from, index);
      isThinking = true;
    } else if (groups.noise !== undefined) answer += text.slice(from, index);
    // Nothing began it: all before it was thought.
    else if (beginsLine(text, index) || endsLine(text, end)) answer = '';
    else continue;
    from = end;
  }
  return (isThinking ? answer : answer + text.slice(from)).trimStart();
};

/** The same for a text that grows: what may become a tag is held back until it is known. */
export const createReasoningFilter = () => {
  let text = '';
  let isTagged = false;
  return {
    /** All that can be shown so far. */
    push(piece: string): string {
      text += piece;
      isTagged ||= TAG.test(text.slice(-(piece.length + LONGEST_TAG)));
      const shown = isTagged ? withoutReasoning(text) : text;
      return shown.slice(0, shown.length - heldBack(shown));
    },
    whole: (): string => withoutReasoning(text),
    /** Something was written, whether it is shown or not. */
    length: (): number => text.length,
  };
};

/** How many characters at the end may begin a tag. */
const heldBack = (text: string): number => {
  const tail = text.slice(-LONGEST_TAG).toLowerCase();
  const start = [...tail.matchAll(/[<◁[]/g)].find(({ index }) =>
    BEGINNINGS.some((tag) => tag.startsWith(tail.slice(index))),
  );
  return start === undefined ? 0 : tail.length - start.index;
};

const lineBefore = (text: string, index: number): string =>
  text.slice(text.lastIndexOf('\n', index - 1) + 1, index);

const beginsLine = (text: string, index: number): boolean => {
  const before = lineBefore(text, index);
  return before.trim() === '' || /<\|start\|>assistant$/.test(before);
};

const endsLine = (text: string, end: number): boolean =>
  /^[ \t]*(?:\n|$)/.test(text.slice(end, end + LONGEST_TAG));

/** Within inline code. */
const isQuoted = (text: string, index: number): boolean =>
  (lineBefore(text, index).split('`').length - 1) % 2 === 1;

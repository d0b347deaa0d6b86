// What a model thinks aloud is not its answer. `think: false` does not keep every model from writing its thoughts into
// the text, and some forget the tag that begins them.

const NAMES = 'think|thinking|thoughts?|reasoning|reflection|seed:think|ant_?thinking';
const OPEN = [
  `<(?:${NAMES})>`,
  '◁think▷',
  String.raw`\[THINK\]`,
  // gpt-oss, gemma and medgemma, where their server does not know the template.
  String.raw`<\|channel\|>(?:analysis|commentary)[^<\n]{0,60}<\|message\|>`,
  String.raw`<\|channel>thought\b`,
  '<unused94>thought',
  String.raw`<\|begin_of_thought\|>`,
].join('|');
const CLOSE = [
  `</(?:${NAMES})>`,
  '◁/think▷',
  String.raw`\[/THINK\]`,
  String.raw`<\|end\|>`,
  String.raw`<channel\|>`,
  '<unused95>',
  String.raw`<\|end_of_thought\|>`,
].join('|');
const NOISE = String.raw`<\|start\|>assistant|<\|channel\|>final<\|message\|>|<\|return\|>|<\|(?:begin|end)_of_solution\|>`;
const FENCE = '^[ \\t]{0,60}(?:```|~~~)';

const MARK = new RegExp(`(?<open>${OPEN})|(?<close>${CLOSE})|(?<noise>${NOISE})|(?<fence>${FENCE})`, 'gim');
const TAG = new RegExp(`${OPEN}|${CLOSE}|${NOISE}`, 'i');
const LONGEST_TAG = 100;
const SPEAKER = '<|start|>assistant';
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
  ...['<|start|>assistant', '<|return|>', '<unused94>thought', '<reflection>'],
  ...['<|begin_of_thought|>', '<|begin_of_solution|>', '<|end_of_solution|>'],
];

/** How far a text has been read: everything before `at` is understood, whatever follows it. */
interface Reading {
  /** What was said before `from`. */
  answer: string;
  from: number;
  at: number;
  isThinking: boolean;
  isCode: boolean;
  line: LineReading;
}

/** The line so far, up to a place: whether nothing is in it yet, and whether inline code is open. */
interface LineReading {
  upTo: number;
  isBlank: boolean;
  isQuoted: boolean;
}

const UNREAD: Reading = {
  answer: '',
  from: 0,
  at: 0,
  isThinking: false,
  isCode: false,
  line: { upTo: 0, isBlank: true, isQuoted: false },
};

/** The answer without what was thought before or within it. Tags in code are text. */
export const withoutReasoning = (text: string): string =>
  TAG.test(text) ? answerOf(text, readOn(text, UNREAD, text.length)) : text;

/** The same for a text that grows: what may become a tag is held back until it is known. */
export const createReasoningFilter = () => {
  let text = '';
  let isTagged = false;
  let understood = UNREAD;
  return {
    /** All that can be shown so far. */
    push(piece: string): string {
      text += piece;
      isTagged ||= TAG.test(text.slice(-(piece.length + LONGEST_TAG)));
      if (!isTagged) return text.slice(0, text.length - heldBack(text));
      // A tag that begins before this is whole, and so is what is looked at behind it: it is read once only.
      understood = readOn(text, understood, text.length - 2 * LONGEST_TAG);
      const shown = answerOf(text, readOn(text, understood, text.length));
      return shown.slice(0, shown.length - heldBack(shown));
    },
    whole: (): string => withoutReasoning(text),
    /** Something was written, whether it is shown or not. */
    length: (): number => text.length,
  };
};

const answerOf = (text: string, { answer, from, isThinking }: Reading): string =>
  (isThinking ? answer : answer + text.slice(from)).trimStart();

/** Reads all marks that begin before `limit`. */
const readOn = (text: string, before: Reading, limit: number): Reading => {
  if (limit <= before.at) return before;
  let reading = before;
  MARK.lastIndex = before.at;
  for (let mark = MARK.exec(text); mark && mark.index < limit; mark = MARK.exec(text))
    reading = afterMark(text, reading, mark);
  return { ...reading, at: Math.max(reading.at, limit) };
};

const afterMark = (
  text: string,
  before: Reading,
  { 0: mark, index, groups = {} }: RegExpExecArray,
): Reading => {
  const at = index + mark.length;
  const line = lineAt(text, before.line, index);
  const passed = { ...before, line, at };
  const { answer, from } = before;
  const beginsLine = line.isBlank || text.endsWith(SPEAKER, index);
  if (before.isThinking)
    return groups.close === undefined ? passed : { ...passed, isThinking: false, from: at };
  if (groups.fence !== undefined) return { ...passed, isCode: !before.isCode };
  if (before.isCode || line.isQuoted) return passed;
  const said = answer + text.slice(from, index);
  if (groups.open !== undefined)
    return beginsLine ? { ...passed, answer: said, from: at, isThinking: true } : passed;
  if (groups.noise !== undefined) return { ...passed, answer: said, from: at };
  // Nothing began it: all before it was thought.
  return beginsLine || endsLine(text, at) ? { ...passed, answer: '', from: at } : passed;
};

const lineAt = (text: string, before: LineReading, index: number): LineReading => {
  const between = text.slice(before.upTo, index);
  const start = between.lastIndexOf('\n') + 1;
  const { isBlank, isQuoted } = start > 0 ? { isBlank: true, isQuoted: false } : before;
  const more = between.slice(start);
  const quotes = more.split('`').length - 1;
  return {
    upTo: index,
    isBlank: isBlank && more.trim() === '',
    isQuoted: quotes % 2 === 1 ? !isQuoted : isQuoted,
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

const endsLine = (text: string, end: number): boolean =>
  /^[ \t]*(?:\n|$)/.test(text.slice(end, end + LONGEST_TAG));

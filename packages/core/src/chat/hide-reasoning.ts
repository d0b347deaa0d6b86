// What a model thinks aloud is not its answer. `think: false` does not keep every model from writing its thoughts into
// the text, some forget the tag that begins them, and some servers do not know the template that ends a turn.
import {
  endsLine,
  heldBack,
  isSpokenOf,
  isUnbegun,
  LONGEST_TAG,
  marks,
  SPEAKER,
  TAG,
} from './reasoning-marks.ts';

/** How far a text has been read: everything before `at` is understood, whatever follows it. */
interface Reading {
  /** What was said before `from`. */
  answer: string;
  from: number;
  at: number;
  isThinking: boolean;
  /** Where a thought began that is none if it never ends: it stands in the middle of a sentence. */
  doubted?: number | undefined;
  /** How many thoughts lay within the thought that began when `outer` was said: as many ends may still come. */
  nested: number;
  outer: string;
  /** Somebody else speaks: the model has run on past its answer. */
  isOver: boolean;
  /** The mark that began the code, while it is open. */
  code: string;
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
  nested: 0,
  outer: '',
  isOver: false,
  code: '',
  line: { upTo: 0, isBlank: true, isQuoted: false },
};
const MARK = marks();

/** The answer without what was thought before or within it. Tags in code are text. */
export const withoutReasoning = (text: string): string =>
  TAG.test(text) ? wholeAnswer(text, readOn(text, UNREAD, text.length)) : text;

/** Each look copies all that was written: of a long text, tiny pieces wait until they are this part of it. */
const WORTH_A_LOOK = 1 / 512;

/** The same for a text that grows: what may become a tag is held back until it is known. */
export const createReasoningFilter = () => {
  let text = '';
  let waiting = '';
  let shown = '';
  let isTagged = false;
  let understood = UNREAD;

  const look = (): string => {
    text += waiting;
    isTagged ||= TAG.test(text.slice(-(waiting.length + LONGEST_TAG)));
    waiting = '';
    if (!isTagged) return text.slice(0, text.length - heldBack(text));
    // A tag that begins before this is whole, and so is what is looked at behind it: it is read once only.
    understood = readOn(text, understood, text.length - 2 * LONGEST_TAG);
    const reading = readOn(text, understood, text.length);
    const said = reading.nested > 0 ? reading.outer.trimStart() : answerOf(text, reading);
    return said.slice(0, said.length - heldBack(said));
  };

  return {
    /** What can be shown so far, or the very same as before. */
    push(piece: string): string {
      waiting += piece;
      if (waiting.length >= text.length * WORTH_A_LOOK) shown = look();
      return shown;
    },
    /** All that can be shown, to the last letter. */
    shown: (): string => look(),
    whole: (): string => withoutReasoning(text + waiting),
    /** Something was written, whether it is shown or not. */
    length: (): number => text.length + waiting.length,
  };
};

const answerOf = (text: string, { answer, from, isThinking, isOver }: Reading): string =>
  (isThinking || isOver ? answer : answer + text.slice(from)).trimStart();

const wholeAnswer = (text: string, reading: Reading): string =>
  reading.doubted === undefined
    ? answerOf(text, reading)
    : (reading.answer + text.slice(reading.doubted)).trimStart();

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
  if (before.isOver) return { ...before, at };
  const line = lineAt(text, before.line, index);
  const passed = { ...before, line, at };
  const place = { text, index, at, mark, isFirst: line.isBlank || text.endsWith(SPEAKER, index) };
  if (before.isThinking) return afterThought(passed, groups, place);
  if (groups.fence !== undefined) return { ...passed, code: codeAfter(text, before.code, mark.trim(), at) };
  if (before.code !== '' || isInlineCode(text, line, at)) return passed;
  const said = before.answer + text.slice(before.from, index);
  const isRunOn = groups.over !== undefined && said.trim() !== '' && isNoise(place);
  if (isRunOn) return { ...passed, answer: said, from: at, isOver: true };
  if (groups.close !== undefined) return afterEnd(passed, said, place);
  if (groups.open === undefined) return isNoise(place) ? { ...passed, answer: said, from: at } : passed;
  const kind = place.isFirst ? 'thought' : kindOf(place);
  if (kind === 'text') return passed;
  const doubted = kind === 'doubted' ? index : undefined;
  return { ...passed, answer: said, from: at, isThinking: true, doubted };
};

interface Place {
  text: string;
  index: number;
  at: number;
  mark: string;
  /** It begins its line. */
  isFirst: boolean;
}

/** A mark in the middle of a line. */
const kindOf = ({ text, index, at }: Place): 'text' | 'thought' | 'doubted' => {
  if (isSpokenOf(text, index, at)) return 'text';
  const followsSentence = /[^\p{L}\p{N},\s]\s*$/u.test(text.slice(Math.max(0, index - LONGEST_TAG), index));
  return followsSentence || endsLine(text, at) || /^\S/.test(text.slice(at, at + 1)) ? 'thought' : 'doubted';
};

const lineAfter = (at: number): LineReading => ({ upTo: at, isBlank: true, isQuoted: false });

/** A thought may lie within another, or begin twice. */
const afterThought = (
  passed: Reading,
  { open, close }: Record<string, string | undefined>,
  { text, index, at, isFirst }: Place,
): Reading => {
  const isNamed = !isFirst && isSpokenOf(text, index, at);
  if (isNamed || (open === undefined && close === undefined)) return passed;
  const { from, nested, answer } = passed;
  if (open === undefined)
    return { ...passed, line: lineAfter(at), isThinking: false, doubted: undefined, from: at };
  if (text.slice(from, index).trim() === '') return { ...passed, from: at };
  return { ...passed, nested: nested + 1, outer: nested > 0 ? passed.outer : answer };
};

/** An end without a beginning. */
const afterEnd = (passed: Reading, said: string, place: Place): Reading => {
  const { text, at, mark, isFirst } = place;
  const isEndOfTurn =
    mark.toLowerCase() === '<|end|>' && !/^\s*<\|start\|>/.test(text.slice(at, at + LONGEST_TAG));
  if (isEndOfTurn) return { ...passed, answer: said, from: at };
  if (!isFirst && !endsLine(text, at) && kindOf(place) !== 'thought') return passed;
  const before = { ...passed, line: lineAfter(at), from: at };
  if (passed.nested === 0) return { ...before, answer: '' };
  // What stands between the ends of thoughts within each other was thought, too.
  return { ...before, answer: passed.outer, nested: passed.nested - 1 };
};

/** What a template puts around an answer, where no sentence is about it. */
const isNoise = ({ text, index, at, mark, isFirst }: Place): boolean => {
  if (!isUnbegun(text.slice(0, index), mark)) return false;
  return isFirst || endsLine(text, at) || !isSpokenOf(text, index, at);
};

/** Code ends with its own mark, at least as long, and nothing behind it. */
const codeAfter = (text: string, open: string, mark: string, at: number): string => {
  if (open === '') return mark;
  return mark.startsWith(open) && endsLine(text, at) ? '' : open;
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

/** A backtick that stands alone in its line begins no code. */
const isInlineCode = (text: string, { isQuoted, upTo }: LineReading, at: number): boolean =>
  isQuoted
    ? /^[^\n]*?(?:`|$)/.test(text.slice(at, at + 2 * LONGEST_TAG))
    : text[upTo - 1] === '`' && text[at] === '`';

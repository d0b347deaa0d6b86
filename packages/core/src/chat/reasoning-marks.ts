// The marks with which models begin and end what they think aloud, and what their templates put around an answer.

const NAMED = [
  ...['think', 'thinking', 'thought', 'thoughts', 'reasoning', 'reflection', 'scratchpad', 'seed:think'],
  ...['innermonologue', 'inner_monologue', 'antthinking', 'ant_thinking'],
];
const NAMES = NAMED.join('|');
const OPEN = [
  `<(?:${NAMES})[ \\t]{0,3}>`,
  // Command A says it with a word.
  String.raw`<\|(?:start_)?(?:${NAMES})\|>`,
  '◁think▷',
  String.raw`\[THINK\]`,
  // gpt-oss, gemma and medgemma, where their server does not know the template.
  String.raw`<\|channel\|>(?:analysis|commentary)[^<\n]{0,60}<\|message\|>`,
  String.raw`<\|channel>thought\b`,
  '<unused94>thought',
  String.raw`<\|begin_of_thought\|>`,
].join('|');
const CLOSE = [
  // Some put the answer into a tag of its own.
  `</(?:${NAMES})[ \\t]{0,3}>(?:\\s{0,20}<answer>)?`,
  String.raw`<\|(?:/|end_)(?:${NAMES})\|>`,
  '◁/think▷',
  String.raw`\[/THINK\]`,
  String.raw`<\|end\|>`,
  String.raw`<channel\|>`,
  '<unused95>',
  String.raw`<\|end_of_thought\|>`,
  String.raw`<\|channel\|>final<\|message\|>`,
].join('|');
const START = String.raw`<\|im_start\|>|<\|start_header_id\|>|<start_of_turn>`;
/** Whoever speaks next is no model: it has run on past its answer. */
const OVER = String.raw`(?:${START})(?:user|system|tool)\b|<\|user\|>|\[INST\]|<\|(?:endoftext|end_of_text)\|>|<eos>|<｜end▁of▁sentence｜>`;
const NOISE = [
  String.raw`<\|start\|>assistant`,
  String.raw`(?:${START})(?:assistant|model|(?=[\s<]))`,
  // End of a turn or a text, in most templates; DeepSeek writes wide bars.
  String.raw`<\|(?!im_start|start_header_id|start\||channel\|)[a-z]\w{2,40}\|>`,
  String.raw`<｜[^｜<>\n]{1,40}｜>`,
  String.raw`<(?:end_of_turn|eos|bos|pad)>|<turn\|>|\[/INST\]|</(?:s|answer)>(?!\s*\S)`,
].join('|');
const FENCE = '^[ \\t]{0,60}(?:`{3,}(?=[^`\\n]*$)|~{3,})';

/** All of them, and the fences of code. */
export const marks = (): RegExp =>
  new RegExp(
    `(?<open>${OPEN})|(?<close>${CLOSE})|(?<over>${OVER})|(?<noise>${NOISE})|(?<fence>${FENCE})`,
    'gim',
  );

/** Whether there is any but fences. */
export const TAG = new RegExp(`${OPEN}|${CLOSE}|${OVER}|${NOISE}`, 'i');
export const LONGEST_TAG = 100;
export const SPEAKER = '<|start|>assistant';

/** What may still become a tag, in small letters. */
const BEGINNINGS = [
  ...NAMED.flatMap((name) => [`<${name}>`, `</${name}>`]),
  ...['◁think▷', '◁/think▷', '[think]', '[/think]', '[inst]', '[/inst]', '<answer>', '</answer>'],
  ...['<|channel|>analysis<|message|>', '<|channel|>commentary', '<|channel|>final<|message|>'],
  ...['<|channel>thought', '<|start|>assistant', '<unused94>thought'],
  ...['<start_of_turn>', '<end_of_turn>', '<turn|>', '<eos>', '<bos>', '<pad>', '</s>'],
];
const BEGUN = new Set(BEGINNINGS.flatMap((tag) => [...tag].map((_, index) => tag.slice(0, index + 1))));
/** A token of any template, and who speaks behind it. */
const TOKEN_BEGUN =
  /^<(?:\|\/?\w{0,41}\|?|(?:\|im_start\||\|start_header_id\||start_of_turn)>[a-z]{0,9}|｜[^｜<>\n]{0,40}｜?)$/;

/** How many characters at the end may begin a tag. */
export const heldBack = (text: string): number => {
  const tail = text.slice(-LONGEST_TAG).toLowerCase();
  const start = [...tail.matchAll(/[<◁[]/g)].find(({ index }) => {
    const begun = tail.slice(index);
    return BEGUN.has(begun.replace(/[ \t]{1,3}$/, '')) || TOKEN_BEGUN.test(begun);
  });
  return start === undefined ? 0 : tail.length - start.index;
};

const KINDS = 'tags?|tokens?|markers?|marks?|blocks?|elements?|delimiters?|sections?';
const NAMED_BEFORE = new RegExp(
  String.raw`(?:\b(?:${KINDS}|the|an|called|named|between|literal|emits?|writes?)|[>\x60] (?:and|or|to|und|y|et)) $`,
  'i',
);
const NAMED_AFTER = new RegExp(
  String.raw`^(?:-\p{L}| (?:${KINDS})\b| (?:and|or|to|und|y|et) [<\x60]|[,;)] |\.(?:\s|$))`,
  'iu',
);

/** Whether a sentence names the mark from `start` to `end` instead of using it. */
export const isSpokenOf = (text: string, start: number, end: number): boolean => {
  const before = text.slice(Math.max(0, start - LONGEST_TAG), start);
  const after = text.slice(end, end + LONGEST_TAG);
  const isInQuotes = /["'“„«‘(]$/.test(before) && /^["'”“»’)]/.test(after);
  return isInQuotes || NAMED_BEFORE.test(before) || NAMED_AFTER.test(after);
};

export const endsLine = (text: string, end: number): boolean =>
  /^[ \t]*(?:\n|$)/.test(text.slice(end, end + LONGEST_TAG));

/** An answer in a tag of its own, behind what was thought. */
const ANSWER = new RegExp(`</(?:${NAMES})[ \\t]{0,3}>\\s{0,20}<answer>`, 'i');

/** What HTML has as well is a mark only where nothing before it begins it. */
export const isUnbegun = (text: string, end: string): boolean => {
  if (/^<\/answer>$/i.test(end)) return ANSWER.test(text);
  return !/^<\/s>$/i.test(end) || !/<s>/i.test(text);
};

// Stars that are no emphasis: products, powers, `COUNT(*)`, globs, comments. CommonMark would pair them across a line.

/** No emphasis begins with these. */
const CLOSING = /[)\]},;:!?\\|=<>]/;
/** Letters and digits of formulas; languages without spaces may put bold into the middle of a word. */
const OPERAND = /[A-Za-z0-9\u0370-\u03ff)\]]/;
const OPERAND_BEHIND = /[A-Za-z0-9\u0370-\u03ff(]/;
const QUOTE = /["'`]/;

/** The run of stars at the start of `src` that means itself, or ''; `prevChar` is the character before it. */
export const literalStars = (src: string, prevChar: string): string => {
  const run = /^\*+/.exec(src)?.[0] ?? '';
  const next = src[run.length] ?? '';
  if (run === '' || next === '') return '';
  const isLiteral =
    CLOSING.test(next) ||
    // `src/*.ts`, `src/**/x`, `/*comment*/`
    prevChar === '/' ||
    // `*.ts`, `*/x`, `**/*`; a bold `**.env**` or `**/etc/hosts**` is meant.
    (run.length === 1 && /[./]/.test(next)) ||
    (next === '/' && src[run.length + 1] === '*') ||
    (QUOTE.test(prevChar) && QUOTE.test(next)) ||
    (run.length < 3 && OPERAND.test(prevChar) && OPERAND_BEHIND.test(next));
  return isLiteral ? run : '';
};

/** `maskedSrc` as marked searches it for the end of an emphasis, without powers: `**x is 2**3` does not end at `2**3`. */
export const withoutPowers = (maskedSrc: string): string =>
  maskedSrc.replace(/(?<=[A-Za-z0-9)\]])\*{1,2}(?=\d)/g, (stars) => 'x'.repeat(stars.length));

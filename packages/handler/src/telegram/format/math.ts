// Formulas are left as the model wrote them: without this, markdown would eat the backslashes of \( … \) and take
// the stars and underscores of $a_1 * b_1$ for emphasis.

const MAX_INLINE = 300;
const MAX_DISPLAY = 2_000;
// What tells \[ x^2 \] from an escaped bracket such as \[1\].
const LOOKS_LIKE_MATH = /[\\^=+{}]|_\w/;

const DOLLAR = /^\$(?![\s$])[^$\n`]*[^\s$`\\]\$(?!\d)/;

/** The length of the formula at the start of `source`, 0 when there is none. */
export const mathLength = (source: string): number => {
  if (source.startsWith('$$')) return delimited(source, '$$', MAX_DISPLAY);
  if (source.startsWith('$')) return DOLLAR.exec(source.slice(0, MAX_INLINE))?.[0].length ?? 0;
  if (source.startsWith('\\(')) return bracketed(source, '\\)', MAX_INLINE);
  if (source.startsWith('\\[')) return bracketed(source, '\\]', MAX_DISPLAY);
  return 0;
};

const delimited = (source: string, closing: string, limit: number): number => {
  const end = source.slice(0, limit).indexOf(closing, 2);
  if (end <= 2 || source.slice(2, end).includes('\n\n')) return 0;
  return end + closing.length;
};

const bracketed = (source: string, closing: string, limit: number): number => {
  const length = delimited(source, closing, limit);
  return length > 0 && LOOKS_LIKE_MATH.test(source.slice(2, length - 2)) ? length : 0;
};

// Corrects our estimate of a prompt's tokens by what the server measures.

/** A server that counts too few tokens must not make us overflow its window. */
const LOWEST = 0.75;
const HIGHEST = 4;

/** How much a smaller measurement counts against what was known. */
const WEIGHT_OF_NEW = 0.3;

/**
 * The ratio of measured to estimated tokens after one more turn. It goes up at once, because too small a ratio overflows the
 * model's window, and down slowly, because servers count a prompt they have cached as shorter than it is. Before anything is
 * known the estimate itself is trusted.
 */
export const calibrate = (previous: number | undefined, estimated: number, measured: number): number => {
  const known = previous ?? 1;
  const sample = measured / estimated;
  if (!(sample > 0) || !Number.isFinite(sample)) return clamp(known);
  return clamp(towards(sample, known));
};

/** What a picture is thought to cost before it was measured, in tokens. */
export const PICTURE_TOKENS = 1_300;
const FEWEST_PICTURE_TOKENS = 64;
const MOST_PICTURE_TOKENS = 16_384;

/** The tokens of a picture after one more turn with some; `measured`: of the whole prompt, `words`: of its words alone. */
export const calibratePicture = (
  previous: number | undefined,
  { measured, words, pictures }: { measured: number; words: number; pictures: number },
): number => {
  const known = previous ?? PICTURE_TOKENS;
  const learned = towards((measured - words) / pictures, known);
  return Math.round(Math.min(MOST_PICTURE_TOKENS, Math.max(FEWEST_PICTURE_TOKENS, learned)));
};

const towards = (sample: number, known: number): number =>
  sample >= known ? sample : known + (sample - known) * WEIGHT_OF_NEW;

const clamp = (ratio: number): number => Math.min(HIGHEST, Math.max(LOWEST, ratio));

// Fields of answers that somebody else wrote.

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const readObject = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const MAX_NAME_CHARACTERS = 320;
const MAX_TOKEN_CHARACTERS = 16_384;

/** Something to show: one line, not empty, not endless. */
export const readName = (value: unknown): string | undefined => {
  if (typeof value !== 'string') return undefined;
  // Neither control characters nor what turns the direction of text.
  const line = value.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line === '' || line.length > MAX_NAME_CHARACTERS ? undefined : line;
};

/** What may stand in a header. */
export const readToken = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= MAX_TOKEN_CHARACTERS && /^[\x21-\x7e]+$/.test(value)
    ? value
    : undefined;

/** An address that may be shown as one to open. */
export const readLink = (value: unknown): string | undefined => {
  const link = readToken(value);
  const isOne = link !== undefined && link.length <= 2_000 && /^https:/.test(link) && URL.canParse(link);
  return isOne ? link : undefined;
};

/** Seconds, which some servers send as text. */
export const readSeconds = (value: unknown): number | undefined => {
  const seconds = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && seconds > 0 && seconds < 1e9 ? seconds : undefined;
};

// Cutting a text, always between characters.

/** The first `length` UTF-16 units, without half a surrogate pair at the end. */
export const beginningOf = (text: string, length: number): string =>
  text.slice(0, /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : length);

/** The longest beginning of at most `maxBytes` bytes. */
export const headOf = (text: string, maxBytes: number): string => {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  let end = Math.max(0, maxBytes);
  while (end > 0 && isContinuation(bytes, end)) end -= 1;
  return bytes.toString('utf8', 0, end);
};

/** The longest ending of at most `maxBytes` bytes. */
export const tailOf = (text: string, maxBytes: number): string => {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  let start = bytes.length - Math.max(0, maxBytes);
  while (start < bytes.length && isContinuation(bytes, start)) start += 1;
  return bytes.toString('utf8', start);
};

/** UTF-8 characters begin with any byte but 10xxxxxx. */
const isContinuation = (bytes: Buffer, at: number): boolean => (bytes.readUInt8(at) & 0xc0) === 0x80;

// How Telegram's apps send a text that is longer than one message: several messages, cut at the limit.
import { maxTextLength } from './message-text.ts';

/** Cuts at `limit` UTF-16 units, never inside a surrogate pair; trimmed pieces that are blank are not sent. */
export const splitAsAppsDo = (text: string, limit: number = maxTextLength): string[] => {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const cut = /[\uD800-\uDBFF]/.test(rest[limit - 1] ?? '') ? limit - 1 : limit;
    pieces.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut);
  }
  pieces.push(rest.trim());
  return pieces.filter((piece) => piece !== '');
};

/** Pieces of at most `length` UTF-16 units, never with half a surrogate pair at an end. None of an empty text. */
export const cutText = (text: string, length: number): string[] => {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = from + length;
    if (to < text.length && /[\ud800-\udbff]/.test(text.charAt(to - 1))) to -= 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
};

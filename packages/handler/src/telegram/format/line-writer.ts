// Writes lines of text lazily: breaks and indentation appear only when text follows them, so that no block leaves
// blank lines or trailing indentation behind.

export interface LineWriter {
  /** UTF-16 units written so far. */
  length(): number;
  newlines(): number;
  /** The next text starts a line, after a blank line when `count` is 2. */
  breakLine(count: 1 | 2): void;
  /** `onText` is called before each line's first visible text, behind its indentation. */
  write(text: string, indentation: string, onText: () => void): void;
  text(): string;
}

export const createLineWriter = (): LineWriter => {
  const parts: string[] = [];
  let length = 0;
  let newlines = 0;
  let breaks = 0;
  let atLineStart = true;

  const append = (text: string): void => {
    parts.push(text);
    length += text.length;
  };

  const appendNewline = (): void => {
    append('\n');
    newlines += 1;
    atLineStart = true;
  };

  return {
    length: () => length,
    newlines: () => newlines,
    breakLine: (count) => {
      breaks = Math.max(breaks, count);
    },
    write(text, indentation, onText) {
      if (text === '') return;
      if (length > 0) for (; breaks > 0; breaks -= 1) appendNewline();
      breaks = 0;
      text.split('\n').forEach((line, index) => {
        if (index > 0) appendNewline();
        if (line === '') return;
        if (atLineStart) append(indentation);
        atLineStart = false;
        onText();
        append(line);
      });
    },
    text: () => parts.join(''),
  };
};

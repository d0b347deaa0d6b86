// A rich message (headings, lists, tables …) as Markdown. Blocks that are newer than this are read by what they hold.
const MAX_DEPTH = 40;

/** '' for what holds no text. Reads each part once; what is nested too deep is left out. */
export const textOfRich = (message: unknown): string => blocksOf(fieldsOf(message).blocks, 0).trim();

const blocksOf = (blocks: unknown, depth: number): string =>
  listOf(blocks)
    .map((block) => blockOf(fieldsOf(block), depth))
    .filter((text) => text.trim() !== '')
    .join('\n\n');

const blockOf = (block: Fields, depth: number): string => {
  if (depth > MAX_DEPTH) return '';
  const text = inlineOf(block.text, depth);
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(Math.min(6, Math.max(1, Number(block.size) || 2)))} ${text}`;
    case 'pre':
      return `\`\`\`${typeof block.language === 'string' ? block.language : ''}\n${text}\n\`\`\``;
    case 'divider':
      return '---';
    case 'list':
      return listOf(block.items)
        .map((item) => itemOf(fieldsOf(item), depth))
        .join('\n');
    case 'table':
      return listOf(block.cells)
        .map((row) => rowOf(row, depth))
        .join('\n');
    case 'blockquote':
      return blocksOf(block.blocks, depth + 1).replace(/^/gm, '> ');
    default:
      return [
        inlineOf(block.summary, depth),
        text,
        textIn(block.expression),
        blocksOf(block.blocks, depth + 1),
        inlineOf(block.caption, depth),
      ]
        .filter((part) => part.trim() !== '')
        .join('\n\n');
  }
};

const itemOf = (item: Fields, depth: number): string => {
  const label = textIn(item.label) || '-';
  const body = blocksOf(item.blocks, depth + 1) || inlineOf(item.text, depth);
  return `${label} ${body.replace(/\n(?=.)/g, '\n  ')}`;
};

const rowOf = (row: unknown, depth: number): string =>
  `| ${listOf(row)
    .map((cell) => inlineOf(fieldsOf(cell).text, depth).replace(/\s+/g, ' '))
    .join(' | ')} |`;

/** Text with styles in it: a string, a list of parts, or a part that holds more text. */
const inlineOf = (text: unknown, depth: number): string => {
  if (typeof text === 'string') return text;
  if (depth > MAX_DEPTH) return '';
  if (Array.isArray(text)) return text.map((part) => inlineOf(part, depth + 1)).join('');
  const part = fieldsOf(text);
  const inner = inlineOf(part.text, depth + 1) || textIn(part.expression) || textIn(part.alternative_text);
  return typeof part.url === 'string' && part.url !== inner ? `${inner} (${part.url})` : inner;
};

export type Fields = Record<string, unknown>;

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

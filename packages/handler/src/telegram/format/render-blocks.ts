// Block tokens → text with spacing: one blank line between paragraphs, none between the items of a tight list.
import type { MarkedToken, Token, Tokens } from 'marked';
import type { EntityBuilder } from './entity-builder.ts';
import { renderInline } from './render-inline.ts';
import { renderList } from './render-list.ts';
import { renderTable } from './render-table.ts';

const RULE = '─'.repeat(16);
/** Up to this level a heading stands apart from its text; deeper ones sit on it. */
const SECTION_HEADING_DEPTH = 2;

/** Blocks follow each other as in their source; in a tight list item they touch. */
export const renderBlocks = (builder: EntityBuilder, tokens: Token[], tight = false): void => {
  let previous: MarkedToken | undefined;
  let blankLine = false;
  for (const token of tokens as MarkedToken[]) {
    if (token.type === 'space') {
      blankLine = true;
      continue;
    }
    if (token.type === 'def' || token.type === 'checkbox') continue;
    if (previous) builder.breakLine(tight ? 1 : spacing(previous, token, blankLine));
    renderBlock(builder, token);
    previous = token;
    blankLine = false;
  }
};

const FLOWING = new Set<string>(['paragraph', 'text', 'list']);

const spacing = (previous: MarkedToken, next: MarkedToken, blankLine: boolean): 1 | 2 => {
  if (!FLOWING.has(next.type)) return 2;
  if (previous.type === 'heading') return previous.depth > SECTION_HEADING_DEPTH ? 1 : 2;
  return FLOWING.has(previous.type) && !blankLine ? 1 : 2;
};

const renderBlock = (builder: EntityBuilder, token: MarkedToken): void => {
  switch (token.type) {
    case 'heading':
      builder.styled('bold', () => renderInline(builder, token.tokens));
      break;
    case 'code':
      builder.pre(token.text.replace(/\n+$/, ''), codeLanguage(token));
      break;
    case 'blockquote':
      builder.quote(() => renderBlocks(builder, token.tokens));
      break;
    case 'list':
      renderList(builder, token);
      break;
    case 'table':
      renderTable(builder, token);
      break;
    case 'hr':
      builder.add(RULE);
      break;
    case 'paragraph':
      renderInline(builder, token.tokens);
      break;
    default:
      // The paragraphs of a tight list's items come as inline tokens.
      renderInline(builder, [token]);
  }
};

/** The first word behind the fence, when it can be a language. */
const codeLanguage = ({ lang }: Tokens.Code): string | undefined =>
  /^[\w+#.-]{1,32}(?=[\s,{]|$)/.exec(lang ?? '')?.[0];

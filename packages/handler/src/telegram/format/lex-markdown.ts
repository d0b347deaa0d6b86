// Markdown → tokens, by marked's lexer with guards: marked recurses once per nesting level and, for emphasis, may look
// at the rest of a paragraph again and again, so hostile text could overflow the stack or take quadratic time.
import { Lexer, type Token, Tokenizer, type Tokens } from 'marked';
import { htmlDetails, htmlTable } from './html-blocks.ts';
import { addressEnd } from './links.ts';
import { mathLength } from './math.ts';
import { literalStars, withoutPowers } from './operators.ts';
import { tableSource } from './table-source.ts';

/** Deeper blocks and styles are shown as the text they are written with. */
const MAX_DEPTH = 16;
/** At every step marked looks ahead for a mail address as far as it may: so far, and no further. */
const LONGEST_TEXT = 256;
const LONGEST_URL = 2_500;
const LONGEST_HEADING = 1_000;
/** Characters looked at in vain for the end of an emphasis; past it, the rest keeps its stars. */
const searchBudget = (length: number): number => 500_000 + 40 * length;

/**
 * `**Note:**text` and `**“词”**字`: by CommonMark's letter these stars close nothing, because punctuation is before
 * and a word behind them; models write so all the time, above all in languages without spaces, and mean bold.
 */
const STRONG_AT_PUNCTUATION =
  /^\*\*(?![\s*])(?:([^*\n`]{1,200}[\p{P}\p{S}])\*\*(?=[\p{L}\p{N}])|([“‘«「『《【（][^*\n`]{1,200})\*\*)/u;

/** Names that Python and others give a meaning: nobody means a bold “init”. */
const DUNDER =
  /^__(?:all|call|class|del|dict|dirname|doc|enter|eq|exit|file|filename|future|getitem|hash|init|iter|len|main|name|new|next|proto|pycache|repr|setitem|slots|str|typename|version)__(?!\w)/;

const COMPARISON = /^ {0,3}>(?:=|>> |[~≈$€£]?\d)/;
/** Alone, `> 3.10` compares as well; `> 3. Oktober` is a list in a quote. */
const SPACED_COMPARISON = /^ {0,3}> [~≈$€£]?\d(?!\d*[.)] )[^\n]*(?:$|\n(?! {0,3}>))/;
const COMPARISON_BELOW = new RegExp(COMPARISON.source.replace('^', '\\n'));

/** `* * * * * command` is a line of a crontab. */
const CRON = /^ {0,3}\*(?: [*\d][\d,*/-]*){4}(?: |\n|$)/;

/** What a part of a document means for the parts behind it. */
export interface LexedBefore {
  /** Addresses that links name. */
  links: Lexer['tokens']['links'];
  hasDetails: boolean;
}

export const nothingBefore = (): LexedBefore => ({ links: {}, hasDetails: false });

/** Throws when marked does; the caller shows plain text then. `before` learns from what is read, and may be a copy. */
export const lexMarkdown = (markdown: string, before = nothingBefore()): Token[] => {
  const tokenizer = new GuardedTokenizer(searchBudget(markdown.length), before);
  const lexer = new Lexer({ gfm: true, tokenizer });
  lexer.tokens.links = before.links;
  return lexer.lex(markdown);
};

/** The words of one paragraph. */
export const lexInline = (markdown: string): Token[] => {
  const tokenizer = new GuardedTokenizer(searchBudget(markdown.length), nothingBefore());
  return new Lexer({ gfm: true, tokenizer }).inlineTokens(markdown);
};

/** A class, because marked takes its tokenizer as one. */
class GuardedTokenizer extends Tokenizer {
  private depth = 0;
  private budget: number;
  private readonly before: LexedBefore;
  private masked = { from: '', to: '' };

  constructor(budget: number, before: LexedBefore) {
    super();
    this.budget = budget;
    this.before = before;
  }

  private nested<T>(tokenize: () => T | undefined): T | undefined {
    if (this.depth >= MAX_DEPTH) return undefined;
    this.depth += 1;
    try {
      return tokenize();
    } finally {
      this.depth -= 1;
    }
  }

  /** Charges what was read: the match and a part of the paragraph it was looked for in, or all of it in vain. */
  private searched<T extends { raw: string }>(src: string, tokenize: () => T | undefined): T | undefined {
    if (this.budget <= 0) return undefined;
    const token = this.nested(tokenize);
    this.budget -= token ? token.raw.length + src.length / 16 : src.length;
    return token;
  }

  /** `>= 3.10` and `>5 kg` compare, also below a quote; `>>> ` is what Python waits with. */
  override blockquote(src: string): Tokens.Blockquote | undefined {
    if (COMPARISON.test(src) || SPACED_COMPARISON.test(src)) return undefined;
    const quote = this.nested(() => super.blockquote(src));
    const end = quote ? quote.raw.search(COMPARISON_BELOW) : -1;
    return end < 0 ? quote : this.nested(() => super.blockquote(src.slice(0, end)));
  }

  override hr(src: string): Tokens.Hr | undefined {
    return CRON.test(src) ? undefined : super.hr(src);
  }

  override list(src: string): Tokens.List | undefined {
    if (CRON.test(src)) return undefined;
    return this.nested(() => super.list(src));
  }

  override link(src: string): Tokens.Link | Tokens.Image | undefined {
    return this.nested(() => super.link(src));
  }

  override reflink(src: string, links: Parameters<Tokenizer['reflink']>[1]) {
    return this.nested(() => super.reflink(src, links));
  }

  override emStrong(src: string, maskedSrc: string, prevChar = ''): Tokens.Em | Tokens.Strong | undefined {
    if (src[0] !== '*' && src[0] !== '_') return undefined;
    const stars = DUNDER.exec(src)?.[0] ?? literalStars(src, prevChar);
    // The lexer takes any token here; its types only know emphasis.
    if (stars !== '') return literal(stars) as unknown as Tokens.Em;
    return this.searched(src, () => super.emStrong(src, this.searchable(maskedSrc), prevChar));
  }

  override del(src: string, maskedSrc: string, prevChar = ''): Tokens.Del | undefined {
    // One tilde is a range, an estimate or a home folder; two may be a range as well.
    if (!src.startsWith('~~') || (/\d/.test(prevChar) && /^~~\d/.test(src))) return undefined;
    return this.searched(src, () => super.del(src, maskedSrc, prevChar));
  }

  /** Looked for at every line: a heading whose underline is far away is none. */
  override lheading(src: string): Tokens.Heading | undefined {
    const near = src.slice(0, LONGEST_HEADING);
    return super.lheading(near.length < src.length ? near.slice(0, near.lastIndexOf('\n') + 1) : near);
  }

  override table(src: string): Tokens.Table | undefined {
    const source = tableSource(src);
    const token = source && super.table(source.regular);
    return token && { ...token, raw: source.raw };
  }

  /** But for tables and details HTML is text: a block of it is a paragraph like any other. */
  override html(src: string): Tokens.HTML | undefined {
    const table = htmlTable(src);
    if (table) return this.tableOf(table.raw, table.rows) as unknown as Tokens.HTML;
    const details = htmlDetails(src);
    if (!details) return undefined;
    const { raw, summary } = details;
    this.before.hasDetails = true;
    if (summary === undefined) return { type: 'space', raw } as unknown as Tokens.HTML;
    const strong = { type: 'strong', raw: summary, text: summary, tokens: this.lexer.inlineTokens(summary) };
    return { type: 'paragraph', raw, text: summary, tokens: [strong] } as unknown as Tokens.HTML;
  }

  private tableOf(raw: string, source: string[][]): Tokens.Table {
    const columns = Math.max(...source.map((row) => row.length));
    const cells = (row: string[], header: boolean): Tokens.TableCell[] =>
      Array.from({ length: columns }, (_, column) => {
        const text = row[column] ?? '';
        return { text, tokens: this.lexer.inlineTokens(text), header, align: null };
      });
    const [header = [], ...rows] = source;
    const align = Array.from({ length: columns }, () => null);
    return {
      type: 'table',
      raw,
      align,
      header: cells(header, true),
      rows: rows.map((row) => cells(row, false)),
    };
  }

  /** marked remembers an open <a> or <pre> and stops finding links; to us these are text. */
  override tag(src: string): Tokens.Tag | undefined {
    const { inLink, inRawBlock } = this.lexer.state;
    const token = super.tag(src);
    // Details may end behind their last word.
    if (this.before.hasDetails && token && /^<\/details>$/i.test(token.raw))
      return { ...token, raw: token.raw, text: '', type: 'escape' } as unknown as Tokens.Tag;
    this.lexer.state.inLink = inLink;
    this.lexer.state.inRawBlock = inRawBlock;
    const breaksBeforeNewline = token && /^<br\s*\/?>$/i.test(token.raw) && src[token.raw.length] === '\n';
    return breaksBeforeNewline ? { ...token, raw: `${token.raw}\n` } : token;
  }

  /** `[^1]: note` is a footnote, which stays text, and not the address of a link. */
  override def(src: string): Tokens.Def | undefined {
    return /^ {0,3}\[\^/.test(src) ? undefined : super.def(src);
  }

  /** A displayed formula is a block like fenced code: what its lines begin with means nothing. */
  override fences(src: string): Tokens.Code | undefined {
    const start = /^ {0,3}(?=\$\$|\\\[)/.exec(src)?.[0].length;
    const length = start === undefined ? 0 : mathLength(src.slice(start));
    if (start === undefined || length === 0) return super.fences(src);
    const end = /^[ \t]*(?=\n|$)/.exec(src.slice(start + length))?.[0];
    if (end === undefined) return undefined;
    const text = src.slice(start, start + length);
    const paragraph = { type: 'paragraph', raw: src.slice(0, start + length + end.length), text };
    // The lexer takes any token here; its types only know code.
    return { ...paragraph, tokens: [literal(text)] } as unknown as Tokens.Code;
  }

  /** Asked first at every place of a text, so that formulas and such bold come before all else. */
  override escape(src: string): Tokens.Escape | undefined {
    const length = mathLength(src);
    if (length > 0) return literal(src.slice(0, length));
    const strong = src.startsWith('**') ? this.strongAtPunctuation(src) : undefined;
    return (strong as unknown as Tokens.Escape | undefined) ?? super.escape(src);
  }

  private strongAtPunctuation(src: string): Tokens.Strong | undefined {
    const match = STRONG_AT_PUNCTUATION.exec(src);
    const text = match?.[1] ?? match?.[2];
    if (!match || text === undefined) return undefined;
    return this.nested(() => ({
      type: 'strong',
      raw: match[0],
      text,
      tokens: this.lexer.inlineTokens(text),
    }));
  }

  /** A formula, or text up to the next dollar, where one may begin, but no more than marked reads cheaply. */
  override inlineText(src: string): Tokens.Text | undefined {
    const length = src[0] === '$' ? mathLength(src) : 0;
    if (length > 0) return { type: 'text', raw: src.slice(0, length), text: src.slice(0, length) };
    const near = wordsWithin(src, LONGEST_TEXT);
    const dollar = near.indexOf('$', 1);
    return super.inlineText(dollar < 0 ? near : near.slice(0, dollar));
  }

  override url(src: string): Tokens.Link | undefined {
    const near = src.slice(0, LONGEST_URL);
    const end = addressEnd(near);
    return end === undefined ? undefined : super.url(near.slice(0, end));
  }

  /** The same text is searched once for each star in it. */
  private searchable(maskedSrc: string): string {
    if (this.masked.from !== maskedSrc) this.masked = { from: maskedSrc, to: withoutPowers(maskedSrc) };
    return this.masked.to;
  }
}

/** The start of a text, cut before a space where there is one, so that no address is torn. */
const wordsWithin = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const space = text.lastIndexOf(' ', limit);
  return text.slice(0, space > 0 ? space : limit);
};

const literal = (text: string): Tokens.Escape => ({ type: 'escape', raw: text, text });

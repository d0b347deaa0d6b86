// The blocks of HTML that models write: tables, and details with their summary. All other HTML is text.

/** A table is not looked for further than this. */
const LONGEST_TABLE = 20_000;
const TABLE = /^ {0,3}<table\b[^>\n]*>([\s\S]*?)<\/table>[ \t]*(?:\n|$)/i;
const ROW = /<tr\b[^>]*>([\s\S]*?)(?=<\/tr>|<tr\b|$)/gi;
const CELL = /<(t[hd])\b[^>]*>([\s\S]*?)(?=<\/t[hd]>|<t[hd]\b|$)/gi;
const DETAILS = /^ {0,3}<details(?: open)?>[ \t]*\n?(?:[ \t]*<summary>([^\n]{0,300}?)<\/summary>[ \t]*\n?)?/i;
const DETAILS_END = /^ {0,3}<\/details>[ \t]*(?:\n|$)/i;

export interface HtmlTable {
  raw: string;
  /** The cells' source, a row each; the first is the header. */
  rows: string[][];
}

export const htmlTable = (src: string): HtmlTable | undefined => {
  const match = TABLE.exec(src.slice(0, LONGEST_TABLE));
  if (!match) return undefined;
  const rows = [...(match[1] ?? '').matchAll(ROW)].map(([, row = '']) =>
    [...row.matchAll(CELL)].map(([, , cell = '']) => cell.replace(/\s+/g, ' ').trim()),
  );
  const filled = rows.filter((row) => row.length > 0);
  return filled.length === 0 ? undefined : { raw: match[0], rows: filled };
};

/** The beginning or the end of details; `summary` is the source of what they are called. */
export const htmlDetails = (src: string): { raw: string; summary?: string } | undefined => {
  const match = DETAILS.exec(src) ?? DETAILS_END.exec(src);
  if (!match) return undefined;
  const summary = match[1]?.trim();
  return { raw: match[0], ...(summary && { summary }) };
};

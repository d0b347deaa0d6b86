// Pages by their numbers: those that a question names, and how a few of many are told.

const PAGE = String.raw`(?:pages?|pgs?\.|pp?\.|seiten?|s\.|páginas?|paginas?|pág\.|pags?\.|страниц\p{L}*|стр\.?)`;
const AND = '(?:and|und|et|y|e|и|or|oder|ou|o|или|with|mit|avec|con|com|с)';
const ALSO = String.raw`\s*(?:[,;/&+]\s*(?:${AND}\s+)?|${AND}\s+)`;
const UNTIL = String.raw`\s*(?:-|–|—|to|bis|à|a|até|до)\s*`;
const ONE_OR_MORE = String.raw`\d{1,5}(?:${UNTIL}\d{1,5})?(?![\d.]*\d)`;
const BEHIND = new RegExp(
  String.raw`(?<!\p{L})${PAGE}\s*${ONE_OR_MORE}(?:${ALSO}(?:${PAGE}\s*)?${ONE_OR_MORE})*(?!\p{L})`,
  'giu',
);
/** "1 page" is how much, not which. */
const BEFORE =
  /(?<![\p{L}\d.,])(\d{1,5})\s*(?:(?:st|nd|rd|th|\.|e|ème|º|ª)\s*(?:page|seite|página|pagina)|(?:-?(?:ю|ей|й|я|е))?\s+страниц[аеуы])(?!\p{L})/giu;
const EAST = /(?:第\s*)?(\d{1,5})\s*(?:ページ|頁|页)/gu;

/** The first ten, in words. */
const ORDINALS = [
  'first|front|erste[nr]?|première|primera|primeira|перв\\p{L}+',
  'second|zweite[nr]?|deuxième|segunda|втор\\p{L}+',
  'third|dritte[nr]?|troisième|tercera|terceira|трет\\p{L}+',
  'fourth|vierte[nr]?|quatrième|cuarta|quarta|четв[её]рт\\p{L}+',
  'fifth|fünfte[nr]?|cinquième|quinta|пят\\p{L}+',
  'sixth|sechste[nr]?|sixième|sexta|шест\\p{L}+',
  'seventh|siebte[nr]?|septième|séptima|sétima|седьм\\p{L}+',
  'eighth|achte[nr]?|huitième|octava|oitava|восьм\\p{L}+',
  'ninth|neunte[nr]?|neuvième|novena|nona|девят\\p{L}+',
  'tenth|zehnte[nr]?|dixième|décima|десят\\p{L}+',
].map((words) => new RegExp(`(?<!\\p{L})(?:${words})\\s+(?:page|seite|página|pagina|страниц\\p{L}*)`, 'iu'));
const LAST =
  /(?:last|final|letzte[nr]?|dernière|última|ultima|последн\p{L}+)\s+(?:page|seite|página|pagina|страниц\p{L}*)|(?:dernière page|página final)/iu;

/** In the order they are named, only those that are there. */
export const namedPages = (question: string, of: number): number[] => {
  const named = ORDINALS.flatMap((ordinal, index) => (ordinal.test(question) ? [index + 1] : []));
  for (const [list] of question.matchAll(BEHIND)) named.push(...pagesIn(list, of));
  for (const pattern of [BEFORE, EAST])
    for (const [, page] of question.matchAll(pattern)) named.push(Number(page));
  if (LAST.test(question)) named.push(of);
  return [...new Set(named)].filter((page) => page >= 1 && page <= of);
};

const RANGE = new RegExp(String.raw`(\d{1,5})(?:${UNTIL}(\d{1,5}))?`, 'giu');

/** `3, 7–9 and 12`, also as `pageRanges` tells them. */
export const pagesIn = (list: string, of: number): number[] =>
  [...list.matchAll(RANGE)].flatMap(([, from, to = from]) =>
    ascending(Number(from), Math.min(Number(to), of)),
  );
const ascending = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

/** `1–9, 12`, for numbers in ascending order. */
export const pageRanges = (pages: readonly number[]): string => {
  const ranges: [number, number][] = [];
  for (const page of pages) {
    const last = ranges.at(-1);
    if (last && page === last[1] + 1) last[1] = page;
    else ranges.push([page, page]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
};

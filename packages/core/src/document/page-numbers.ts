// Pages by their numbers: those that a question names, and how a few of many are told.

const PAGE = String.raw`(?:pages?|pp?\.|seiten?|s\.|páginas?|paginas?|pág\.|pags?\.|страниц\p{L}*|стр\.?)`;
const RANGE = String.raw`(?:\s*(?:-|–|—|to|and|bis|und|à|et|a|y|e|até|до|и)\s*(\d{1,5}))?`;
const BEHIND = new RegExp(String.raw`(?<![\p{L}])${PAGE}\s*(\d{1,5})${RANGE}(?!\p{L})`, 'giu');
const BEFORE =
  /(?<![\d.,])(\d{1,5})\s*(?:st|nd|rd|th|\.|-?(?:ю|ей|й|я|е)|e|ème|º|ª)?\s+(?:page|seite|página|pagina|страниц\p{L}*)(?!\p{L})/giu;
const EAST = /(?:第\s*)?(\d{1,5})\s*(?:ページ|頁|页)/gu;
const FIRST =
  /(?:first|front|erste[nr]?|première|primera|primeira|перв\p{L}+)\s+(?:page|seite|página|pagina|страниц\p{L}*)/iu;
const LAST =
  /(?:last|final|letzte[nr]?|dernière|última|ultima|последн\p{L}+)\s+(?:page|seite|página|pagina|страниц\p{L}*)|(?:dernière page|página final)/iu;

/** In the order they are named, only those that are there. */
export const namedPages = (question: string, of: number): number[] => {
  const named: number[] = [];
  if (FIRST.test(question)) named.push(1);
  for (const [, from, to = from] of question.matchAll(BEHIND))
    for (let page = Number(from); page <= Math.min(Number(to), of); page += 1) named.push(page);
  for (const pattern of [BEFORE, EAST])
    for (const [, page] of question.matchAll(pattern)) named.push(Number(page));
  if (LAST.test(question)) named.push(of);
  return [...new Set(named)].filter((page) => page >= 1 && page <= of);
};

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

/** The numbers that `pageRanges` told. */
export const pagesIn = (ranges: string): number[] =>
  ranges.split(', ').flatMap((range) => {
    const [from = 0, to = from] = range.split('–').map(Number);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  });

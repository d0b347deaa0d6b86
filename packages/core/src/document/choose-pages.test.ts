import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../chat/estimate-tokens.ts';
import { choosePages, type OpenDocument } from './choose-pages.ts';
import { namedPages } from './page-numbers.ts';

/** Thirty pages of a town's reports, each with a word of its own. */
const TOPICS = ['The harbour was dredged', 'Schools got new roofs', 'Bees were counted in the parks'];
const filler = (page: number) =>
  `On this page ${page} the council notes what was done in the year. ${'It was so decided by all. '.repeat(20)}`;
const report = (pages = 30, changes: Partial<OpenDocument> = {}): OpenDocument => ({
  name: 'report.pdf',
  pages: Array.from(
    { length: pages },
    (_, index) => `${TOPICS[index] ?? `Item ${index + 1}`}. ${filler(index + 1)}`,
  ),
  isAsked: false,
  ...changes,
});
const chosen = (
  documents: OpenDocument[],
  question: string,
  changes: { tokens?: number; isGoingOn?: boolean } = {},
) =>
  choosePages(documents, { question, tokens: 600, isGoingOn: false, ...changes }).map(({ pages }) =>
    pages.map(({ number }) => number),
  );

describe('of a long document', () => {
  it('the pages are taken that speak of what is asked', () => {
    expect(chosen([report()], 'How many bees were there?')[0]).toContain(3);
    expect(chosen([report()], 'Tell me about the school')[0]).toContain(2);
    expect(chosen([report()], 'What about the harbors, the harbour?')[0]?.[0]).toBe(1);
  });

  it.each([
    ['What is on page 30?', [30]],
    ['What do pages 4 and 5 say?', [4, 5]],
    ['pages 28-99', [28, 29]],
    ['Was steht auf Seite 7?', [7]],
    ['Que dit la page 12 ?', [12]],
    ['¿Qué hay en la página 9?', [9]],
    ['O que está na página 8?', [8]],
    ['Что на странице 6?', [6]],
    ['30ページには何がありますか', [30]],
    ['the 11th page, please', [11]],
    ['und die 12. Seite?', [12]],
    ['the first page', [1]],
    ['Compare pages 2 and 29', [2, 29]],
    ['Compare page 29 with page 2', [29, 2]],
    ['pages 3, 17, please', [3, 17]],
    ['Vergleiche Seite 4 und 19', [4, 19]],
    ['pages 5 & 25', [5, 25]],
    ['What does the second page say?', [2]],
    ['Was steht auf der dritten Seite?', [3]],
    ['pg. 14?', [14]],
    ['Summarise the last page', [30]],
  ])('the pages are taken that it names: %s', (question, pages) => {
    expect(chosen([report()], question)[0]).toEqual(expect.arrayContaining(pages));
    expect(choosePages([report()], { question, tokens: 250, isGoingOn: false })[0]?.pages[0]?.number).toBe(
      pages[0],
    );
  });

  it.each([
    'Summarise in 1 page',
    'What does the A4 page mean?',
    'Fasse es auf 1 Seite zusammen',
    'pages 40.5',
  ])('no page is named by a number that is none: %s', (question) => {
    expect(namedPages(question, 50)).toEqual([]);
  });

  it('only what stands between the pages of a list is passed over', () => {
    expect(namedPages('pages 2 and 29', 30)).toEqual([2, 29]);
    expect(namedPages('pages 3, 7-9 and 12 of it', 30)).toEqual([3, 7, 8, 9, 12]);
    expect(namedPages('pages 20 to 5', 30)).toEqual([]);
    expect(namedPages('page 3 20 times', 30)).toEqual([3]);
  });

  it('the document is meant whose name stands in the question', () => {
    const lease = report(20, { name: 'Lease_2024.docx' });
    const of = (question: string) =>
      choosePages([report(), lease], { question, tokens: 200, isGoingOn: false }).map(
        ({ document, pages }) => [document.name, pages[0]?.number],
      );
    expect(of('What is on page 5 of the lease?')).toEqual([['Lease_2024.docx', 5]]);
    expect(of('Summarise Lease_2024.docx')).toEqual([['Lease_2024.docx', 1]]);
    expect(of('What is on page 5?')).toEqual([['report.pdf', 5]]);
    expect(of('lease 2024, what do the bees do?')).toEqual([['Lease_2024.docx', 3]]);
  });

  it('a page that is not there is not made up', () => {
    expect(chosen([report()], 'What is on page 31?')[0]).not.toContain(31);
  });

  it('the next part is taken where no word fits', () => {
    const first = chosen([report(30, { isAsked: true })], 'Summarise')[0] ?? [];
    expect(first[0]).toBe(1);
    const second = chosen([report(30, { readBefore: first })], 'go on')[0] ?? [];
    expect(second[0]).toBe((first.at(-1) ?? 0) + 1);
    expect(chosen([report(30, { readBefore: [29, 30] })], 'weiter')[0]?.[0]).toBe(1);
    expect(chosen([report(30, { readBefore: [1, 2] })], 'Xyzzy?')[0]?.[0]).toBe(3);
  });

  it('nothing is taken for what is not about it', () => {
    expect(chosen([report()], 'Xyzzy?')).toEqual([]);
    expect(chosen([report(30, { readBefore: [1] })], 'Thanks a lot')).toEqual([]);
    expect(chosen([report()], '')).toEqual([]);
    expect(chosen([], 'Anything')).toEqual([]);
    expect(chosen([], 'Anything', { tokens: -1 })).toEqual([]);
  });

  it('what an answer was given from is taken again to continue it', () => {
    expect(chosen([report(30, { readBefore: [4, 9] })], 'Continue', { isGoingOn: true })).toEqual([[4, 9]]);
    expect(chosen([report()], 'Continue', { isGoingOn: true })).toEqual([]);
  });

  it('no more is taken than fits', () => {
    for (const tokens of [0, 59, 90, 300, 700]) {
      const pages = choosePages([report()], {
        question: 'council year bees',
        tokens,
        isGoingOn: false,
      }).flatMap((one) => one.pages);
      const size = pages.reduce((sum, { text }) => sum + estimateTokens(text) + 8, 0);
      expect(size).toBeLessThanOrEqual(tokens);
      expect(pages.length > 0).toBe(tokens >= 60);
    }
  });

  it('a page that is longer than the room is cut around what is asked, in every script', () => {
    for (const word of ['pearl', '真珠', 'жемчуг']) {
      const long = report(1, { pages: [`${'ж我x '.repeat(2_000)}${word}${' ж我x'.repeat(2_000)}`] });
      const [only] = choosePages([long], {
        question: `Where is the ${word}?`,
        tokens: 300,
        isGoingOn: false,
      });
      expect(only?.pages[0]?.text).toContain(word);
      expect(estimateTokens(only?.pages[0]?.text ?? '')).toBeLessThanOrEqual(300);
    }
  });
});

it('a page of few characters and many bytes is cut as well', () => {
  const page = report(1, { pages: ['真'.repeat(700)], isAsked: true });
  const [only] = choosePages([page], { question: 'Summarize', tokens: 300, isGoingOn: false });
  expect(estimateTokens(only?.pages[0]?.text ?? '')).toBeGreaterThan(100);
  expect(estimateTokens(only?.pages[0]?.text ?? '')).toBeLessThanOrEqual(292);
});

describe('of documents that fit', () => {
  it('all of them is taken, whatever is asked, but for pages without text', () => {
    const two = [report(2, { name: 'b.pdf' }), report(1, { pages: ['Hello', '', 'World'] })];
    expect(chosen(two, 'Thanks', { tokens: 2_000 })).toEqual([
      [1, 2],
      [1, 3],
    ]);
  });
});

describe('of several documents', () => {
  it('pages are taken of that which speaks of it, or of the latest', () => {
    const old = report(20, {
      name: 'old.pdf',
      pages: report().pages.map((page) => page.replace('Bees', 'Wasps')),
    });
    const names = (question: string) =>
      choosePages([report(), old], { question, tokens: 250, isGoingOn: false }).map(
        ({ document }) => document.name,
      );
    expect(names('What about wasps?')).toEqual(['old.pdf']);
    expect(names('Summarize the document')).toEqual(['report.pdf']);
  });
});

it.each([
  ['Wann endet der Vertrag?', 'Die Verträge enden im Mai'],
  ['Combien coûte le loyer ?', 'Les loyers sont payés'],
  ['¿Cuándo vencen las facturas?', 'La factura vence en mayo'],
  ['Quais são os prazos?', 'O prazo é maio'],
  ['Какие сроки договора?', 'Срок по договору истекает'],
  ['What were the payments?', 'One payment was made'],
  ['契約はいつ終わりますか', '本契約は五月に終了'],
])('words are found in their other forms: %s', (question, page) => {
  const pages = report(12).pages.map((text, index) => (index === 7 ? `${page}. ${text}` : text));
  expect(chosen([report(12, { pages })], question, { tokens: 250 })).toEqual([[8]]);
});

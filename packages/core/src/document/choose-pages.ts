// Which pages of the documents of a conversation go into a turn: all of them where they fit, those that are named, those that
// speak of what is asked, or the next part.
import { estimateTokens } from '../chat/estimate-tokens.ts';
import { namedPages } from './page-numbers.ts';
import { pieceOf, rankPages } from './rank-pages.ts';
import { asksOn, isCalled, speaksOfDocument } from './words.ts';

export interface OpenDocument {
  name: string;
  pages: string[];
  /** It came with the question, or the question replies to it. */
  isAsked: boolean;
  /** The pages that the answer before was given from; undefined where it was given without. */
  readBefore?: number[] | undefined;
}

export interface ChosenPages<Document extends OpenDocument> {
  document: Document;
  /** In ascending order, from 1. */
  pages: { number: number; text: string }[];
}

/** What is written around a page. */
const PAGE_TOKENS = 8;
/** A piece of a page that is shorter says nothing. */
const LEAST_TOKENS = 60;
const CHARACTERS_PER_TOKEN = 3;

interface Candidate<Document extends OpenDocument = OpenDocument> {
  document: Document;
  index: number;
}

interface Taken extends Candidate {
  text: string;
}

/** `documents`: the latest first. Empty where none of them is meant. `isGoingOn`: an answer is continued, from what it was given. */
export const choosePages = <Document extends OpenDocument>(
  documents: readonly Document[],
  { question, tokens, isGoingOn }: { question: string; tokens: number; isGoingOn: boolean },
): ChosenPages<Document>[] => {
  const everything = documents.flatMap(allOf);
  const all = everything.reduce((sum, one) => sum + tokensOf(one), 0);
  if (all <= tokens) return gathered(documents, everything.map(withText));
  const candidates = isGoingOn ? documents.flatMap(before) : wanted(documents, question);
  const taken: Taken[] = [];
  let left = tokens;
  for (const candidate of candidates) {
    const needed = tokensOf(candidate);
    if (needed <= left) {
      taken.push(withText(candidate));
      left -= needed;
    } else if (taken.length === 0 && left >= LEAST_TOKENS) {
      taken.push({ ...candidate, text: fitting(textOf(candidate), question, left - PAGE_TOKENS) });
      break;
    }
  }
  return gathered(documents, taken);
};

const wanted = (all: readonly OpenDocument[], question: string): Candidate[] => {
  const called = all.filter(({ name }) => isCalled(name, question));
  const documents = called.length > 0 ? called : all;
  const [latest] = documents;
  if (!latest) return [];
  const named = namedPages(question, latest.pages.length)
    .map((page) => ({ document: latest, index: page - 1 }))
    .filter((one) => textOf(one) !== '');
  const isOn = asksOn(question);
  const everything = documents.flatMap(allOf);
  const ranked = isOn
    ? []
    : rankPages(everything.map(textOf), question).flatMap((at) => everything[at] ?? []);
  const isMeant =
    isOn || called.length > 0 || latest.isAsked || speaksOfDocument(question) || isFollowUp(latest, question);
  const next = named.length + ranked.length === 0 && isMeant ? nextPart(latest) : [];
  return [...named, ...ranked.filter((one) => !named.some((same) => isSame(one, same))), ...next];
};

/** Thanks are none. */
const isFollowUp = ({ readBefore }: OpenDocument, question: string): boolean =>
  readBefore !== undefined && (/[?？؟]/.test(question) || question.trim().split(/\s+/).length > 3);

/** From behind what was read on, and then from the beginning. */
const nextPart = (document: OpenDocument): Candidate[] => {
  const pages = allOf(document);
  const last = Math.max(0, ...(document.readBefore ?? []));
  return [...pages.filter(({ index }) => index >= last), ...(last >= document.pages.length ? pages : [])];
};

const before = (document: OpenDocument): Candidate[] =>
  (document.readBefore ?? [])
    .map((page) => ({ document, index: page - 1 }))
    .filter((one) => textOf(one) !== '');

const allOf = (document: OpenDocument): Candidate[] =>
  document.pages.flatMap((text, index) => (text === '' ? [] : [{ document, index }]));

const textOf = ({ document, index }: Candidate): string => document.pages[index] ?? '';
const withText = (one: Candidate) => ({ ...one, text: textOf(one) });
const tokensOf = (one: Candidate): number => estimateTokens(textOf(one)) + PAGE_TOKENS;
const isSame = (one: Candidate, other: Candidate): boolean =>
  one.document === other.document && one.index === other.index;

/** Shorter until it fits: scripts differ in bytes. */
const fitting = (page: string, question: string, tokens: number): string => {
  let length = tokens * CHARACTERS_PER_TOKEN;
  let piece = pieceOf(page, question, length);
  while (estimateTokens(piece) > tokens) {
    length = Math.floor(length * 0.7);
    piece = pieceOf(page, question, length);
  }
  return piece;
};

const gathered = <Document extends OpenDocument>(
  documents: readonly Document[],
  taken: readonly Taken[],
): ChosenPages<Document>[] =>
  documents
    .map((document) => ({
      document,
      pages: taken
        .filter((one) => one.document === document)
        .sort((one, other) => one.index - other.index)
        .map(({ index, text }) => ({ number: index + 1, text })),
    }))
    .filter(({ pages }) => pages.length > 0);

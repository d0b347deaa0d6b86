// What an answer was given from, told by code below it.
import { beginningOf, type DocumentText } from '@steward/core';

/** It fits behind an answer of any length. */
const MAX_LENGTH = 400;

export const sourcesLine = (documents: readonly DocumentText[]): string => {
  const line = `📄 ${documents.map(sourceOf).join(' · ')}`;
  return line.length <= MAX_LENGTH ? line : `${beginningOf(line, MAX_LENGTH - 1)}…`;
};

const sourceOf = ({ name, pages, read = '' }: DocumentText): string => {
  if (read === (pages === 1 ? '1' : `1–${pages}`)) return `${name}: all of it`;
  return `${name}: ${/[,–]/.test(read) ? 'pages' : 'page'} ${read} of ${pages}`;
};

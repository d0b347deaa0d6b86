// A reader of documents without a process: a form feed ends a page. For tests on virtual time, and of what comes after.
import type { Reading } from '../src/document-reader/reading.ts';

export const readFormFeeds = async (bytes: Uint8Array): Promise<Reading> => {
  const pages = new TextDecoder().decode(bytes).split('\f');
  return { pages, of: pages.length };
};

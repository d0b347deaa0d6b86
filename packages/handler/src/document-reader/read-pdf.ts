// The text of a PDF, page by page. Nothing is drawn, no font is loaded, nothing in it is run.
import { getDocumentProxy } from 'unpdf';
import type { Line } from './reading.ts';

/** More is a machine's, not a person's. */
const MAX_PAGES = 5_000;

export async function* readPdf(bytes: Uint8Array): AsyncGenerator<Line> {
  const pdf = await getDocumentProxy(bytes, {
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: 0,
  });
  yield { of: pdf.numPages };
  for (let number = 1; number <= Math.min(pdf.numPages, MAX_PAGES); number += 1) {
    // One that is broken does not take the others with it.
    yield { text: await pdf.getPage(number).then(textOf, () => '') };
  }
}

const textOf = async (page: Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>) => {
  try {
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('');
    return text.replace(/[ \t]+\n/g, '\n').trim();
  } catch {
    return '';
  } finally {
    page.cleanup();
  }
};

// Documents as people send them, made in a few lines: a PDF with a text layer, and a .docx.
import { strToU8, type Zippable, zipSync } from 'fflate';

export interface PdfOptions {
  /** Written into the trailer, e.g. that it is encrypted. */
  trailer?: string;
  /** Further objects, from number 4 + 2 × pages on. */
  objects?: string[];
}

/** One text a page; '' is a page without any. ASCII only. */
export const makePdf = (pages: string[], { trailer = '', objects = [] }: PdfOptions = {}): Buffer => {
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const all = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((text, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
      streamOf(text),
    ]),
    ...objects,
  ];
  let body = '%PDF-1.4\n';
  const offsets = all.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return String(offset).padStart(10, '0');
  });
  const table = ['0000000000 65535 f ', ...offsets.map((offset) => `${offset} 00000 n `)].join('\n');
  const end = `xref\n0 ${all.length + 1}\n${table}\ntrailer\n<< /Size ${all.length + 1} /Root 1 0 R ${trailer} >>\n`;
  return Buffer.from(`${body}${end}startxref\n${body.length}\n%%EOF\n`, 'latin1');
};

const streamOf = (text: string): string => {
  const lines = text.split('\n').map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj 0 -14 Td`);
  const content = text === '' ? '' : `BT /F1 12 Tf 40 800 Td ${lines.join(' ')} ET`;
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
};

/** `body`: what stands in the document's XML. */
export const makeDocx = (body: string, more: Zippable = {}): Buffer =>
  Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8('<?xml version="1.0"?><Types/>'),
      'word/document.xml': strToU8(
        `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="x"><w:body>${body}</w:body></w:document>`,
      ),
      ...more,
    }),
  );

export const paragraph = (text: string): string =>
  `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

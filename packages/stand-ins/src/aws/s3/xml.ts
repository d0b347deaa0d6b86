// The little XML that S3 speaks: elements without attributes, written and read.

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export type XmlContent = string | number | boolean | XmlElement[];
export type XmlElement = [name: string, content: XmlContent];

/** A document with one root in S3's namespace (errors have none). */
export const xmlDocument = (root: string, content: XmlElement[], namespace = true): string => {
  const attribute = namespace ? ` xmlns="${NAMESPACE}"` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${contentToXml(content)}</${root}>`;
};

const contentToXml = (content: XmlContent): string =>
  Array.isArray(content)
    ? content.map(([name, inner]) => `<${name}>${contentToXml(inner)}</${name}>`).join('')
    : escapeXml(String(content));

// Control characters have no place in XML, but S3 writes keys that hold them as references all the same.
const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters meant
    .replaceAll(/[\u0000-\u001f\u007f\ufffe\uffff]/g, (char) => `&#x${char.charCodeAt(0).toString(16)};`);

/** The text of every element of this name, in order, with entities decoded. */
export const textsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((match) =>
    unescapeXml(match[1] ?? ''),
  );

const unescapeXml = (text: string): string =>
  text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, named) => {
    if (named !== undefined) return NAMED[named as string] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

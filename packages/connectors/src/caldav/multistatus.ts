// Reads WebDAV's 207: an answer of many answers, each with a status of its own, which are the ones that count.
import { XMLParser } from 'fast-xml-parser';
import { ConnectorError } from '../connector-error.ts';

/** As fast-xml-parser builds it: names without prefix, every element a list, texts under `#text`, attributes under `@_`. */
export interface Element {
  '#text'?: string;
  [name: string]: Element[] | string | undefined;
}

export interface DavResponse {
  href: URL;
  /** Of the resource as a whole, where it has one. */
  status: number | undefined;
  /** The properties that were found. */
  properties: Element;
  /** The worst of all its statuses; 200 where it names none. */
  worst: number;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  removeNSPrefix: true,
  // A calendar that is called 2026 is called so.
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  alwaysCreateTextNode: true,
  // Also &#13;, which ends lines in calendar data.
  htmlEntities: true,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});

/** @throws {ConnectorError} `bad-answer` when it is no whole multistatus */
export const readMultistatus = (text: string, base: URL): DavResponse[] => {
  const [root] = childrenOf(parse(text), 'multistatus');
  if (!root) throw new ConnectorError('bad-answer');
  return childrenOf(root, 'response').map((response) => readResponse(response, base));
};

const parse = (text: string): Element => {
  // Nobody needs one, and entities of its own could make much out of little.
  if (/<!DOCTYPE/i.test(text)) throw new ConnectorError('bad-answer');
  try {
    return parser.parse(text, true) as Element;
  } catch {
    throw new ConnectorError('bad-answer');
  }
};

const readResponse = (response: Element, base: URL): DavResponse => {
  const href = textOf(response, 'href');
  if (href === undefined || !URL.canParse(href, base.href)) throw new ConnectorError('bad-answer');
  const parts = childrenOf(response, 'propstat');
  const found = parts
    .filter((part) => (statusOf(part) ?? 200) < 300)
    .flatMap((part) => childrenOf(part, 'prop'));
  const status = statusOf(response);
  const statuses = [status, ...parts.map(statusOf)].filter((one) => one !== undefined);
  return {
    href: new URL(href, base),
    status,
    properties: Object.assign({}, ...found),
    worst: Math.max(200, ...statuses),
  };
};

const statusOf = (element: Element): number | undefined => {
  const line = /^\s*HTTP\/[\d.]+ (\d{3})/.exec(textOf(element, 'status') ?? '')?.[1];
  return line === undefined ? undefined : Number(line);
};

export const childrenOf = (element: Element, name: string): Element[] => {
  const children = element[name];
  return Array.isArray(children) ? children : [];
};

/** Trimmed; undefined where there is no such element or nothing in it. */
export const textOf = (element: Element, name: string): string | undefined =>
  childrenOf(element, name)[0]?.['#text']?.trim() || undefined;

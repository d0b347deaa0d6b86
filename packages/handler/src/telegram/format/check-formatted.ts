// The judge of the tests: what Telegram asks of text and entities, written against the rules of its server
// (`fix_formatted_text`, `are_entities_valid` and `parse_url` in TDLib) and not against the renderer.
import type { FormattedText, TextEntity } from './formatted-text.ts';

const TYPES = [
  'bold',
  'italic',
  'strikethrough',
  'code',
  'pre',
  'text_link',
  'blockquote',
  'expandable_blockquote',
  'underline',
  'spoiler',
];

/** Every rule that is broken, as a sentence; none for a message Telegram shows as it is meant. */
export const violations = (
  message: FormattedText,
  { maxLength = Infinity, maxEntities = Infinity } = {},
): string[] => [
  ...textViolations(message.text, maxLength),
  ...(message.entities.length > maxEntities ? [`${message.entities.length} entities`] : []),
  ...message.entities.flatMap((entity, index) => entityViolations(message.text, entity, index)),
  ...nestingViolations(message.entities),
  ...leadingSpaceViolations(message),
];

const textViolations = (text: string, maxLength: number): string[] => {
  const found: string[] = [];
  if (text.length > maxLength) found.push(`the text has ${text.length} units`);
  if (/[ \n]$/.test(text)) found.push('white space at the end');
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 && unit !== 0x0a && unit !== 0x09) found.push(`a control character at ${at}`);
    if (isLoneSurrogate(text, at)) found.push(`a lone surrogate at ${at}`);
  }
  return found;
};

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

const isLoneSurrogate = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  if (isHigh(unit)) return !isLow(text.charCodeAt(at + 1));
  return isLow(unit) && !isHigh(text.charCodeAt(at - 1));
};

const entityViolations = (text: string, entity: TextEntity, index: number): string[] => {
  const { type, offset, length, url, language } = entity;
  const end = offset + length;
  const name = `${type} ${index} (${offset}+${length})`;
  const rules: [boolean, string][] = [
    [TYPES.includes(type), 'has an unknown type'],
    [Number.isInteger(offset) && Number.isInteger(length), 'is not at integers'],
    [length > 0, 'is empty'],
    [offset >= 0 && end <= text.length, 'lies outside of the text'],
    [text.slice(offset, end).trim() !== '', 'covers only white space'],
    [!/\s/.test(text.charAt(end - 1)), 'ends in white space'],
    [!isLow(text.charCodeAt(offset)), 'starts inside a surrogate pair'],
    [!isLow(text.charCodeAt(end)), 'ends inside a surrogate pair'],
    [(type === 'text_link') === (url !== undefined), 'has a url and is no link, or the reverse'],
    [url === undefined || isAcceptedUrl(url), `has an address Telegram refuses: ${url}`],
    [language === undefined || (type === 'pre' && /^\S+$/.test(language)), 'has a language it cannot have'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => `${name} ${fault}`);
};

const isAcceptedUrl = (url: string): boolean => {
  if (/^tg:(\/\/)?[\w-]+([/?#][!-~]*)?$/i.test(url)) return !/^tg:(\/\/)?user\b/i.test(url);
  const parts = /^https?:\/\/(?:\[[0-9a-f:.]+\]|([a-z0-9._-]+))(?::(\d+))?([/?#][!-~]*)$/.exec(url);
  if (!parts) return false;
  const [, host, port] = parts;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return false;
  return host === undefined || (host.includes('.') && host !== '.');
};

const isCode = ({ type }: TextEntity): boolean => type === 'code' || type === 'pre';
const isQuote = ({ type }: TextEntity): boolean => type === 'blockquote' || type === 'expandable_blockquote';

const nestingViolations = (entities: TextEntity[]): string[] => {
  const found: string[] = [];
  const around: TextEntity[] = [];
  let previous: TextEntity | undefined;
  for (const entity of entities) {
    const end = entity.offset + entity.length;
    if (
      previous &&
      (previous.offset > entity.offset ||
        (previous.offset === entity.offset && previous.length < entity.length))
    )
      found.push(`${entity.type} at ${entity.offset} is out of order`);
    previous = entity;
    for (let last = around.at(-1); last && last.offset + last.length <= entity.offset; last = around.at(-1))
      around.pop();
    for (const outer of around) {
      const pair = `${entity.type} in ${outer.type} at ${entity.offset}`;
      if (end > outer.offset + outer.length) found.push(`${pair} overlaps in part`);
      if (outer.type === entity.type) found.push(`${pair} is twice the same`);
      if (isCode(outer)) found.push(`${pair}: code holds nothing`);
      if (isCode(entity) && !isQuote(outer)) found.push(`${pair}: code stands alone`);
      if (isQuote(entity)) found.push(`${pair}: a quote is outermost`);
    }
    around.push(entity);
  }
  return found;
};

/** Telegram cuts leading white space as far as the first entity: offsets must already reckon with that. */
const leadingSpaceViolations = ({ text, entities }: FormattedText): string[] => {
  const first = entities.reduce((least, { offset }) => Math.min(least, offset), text.length);
  return first > 0 && /^[ \n]/.test(text) ? ['white space at the start'] : [];
};

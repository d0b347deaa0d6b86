// The lines of RFC 5545: folded at 75 bytes, text escaped, and back. Not by a library: ical.js throws a whole file away for one
// bad line or rule, and comes to the end of its stack in a deep one.

/** Properties of a component, its parts within it. */
export interface Component {
  name: string;
  properties: Property[];
  parts: Component[];
}

export interface Property {
  name: string;
  parameters: Record<string, string>;
  /** As it stands in the file. */
  value: string;
}

export const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');

export const unescaped = (value: string): string =>
  value.replace(/\\(.)/gs, (_, letter: string) => (/n/i.test(letter) ? '\n' : letter));

const MOST_BYTES = 75;

/** No character is cut in two. */
export const folded = (line: string): string => {
  const lines: string[] = [];
  let [current, bytes] = ['', 0];
  for (const character of line) {
    const more = Buffer.byteLength(character);
    if (bytes + more > MOST_BYTES) {
      lines.push(current);
      [current, bytes] = [' ', 1];
    }
    current += character;
    bytes += more;
  }
  return [...lines, current].join('\r\n');
};

const LINE = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/s;
const PARAMETER = /;([A-Za-z0-9-]+)=("[^"]*"|[^";:]*)/g;
const DEEPEST = 5;

/** Undefined for what is no calendar. A line that is none is passed over. */
export const readComponents = (text: string): Component | undefined => {
  const root: Component = { name: '', properties: [], parts: [] };
  const open = [root];
  for (const line of text
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r\n|\n|\r/)) {
    const property = propertyOf(line);
    if (!property) continue;
    const { name, value } = property;
    const current = open.at(-1) as Component;
    if (name === 'BEGIN') {
      if (open.length > DEEPEST) return undefined;
      const part = { name: value.trim().toUpperCase(), properties: [], parts: [] };
      current.parts.push(part);
      open.push(part);
    } else if (name === 'END') {
      if (current.name !== value.trim().toUpperCase()) return undefined;
      open.pop();
    } else current.properties.push(property);
  }
  return root.parts.some(({ name }) => name === 'VCALENDAR') ? root : undefined;
};

const propertyOf = (line: string): Property | undefined => {
  const [, name, parameters = '', value = ''] = LINE.exec(line) ?? [];
  if (name === undefined) return undefined;
  const read = [...parameters.matchAll(PARAMETER)].map(([, key = '', written = '']) => [
    key.toUpperCase(),
    written.replace(/^"|"$/g, ''),
  ]);
  return { name: name.toUpperCase(), parameters: Object.fromEntries(read), value };
};

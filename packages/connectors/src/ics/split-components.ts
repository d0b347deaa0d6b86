// Cuts an iCalendar text into its events and zones before anything is parsed: one broken event must not take the others along.

export interface SplitCalendar {
  /** The lines of each, unfolded, without those of nested components such as alarms. */
  events: string[][];
  zones: string[][];
  name: string | undefined;
  /** Events that have no end. */
  broken: number;
}

const CUT_OUT: Record<string, 'events' | 'zones'> = { VEVENT: 'events', VTIMEZONE: 'zones' };

/** Undefined when it is no calendar at all, such as a page that asks to sign in. */
export const splitComponents = (text: string): SplitCalendar | undefined => {
  const lines = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n');
  if (!lines.some((line) => /^BEGIN:VCALENDAR\s*$/i.test(line))) return undefined;
  const found: SplitCalendar = { events: [], zones: [], name: undefined, broken: 0 };
  let open: { name: string; lines: string[]; nested: string[] } | undefined;
  for (const line of lines) {
    const [, edge = '', written = ''] = /^(BEGIN|END):(\S+)\s*$/i.exec(line) ?? [];
    const [begins, name] = [edge.toUpperCase() === 'BEGIN', written.toUpperCase()];
    if (open === undefined) {
      if (begins && CUT_OUT[name]) open = { name, lines: [], nested: [] };
      else if (/^X-WR-CALNAME[;:]/i.test(line)) found.name ??= line.slice(line.indexOf(':') + 1).trim();
    } else if (begins && name === open.name) {
      // The one before was never ended.
      if (name === 'VEVENT') found.broken += 1;
      open = { name, lines: [], nested: [] };
    } else if (name === open.name || name === 'VCALENDAR') {
      if (name === open.name) found[CUT_OUT[name] as 'events' | 'zones'].push(open.lines);
      else if (open.name === 'VEVENT') found.broken += 1;
      open = undefined;
    } else if (name !== '') {
      if (begins) open.nested.push(name);
      else open.nested.pop();
      if (open.name === 'VTIMEZONE') open.lines.push(line);
    } else if (open.nested.length === 0 || open.name === 'VTIMEZONE') open.lines.push(line);
  }
  if (open?.name === 'VEVENT') found.broken += 1;
  return found;
};

// Time zones: the names of the IANA database that name a place. Offsets and abbreviations name none: they do not know
// when the clocks change, and some stand for a place nobody meant (EST is Panama).
let names: ReadonlySet<string> | undefined;

/** Every `Area/City` and UTC. */
export const zoneNames = (): ReadonlySet<string> => {
  names ??= new Set(['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name.includes('/'))]);
  return names;
};

/** Also another name of such a zone (Asia/Kolkata, Asia/Calcutta). Case counts: what is stored is compared. */
export const isZone = (name: string): boolean => {
  if (zoneNames().has(name)) return true;
  if (!/^[A-Z][A-Za-z]+(\/[A-Z][A-Za-z_-]+)+$/.test(name)) return false;
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    return zoneNames().has(known) && known.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
};

/** The version of the time zone data that this process computes with, e.g. `2026c`. */
export const tzVersion = (): string => process.versions.tz ?? 'unknown';

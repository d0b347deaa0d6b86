// Whom the operator lets in by the configuration: `ALLOWED_USER_IDS`, ids or everyone.

/** Users and groups by their ids; a listed group admits its members. */
export type Allowed = 'everyone' | ReadonlySet<number>;

export type AllowedReading = { allowed: Allowed } | { fault: string; entry?: number };

const ID = /^-?\d{1,16}$/;

/** Nothing but commas lists nobody: that must not mean everyone, nor be taken for an empty setting. */
export const readAllowed = (text: string): AllowedReading => {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (entries.length === 0) return { fault: 'lists no id' };
  if (entries.length === 1 && entries[0]?.toLowerCase() === 'everyone') return { allowed: 'everyone' };
  const entry = entries.findIndex((id) => !isId(id));
  if (entry >= 0) return { fault: 'has an entry that is no id: ids with commas between, or everyone', entry };
  return { allowed: new Set(entries.map(Number)) };
};

/** A longer number would be rounded to somebody else's. */
const isId = (text: string): boolean =>
  ID.test(text) && Number.isSafeInteger(Number(text)) && Number(text) !== 0;

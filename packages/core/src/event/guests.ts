// Addresses of mail, of those who are invited to an event.

/** Of one event: more are better invited in the calendar itself. */
export const MAX_GUESTS = 20;

/** What providers take without doubt; quotes, comments and letters outside of ASCII are not among it. */
const ADDRESS = /^(?!\.)(?!.*\.\.)[\w.'+-]{0,63}[\w+-]@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/i;
const MAX_CHARACTERS = 254;

export const isAddress = (text: string): boolean => text.length <= MAX_CHARACTERS && ADDRESS.test(text);

/** Those in a text, each once, without the marks around them. */
export const addressesIn = (text: string): string[] =>
  guestsOf(
    text
      .split(/[\s,;<>()[\]"“”„«»]+/)
      .map((word) => word.replace(/^mailto:/i, '').replace(/[.:!?…'’]+$/, ''))
      .filter(isAddress),
  );

/** Each once, and none of the person's own. Letters count as the same in either case, as at every provider. */
export const guestsOf = (addresses: readonly string[], own: readonly string[] = []): string[] => {
  const known = new Set(own.map((one) => one.toLowerCase()));
  return addresses.filter((address) => {
    const isNew = !known.has(address.toLowerCase());
    known.add(address.toLowerCase());
    return isNew;
  });
};

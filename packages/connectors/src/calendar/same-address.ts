/** Providers keep addresses in the letters they know, and tell them apart by none. */
export const isSameAddress = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase();

/** Those of `addresses` that are not among `known`, each once. */
export const addressesBeside = (addresses: readonly string[], known: readonly string[]): string[] =>
  addresses.filter(
    (address, index) =>
      !known.some((one) => isSameAddress(one, address)) &&
      addresses.findIndex((one) => isSameAddress(one, address)) === index,
  );

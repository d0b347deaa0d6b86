/** A request for each, of so many no more than these at the same time. */
const AT_ONCE = 10;

export const inTurns = async <T, R>(all: readonly T[], each: (one: T) => Promise<R>): Promise<R[]> => {
  const done: R[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE)
    done.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(each))));
  return done;
};

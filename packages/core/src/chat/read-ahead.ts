// Begins to read before it is known whether and when the rest is wanted, so that the first page is there by then.

/** Can be read only once. What is never read leaves nothing behind, a failure neither. */
export const readAhead = <T>(source: AsyncIterable<T>): AsyncIterable<T> => {
  const iterator = source[Symbol.asyncIterator]();
  const first = iterator.next();
  first.catch(() => {});
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for (let next = await first; !next.done; next = await iterator.next()) yield next.value;
      } finally {
        await iterator.return?.();
      }
    },
  };
};

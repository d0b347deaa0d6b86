// Not more of something at once than a server takes. Who waits comes in order.

export type AtOnce = <T>(work: () => Promise<T>) => Promise<T>;

export const limitAtOnce = (most: number): AtOnce => {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
};

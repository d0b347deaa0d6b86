// Simulates a crash: after so many writes the store's process is gone.

export interface WriteLimit {
  countWrite(): void;
  /** After so many further writes every write throws, until undefined is given. */
  failAfterWrites(writes: number | undefined): void;
}

export const createWriteLimit = (): WriteLimit => {
  let left = Number.POSITIVE_INFINITY;
  return {
    countWrite() {
      if (left <= 0) throw new Error('Stopped here');
      left -= 1;
    },
    failAfterWrites(writes) {
      left = writes ?? Number.POSITIVE_INFINITY;
    },
  };
};

// One recording after the other: two at once would both take twice as long, and need twice the memory.

export interface Queue {
  readonly isFull: boolean;
  /** Waits for its turn. @throws what `signal` was aborted with, where that came first */
  run<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result>;
}

export const createQueue = (maxWaiting: number): Queue => {
  let last: Promise<unknown> = Promise.resolve();
  let present = 0;
  return {
    get isFull() {
      return present > maxWaiting;
    },
    async run(work, signal) {
      present += 1;
      const mine = last.then(async () => {
        signal.throwIfAborted();
        return await work();
      });
      last = mine.catch(() => {});
      try {
        return await mine;
      } finally {
        present -= 1;
      }
    },
  };
};

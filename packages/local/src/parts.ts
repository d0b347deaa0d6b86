// What a run has started, so that it can be stopped: the last one first.

interface Part {
  close(): Promise<unknown>;
}

/** Returns the part. */
export type Remember = <Started extends Part>(part: Started) => Started;

export const createParts = (): { remember: Remember; stop(): Promise<void> } => {
  const parts: Part[] = [];
  return {
    remember(part) {
      parts.unshift(part);
      return part;
    },
    async stop() {
      for (const part of parts.splice(0)) await part.close().catch(() => {});
    },
  };
};

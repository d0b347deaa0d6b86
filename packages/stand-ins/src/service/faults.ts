// What can be done to a pretended service from outside: the next requests fail, or their answers are lost.
import type { FakeReply, FakeRequest } from './fake-request.ts';

export type ServiceFault =
  /** The connection breaks, and nothing was done. */
  | 'broken'
  /** Everything is done, and then the connection breaks: the asker cannot know. */
  | 'answer-lost'
  /** Never answers, and does nothing. */
  | 'silent'
  | FakeReply;

export interface Faults {
  /**
   * The next `times` requests (default 1) go this way, or only those whose `METHOD /path` contains `where`. `after` lets
   * as many pass before. Of several faults the oldest counts.
   */
  fail(fault: ServiceFault, options?: { where?: string; times?: number; after?: number }): void;
  recover(): void;
}

interface Planned {
  fault: ServiceFault;
  where: string;
  left: number;
  after: number;
}

export const createFaults = (): Faults & { next(request: FakeRequest): ServiceFault | undefined } => {
  let planned: Planned[] = [];
  return {
    fail: (fault, { where = '', times = 1, after = 0 } = {}) =>
      void planned.push({ fault, where, left: times, after }),
    recover: () => {
      planned = [];
    },
    next: ({ method, url }) => {
      const found = planned.find(
        ({ left, where }) => left > 0 && `${method} ${url.pathname}`.includes(where),
      );
      if (!found) return undefined;
      if (found.after > 0) {
        found.after -= 1;
        return undefined;
      }
      found.left -= 1;
      return found.fault;
    },
  };
};

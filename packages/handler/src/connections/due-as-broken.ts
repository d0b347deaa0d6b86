// When a connection that breaks now is due, so that the person is told.
import type { Connection } from '@steward/core';

/** Never at the very moment for which it is due as one to read: that is another work, and may have its outcome. */
export const dueAsBroken = ({ dueMs }: Connection, nowMs: number): number =>
  nowMs === dueMs ? nowMs + 1 : nowMs;

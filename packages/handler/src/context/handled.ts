import type { Outcome } from '@steward/core';

/** What came of an update; `parked`: it waits for what belongs to it. */
export type Handled = Outcome | 'parked';

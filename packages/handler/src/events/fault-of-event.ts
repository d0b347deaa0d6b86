// Why an event was not made or taken back, and what that says about it.
import { ConnectionFailure } from '../connections/accounts.ts';
import type { EventFault } from './events.ts';

export interface Refusal {
  why: EventFault;
  /** Nothing was written, whatever else is the case. */
  isCertain: boolean;
  /** An earlier try may have made it, and it is not there. */
  isLost: boolean;
  /** It is not as it was made. */
  isChanged: boolean;
  /** It is not there. */
  isGone: boolean;
  /** The provider does not take what it was given. */
  isRefused: boolean;
}

/** With these the request never came to be one that could write. */
const CERTAIN: readonly EventFault[] = [
  ...(['auth', 'scope', 'read-only', 'gone', 'throttled'] as const),
  ...(['forbidden-address', 'certificate', 'provider-off', 'no-calendar'] as const),
];

/** Undefined where it is no fault of a provider. */
export const refusalOf = (error: unknown): Refusal | undefined => {
  if (!(error instanceof ConnectionFailure)) return undefined;
  const { name, code, status } = (error.cause ?? {}) as Record<'name' | 'code' | 'status', unknown>;
  const told = name === 'ConnectorError' ? code : undefined;
  const isChanged = told === 'precondition';
  // 404: of the calendar. What is said of an event that was looked for has another status, or none.
  const isLost = told === 'gone' && status !== 404;
  // A server refuses so what it has no calendar for.
  const why = told === 'read-only' ? 'read-only' : isChanged ? 'gone' : error.why;
  const [isGone, isRefused] = [told === 'gone', told === 'refused'];
  return {
    why,
    isLost,
    isChanged,
    isGone,
    isRefused,
    isCertain: isChanged || (CERTAIN.includes(why) && !isLost),
  };
};

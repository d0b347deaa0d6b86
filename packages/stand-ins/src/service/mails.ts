// The mail that a pretended provider sends to guests of events.

export interface FakeMail {
  to: string;
  what: 'invitation' | 'update' | 'cancellation';
  /** The id of the event. */
  event: string;
}

/** Stricter than most: what is no plain address is refused. */
export const isMailAddress = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length <= 254 &&
  /^[^\s@<>",;]+@[^\s@<>",;.]+(?:\.[^\s@<>",;.]+)+$/.test(value);

// What the host and a function's process say to each other.

export interface Call {
  requestId: string;
  /** Unix ms: when the call is given up. */
  deadlineMs: number;
  arn: string;
  event: unknown;
}

export type Outcome =
  /** JSON. */
  { result: string } | { fault: { type: string; message: string } };

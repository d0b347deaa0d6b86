// The port of how far the dispatcher came.

export interface Tick {
  /** Unix ms: what is due up to then was queued. Absent: there was no tick yet. */
  horizonMs?: number;
  /** When the horizon was moved last, Unix ms. */
  lastTickMs?: number;
  /** The version of the time zone data by which all reminders were computed last. */
  tzVersion?: string;
}

export interface TickStore {
  /** Strongly consistent. */
  read(): Promise<Tick>;
  /**
   * False when it does not stand at `fromMs` any more (undefined: nowhere yet), since another tick moved it, or when it
   * would go back.
   */
  moveHorizon(fromMs: number | undefined, toMs: number, nowMs: number): Promise<boolean>;
  setTzVersion(tzVersion: string): Promise<void>;
}

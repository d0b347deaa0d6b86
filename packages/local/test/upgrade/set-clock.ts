// Loaded into the product before all else: its clock begins at CLOCK_BEGINS_AT (Unix ms) and runs on. A claim counts
// for 16 days, so that an old data folder is only what it was at its own time.
const shiftMs = Number(process.env.CLOCK_BEGINS_AT) - Date.now();
const SystemDate = Date;

globalThis.Date = class extends SystemDate {
  constructor(...parts: [] | [string | number | Date]) {
    if (parts.length === 0) super(SystemDate.now() + shiftMs);
    else super(...(parts as [string]));
  }
  static override now = (): number => SystemDate.now() + shiftMs;
} as DateConstructor;

/** The demo model pauses so long before each token, as if it thought: an answer of 1,500 tokens takes 40 s. */
const DEMO_PAUSE_MS = 25;
const wait = globalThis.setTimeout;
globalThis.setTimeout = Object.assign(
  (run: (...values: unknown[]) => void, ms?: number, ...values: unknown[]) =>
    wait(run, ms === DEMO_PAUSE_MS ? 1 : ms, ...values),
  wait,
);

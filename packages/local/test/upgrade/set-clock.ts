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

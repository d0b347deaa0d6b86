// When a person works: free time is looked for within it.

export interface WorkingHours {
  /** ISO weekdays, 1 is Monday; ascending, each once. */
  days: number[];
  /** On the owner's clock on the wall, `09:00`. */
  from: string;
  /** May lie before `from`: over midnight. */
  until: string;
}

/** Of who has set none. */
export const USUAL_WORKING_HOURS: WorkingHours = { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' };

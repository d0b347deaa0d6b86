// When nothing comes that nobody asked for. What somebody asked for comes all the same.

/** On the owner's clock on the wall, over midnight or not: `22:00` to `07:00`. */
export interface QuietHours {
  from: string;
  until: string;
}

export const USUAL_QUIET_HOURS: QuietHours = { from: '22:00', until: '07:00' };

/** `clock`: what the clock on the wall shows, `21:59`. */
export const isQuiet = (hours: QuietHours | 'off' | undefined, clock: string): boolean => {
  if (hours === 'off') return false;
  const { from, until } = hours ?? USUAL_QUIET_HOURS;
  return from < until ? clock >= from && clock < until : clock >= from || clock < until;
};

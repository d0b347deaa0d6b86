// Times and days as people say them. Bot API dates are seconds since 1970.

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** @param {number} seconds */
const dateOf = (seconds) => new Date(seconds * 1000);

/**
 * The hour and minute.
 * @param {number} seconds
 */
export const timeOf = (seconds) => time.format(dateOf(seconds));

/**
 * Day and time in full, for a tooltip.
 * @param {number} seconds
 */
export const wholeTimeOf = (seconds) => whole.format(dateOf(seconds));

/**
 * As Telegram's apps draw a `date_time`: in the reader's own clock.
 * @param {number} seconds
 * @param {string} format some of weekday, date and time, such as `wDt`; a capital letter is longer
 */
export const drawnTimeOf = (seconds, format) =>
  new Intl.DateTimeFormat(undefined, {
    ...(format.includes('w') && { weekday: 'short' }),
    ...(/d/i.test(format) && { day: 'numeric', month: format.includes('D') ? 'long' : 'short' }),
    ...(/t/i.test(format) && { hour: '2-digit', minute: '2-digit' }),
    ...(format.includes('T') && { second: '2-digit' }),
  }).format(dateOf(seconds));

/**
 * A key that is the same for all times of one local day.
 * @param {number} seconds
 */
export const dayKeyOf = (seconds) => {
  const date = dateOf(seconds);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
};

/**
 * Today, Yesterday, or the date; with its year when it is not this one.
 * @param {number} seconds
 * @param {Date} [now]
 */
export const dayNameOf = (seconds, now = new Date()) => {
  const date = dateOf(seconds);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const day = new Date(date.getFullYear(), date.getMonth(), date.getDate());
  const daysAgo = Math.round((today.getTime() - day.getTime()) / 86_400_000);
  if (daysAgo === 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year }).format(date);
};

/**
 * A file's size as people say it.
 * @param {number} bytes
 */
export const sizeOf = (bytes) => {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
};

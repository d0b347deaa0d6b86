// "… and 10 minutes before": what is said of ringing earlier as well.
const MINUTES = 'min|mins|minutes?|minuten?|minutos?|минут[уы]?';
const HOURS = 'h|hrs?|hours?|std|stunden?|horas?|heures?|час(?:а|ов)?';
const DAYS = 'days?|tage?n?|días?|dias?|jours?|день|дня|дней';
const isMinutes = new RegExp(`^(?:${MINUTES})$`, 'iu');
const isHours = new RegExp(`^(?:${HOURS})$`, 'iu');
const ONE = 'an?|one|eine?|una?|une?|uma?|один|одну';
const AND = 'and|plus|also|und|auch|y|también|et|aussi|e|também|и|ещё|еще';
const BEFORE =
  'before(?:hand)?|earlier|in advance|ahead|vorher|davor|zuvor|früher|antes|avant|plus tôt|до(?: этого)?|раньше';

const joint = `(?:^\\s*(?:(?:${AND})\\s+)*|[,;]\\s*(?:(?:${AND})\\s+)*|\\s+(?:(?:${AND})\\s+)+)`;
const amount = `(\\d{1,3}|${ONE})\\s*(${MINUTES}|${HOURS}|${DAYS})`;
/** In Russian the word for "before" may stand in front: и за 10 минут. */
const ahead = `(?:за\\s+${amount}(?:\\s+(?:${BEFORE}))?|${amount}\\s+(?:${BEFORE}))`;
const LEAD = new RegExp(`${joint}${ahead}[.!?]?\\s*$`, 'iu');

/** Before what is to be done: “at 9 and 10 minutes before to take pills”. */
const LINK = 'to|that|of|about|ans?|daran|dass|zu|que|de|para|a|об?|что|про';
const BEFORE_LINK = new RegExp(
  `[\\s,;]+(?:(?:${AND})\\s+)+${ahead}(?=\\s+(?:(?:${LINK})(?!\\p{L})|d['’])|\\s*[,:])`,
  'iu',
);

/** The longest that can be said: 999 days. */
export const MAX_LEAD_MS = 999 * 86_400_000;

/** Undefined where a text does not end so, or goes on with what is to be done. `rest` is what stands around it. */
export const readLead = (text: string): { leadMs: number; rest: string } | undefined => {
  const match = LEAD.exec(text) ?? BEFORE_LINK.exec(text);
  if (!match) return undefined;
  const [, russian, russianUnit, other, otherUnit] = match;
  const count = String(russian ?? other);
  const unit = String(russianUnit ?? otherUnit);
  const value = /^\d+$/.test(count) ? Number(count) : 1;
  const unitMs = isMinutes.test(unit) ? 60_000 : isHours.test(unit) ? 3_600_000 : 86_400_000;
  return value === 0
    ? undefined
    : {
        leadMs: value * unitMs,
        rest: (text.slice(0, match.index) + text.slice(match.index + match[0].length)).trimEnd(),
      };
};

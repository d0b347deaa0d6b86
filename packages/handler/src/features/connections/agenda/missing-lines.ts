// What could not be read, why, and what to do: without it an agenda would claim free time.
import type { Missing } from '../../../connections/reading.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { code, concat, say } from '../../../telegram/say.ts';
import { foreignText } from './foreign-text.ts';

const AGAIN = 'connect it again in the app (/connections)';
const LATER = 'try again in a few minutes';

const WHY: Record<Missing['why'], string> = {
  auth: `the sign-in is not accepted any more; ${AGAIN}`,
  broken: `the permission has ended; ${AGAIN}`,
  scope: `I was not allowed to; ${AGAIN} and allow the calendars`,
  gone: `it is not there any more; ${AGAIN}`,
  throttled: `its server asks me to wait; ${LATER}`,
  away: `its server does not answer; ${LATER}`,
  'bad-answer': `its server sent what I cannot read; ${LATER}`,
  'too-large': 'there is more in it than I read at once; a smaller calendar works',
  'forbidden-address': 'its address leads to where I must not go; who runs me can allow it',
  certificate: 'the certificate of its server is not valid; who runs that server can renew it',
  'no-calendar': 'there is no calendar in it',
  'too-many': 'there are too many of them',
  'provider-off': 'it is turned off here; who runs me can turn it on',
  'unreadable-events': 'they are written in a way that I cannot read; look for them there',
};

/** Also of what another version wrote. */
export const whyOf = (why: string): string => WHY[why as Missing['why']] ?? WHY['bad-answer'];

export const accountText = (account: string): FormattedText =>
  code(foreignText(account, 60, 'an account').text);

const MOST = 3;

export const missingLines = (missing: readonly Missing[] | 'late', most = MOST): FormattedText[] => {
  if (missing === 'late') return [say`⚠️ Incomplete: your calendars could not be read in time; ${LATER}.`];
  const groups = Map.groupBy(missing, ({ connection, why }) => `${connection} ${why}`);
  const all = [...groups.values()].flatMap((group) => (group[0] ? [lineOf(group[0], group)] : []));
  const more = all.length - most;
  return [...all.slice(0, most), ...(more > 0 ? [say`⚠️ … and ${more} more: see /connections`] : [])];
};

const lineOf = ({ account, calendarName, why }: Missing, group: readonly Missing[]): FormattedText => {
  const which =
    calendarName !== undefined && group.length > 1
      ? say`${group.length} calendars of ${accountText(account)}`
      : calendarName === undefined || calendarName === account
        ? accountText(account)
        : say`${foreignText(calendarName, 30, 'a calendar')} of ${accountText(account)}`;
  const what = why === 'unreadable-events' ? concat('some events of ', which) : which;
  return say`⚠️ Incomplete: ${what} could not be read: ${whyOf(why)}.`;
};

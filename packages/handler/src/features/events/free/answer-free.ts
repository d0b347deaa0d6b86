// The answer to “when am I free?”: the best times, why these, and what was looked at. Where a calendar could not be read nothing
// is called free.
import { USUAL_NOTICE_MINUTES } from '@steward/core';
import { clockAt, dayAt } from '@steward/core/when';
import { hoursFor } from '../../../events/free-time.ts';
import { type ButtonRows, inRows } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { dateText } from '../../../telegram/local-text.ts';
import { bold, code, lines, say } from '../../../telegram/say.ts';
import { missingLines } from '../../connections/agenda/missing-lines.ts';
import { duration } from '../../reminders/time-in-words.ts';
import { daysInWords } from '../../settings/days.ts';
import { type AskedFree, askedData, besides, daysText } from './asked-free.ts';
import type { FoundFree, FreeSearch } from './search-free.ts';
import { choiceOf, PAGE, type SlotMoment, slotButton, slotLine } from './slot-lines.ts';

const MINUTE_MS = 60_000;

export interface FreeAnswer {
  text: FormattedText;
  buttons: ButtonRows;
}

export const answerFree = (
  asked: AskedFree & { page: number },
  search: FreeSearch,
  found: FoundFree,
  nowMs: number,
): FreeAnswer => {
  const { zone, profile } = search;
  const moment: SlotMoment = { zone, nowMs, bufferMinutes: profile?.bufferMinutes ?? 0 };
  const today = dayAt(nowMs, zone);
  const all = choiceOf(found.slots, zone);
  const from = asked.page * PAGE < all.length ? asked.page * PAGE : 0;
  const shown = all.slice(from, from + PAGE);
  const days = say`${duration(search.lengthMs)}, ${daysText(asked, today.slice(0, 4))}`;
  const { isIncomplete, missing } = found;
  const shorter = shown.length === 0 && !isIncomplete ? longestOf(search, found) : undefined;
  const text = lines(
    isIncomplete ? say`📅 ${days}` : say`📅 ${bold(shown.length > 0 ? 'Free' : 'Nothing free')} for ${days}`,
    ...(isIncomplete ? missingLines(missing) : []),
    '',
    ...(isIncomplete
      ? [
          'So nothing here is sure.',
          shown.length > 0
            ? 'In what I could read, nothing stands at:'
            : 'What I could read leaves no such time.',
        ]
      : []),
    ...shown.map((slot, index) => slotLine(slot, all.slice(0, from + index), found, moment)),
    ...(shown.length === 0 && !isIncomplete ? whyNothing(asked, search, found, shorter, nowMs) : []),
    '',
    ...consideredLines(asked, search, found),
  );
  return {
    text,
    buttons: [
      ...inRows(
        shown.map((slot) => slotButton(slot, moment)),
        2,
      ),
      ...(from + PAGE < all.length ? [[{ text: 'More', data: askedData(asked, from / PAGE + 1) }]] : []),
      ...(shorter
        ? [
            [
              {
                text: `For ${duration(shorter.lengthMs)}`,
                data: askedData({ ...asked, minutes: shorter.lengthMs / MINUTE_MS }),
              },
            ],
          ]
        : []),
      besides(asked, today),
    ].filter((row) => row.length > 0),
  };
};

/** The longest time that there is, in quarters. */
const longestOf = ({ lengthMs }: FreeSearch, { again }: FoundFree) => {
  const quarter = 15 * MINUTE_MS;
  for (let less = Math.ceil(lengthMs / quarter - 1) * quarter; less >= quarter; less -= quarter) {
    const [slot] = again({ lengthMs: less }).slots;
    if (slot) return { lengthMs: less, startMs: slot.startMs };
  }
  return undefined;
};

const whyNothing = (
  asked: AskedFree,
  { zone, profile }: FreeSearch,
  { again }: FoundFree,
  shorter: { lengthMs: number; startMs: number } | undefined,
  nowMs: number,
): (FormattedText | undefined)[] => {
  const isEver = (changes: object) => again({ busy: [], ...changes }).slots.length > 0;
  const year = dayAt(nowMs, zone).slice(0, 4);
  const longest =
    shorter &&
    say`The longest is ${duration(shorter.lengthMs)}: ${dateText(dayAt(shorter.startMs, zone), year)}, ${clockAt(shorter.startMs, zone)}.`;
  if (isEver({}))
    return [say`Your appointments leave no such time then.`, longest ?? say`Try other days, or less time.`];
  if (isEver({ noticeMs: 0 }))
    return [
      say`I offer nothing that begins within ${duration((profile?.noticeMinutes ?? USUAL_NOTICE_MINUTES) * MINUTE_MS)} from now: ${code('/free notice off')} changes that.`,
    ];
  return [
    say`${profile?.workingHours ? 'Your working hours' : 'Usual working hours'} (${hoursText(asked, profile)}) have no such time then.`,
    longest,
    say`Try other days, or set other hours: ${code('/hours 8:30-16:00 mon-thu')}.`,
  ];
};

/** What was looked at, and what changes it. */
const consideredLines = (
  asked: AskedFree,
  { zone, profile }: FreeSearch,
  { events, isIncomplete }: FoundFree,
): FormattedText[] => {
  const {
    bufferMinutes = 0,
    noticeMinutes = USUAL_NOTICE_MINUTES,
    preferredHours,
    workingHours,
  } = profile ?? {};
  const unanswered = events.filter(({ standing }) => standing === 'unanswered').length;
  const parts = [
    `${workingHours ? 'your working hours' : 'hours that I assume'} (${hoursText(asked, profile)})`,
    asked.part && `in the ${asked.part}`,
    bufferMinutes > 0
      ? `${duration(bufferMinutes * MINUTE_MS)} between appointments`
      : 'no time between appointments',
    noticeMinutes > 0 ? `from ${duration(noticeMinutes * MINUTE_MS)} ahead` : undefined,
    preferredHours && `best ${preferredHours.from}–${preferredHours.until}`,
    `times in ${zone}`,
  ];
  const marked =
    unanswered > 0
      ? [
          say`${unanswered === 1 ? 'An invitation that you have' : `${unanswered} invitations that you have`} not answered ${unanswered === 1 ? 'counts' : 'count'} as taken.`,
        ]
      : [];
  const hours = workingHours
    ? []
    : [say`You have set no working hours: ${code('/hours 9:00-17:00 mon-fri')}.`];
  const change = isIncomplete
    ? []
    : [
        say`Change it: /hours, ${code('/free buffer 10 min')}, ${code('/free notice 2 h')}, ${code('/free prefer 9-12')}`,
      ];
  return [
    say`Looked at: ${parts.filter((part) => part !== undefined).join(', ')}.`,
    ...marked,
    ...hours,
    ...change,
  ];
};

const hoursText = (asked: AskedFree, profile: FreeSearch['profile']): string => {
  const { days, from, until } = hoursFor(asked, profile);
  return `${days ? `${daysInWords(days)}, ` : ''}${from}–${until}`;
};

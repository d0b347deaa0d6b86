// Why a time cannot be taken as it was said, in one sentence, with the times that can be meant.
import type { AskedTime, WhyNot } from '@steward/core/event';
import { clockAt, dayAt, instantOf, localOf } from '@steward/core/when';
import { dateText, localText } from '../../../telegram/local-text.ts';
import { duration } from '../../reminders/time-in-words.ts';

export interface TimeChoice {
  text: string;
  /** When it begins, Unix ms to the base of 36; or `d` and a day whose time is asked for next. */
  value: string;
}

export interface TimeQuestion {
  sentence: string;
  choices: TimeChoice[];
}

export interface Moment {
  zone: string;
  nowMs: number;
}

const DAY_MS = 86_400_000;
const EXAMPLE = 'for example “friday at 3pm”';
const CLOCKS = ['09:00', '12:00', '15:00', '18:00'];

export const questionOf = (
  read: WhyNot & Pick<AskedTime, 'minutes'>,
  { zone, nowMs }: Moment,
): TimeQuestion => {
  const year = localOf(nowMs, zone).slice(0, 4);
  const dateOf = (date: string) => dateText(date, year);
  const at = (ms: number): TimeChoice => {
    const local = localText(ms, zone, nowMs);
    return { text: `${local.slice(0, -5)}${clockAt(ms, zone)}`, value: ms.toString(36) };
  };
  const ahead = (times: readonly number[]) => times.filter((ms) => ms > nowMs).map(at);
  const ask = (sentence: string, choices: TimeChoice[] = []): TimeQuestion => ({ sentence, choices });
  switch (read.why) {
    case 'no-time':
      return ask(`When is it? Tell me the day and the time, ${EXAMPLE}.`);
    case 'unclear':
      return ask(`I am not sure which time you mean. When is it? Write it ${EXAMPLE}.`);
    case 'no-clock':
      return ask(
        `At what time on ${dateOf(read.date)}? For example “15:00”, “10 to 11:30” or “all day”.`,
        ahead(CLOCKS.map((clock) => instantOf(`${read.date}T${clock}`, zone))),
      );
    case 'ambiguous':
      return ask(
        'Which one do you mean?',
        read.options.map((option) =>
          option.kind === 'day'
            ? { text: dateOf(option.date), value: `d${option.date}` }
            : at(option.startMs),
        ),
      );
    case 'past': {
      const clock = localOf(read.ms, zone).slice(10);
      const next = [nowMs, nowMs + DAY_MS].map((ms) => instantOf(dayAt(ms, zone) + clock, zone));
      // Of a day alone nobody said a time.
      const choices = clock === 'T00:00' ? [] : ahead(next);
      const said = clock === 'T00:00' ? dateOf(clockless(read.ms, zone)) : localText(read.ms, zone, nowMs);
      return ask(`${said} has passed. When is it?`, choices);
    }
    case 'far':
      return ask(
        `${dateText(clockless(read.ms, zone), '')} is more than a year away, further than I plan. When is it?`,
      );
    case 'never':
      return ask(`No calendar has that day. When is it? Write it ${EXAMPLE}.`);
    case 'gap':
      return ask(
        `The clocks skip ${read.local.slice(11)} on ${dateOf(read.local)}, so there is no such time. When is it?`,
        ahead([read.instead.startMs]),
      );
    case 'twice':
      return ask(
        `The clocks show ${read.options[0]?.local.slice(11)} twice that night. Which one do you mean?`,
        ahead(read.options.map(({ startMs }) => startMs)),
      );
    case 'end-before-start': {
      const [start, end] = [read.local, read.end].map((local) => local.slice(11));
      const again = at(instantOf(read.local, zone));
      return ask(
        `It would end at ${end}, before it begins at ${start}. From when to when is it? For example “15:00 to 16:00”.`,
        [{ ...again, text: `${again.text}, ${duration((read.minutes ?? 60) * 60_000)}` }],
      );
    }
    case 'end-unclear':
      return ask('I am not sure when it ends. From when to when is it? For example “friday 15:00 to 16:00”.');
    case 'repeats':
      return ask(
        `I make single events, none that repeat: that is set in your calendar. ${read.ms === undefined ? 'When is the first one' : 'Shall I make the first one'}?`,
        read.ms === undefined ? [] : ahead([read.ms]),
      );
  }
};

const clockless = (ms: number, zone: string): string => dayAt(ms, zone);

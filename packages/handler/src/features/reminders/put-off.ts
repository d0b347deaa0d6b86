// /snooze: rings once more at another time; the series stays as it is.
import type { Reminder } from '@steward/core';
import { instantOf } from '@steward/core/when';
import { type ButtonRows, callbackData } from '../../telegram/buttons.ts';
import { plainText } from '../../telegram/format/formatted-text.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { readNumberAndRest } from '../sessions/arguments.ts';
import { askZone } from './ask-zone.ts';
import { chosenBy } from './choose-time.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { findToChange, tapTo } from './find-reminder.ts';
import { snooze } from './firing/snooze.ts';
import type { Judged } from './judge.ts';
import { judgeWords } from './judge-words.ts';
import { momentOf } from './moment.ts';
import { readTime } from './read-time.ts';
import { zoneOf } from './settle.ts';
import type { Choice } from './time-choices.ts';
import { timeText } from './time-in-words.ts';

const EXAMPLE = '/snooze 2 in 30 min';

export const putOff = async (
  services: ReminderDependencies,
  context: CommandContext,
  argument: string,
): Promise<void> => {
  const { number, rest } = readNumberAndRest(argument);
  const reminder = await findToChange(services, context, number, EXAMPLE);
  if (!reminder) return;
  const moment = momentOf(context);
  const words = rest.trim();
  const read = readTime(words, moment);
  if (read?.when.kind === 'rule') {
    await context.reply(
      say`A snooze rings once. How often it comes you change with ${code(`/reminders ${reminder.number}`)}.`,
    );
    return;
  }
  // A snooze rings once.
  if (read?.when.kind === 'often') read.when = { kind: 'at', ms: read.when.ms };
  await settle(services, context, reminder, await judgeWords(words, read, moment, { mayRepeat: false }));
};

/** `rsnooze:<number>:<value>`. */
export const putOffTapped = tapTo(async (services, context, reminder, [value = '']) => {
  const chosen = chosenBy(value, momentOf(context));
  if (chosen) await settle(services, context, reminder, chosen.judged);
});

const settle = async (
  services: ReminderDependencies,
  context: CommandContext,
  reminder: Reminder,
  judged: Judged,
): Promise<void> => {
  const zone = zoneOf(context);
  if ('needsZone' in judged)
    return await askZone(services, context, say`I need your time zone for that. Then send the snooze again.`);
  if ('question' in judged) {
    const { sentence, choices } = judged.question;
    return await context.show(
      lines(
        sentence,
        `For any other time send ${EXAMPLE.replace('2', String(reminder.number))}`,
        '',
        plainText(reminder.text),
      ),
      buttonsOf(reminder, choices),
    );
  }
  const { schedule } = judged;
  if (schedule.kind === 'rule') return;
  const dueMs = schedule.kind === 'instant' ? schedule.atMs : instantOf(schedule.local, zone ?? 'UTC');
  const snoozed = await snooze(services.reminders, reminder, dueMs);
  const name = say`${bold(reminder.number)}. `;
  const says = {
    snoozed: say`💤 Again: ${timeText(dueMs, zone, services.clock.now())}`,
    done: say`✅ It is done already, so it does not ring again. /tasks opens it again.`,
    paused: say`⏸ It is paused or waits for your answer: see /reminders ${reminder.number}.`,
    'too many': say`It rings many more times already: see /reminders ${reminder.number}.`,
    gone: say`🗑 It was cancelled: nothing of it rings any more.`,
  };
  await context.show(lines(say`${name}${says[snoozed]}`, '', plainText(reminder.text)));
};

const buttonsOf = ({ number }: Reminder, choices: Choice[]): ButtonRows =>
  choices
    .filter(({ value }) => value !== 'other')
    .map(({ text, value }) => [{ text, data: callbackData('rsnooze', number, value) }]);

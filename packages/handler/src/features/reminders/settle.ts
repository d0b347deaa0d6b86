// What was judged of a reminder's time is written, and only then said; or its question is asked and the rest kept.
import type { Reminder, ReminderChanges } from '@steward/core';
import type { Schedule } from '@steward/core/when';
import { ASK_FOR_REPLY, type Button, callbackData, inRows } from '../../telegram/buttons.ts';
import { type FormattedText, plainText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import { ANSWERS } from './answers.ts';
import { askZone } from './ask-zone.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { describe } from './describe.ts';
import { dueAfter } from './due.ts';
import { askRuleWhole, type Judged } from './judge.ts';
import { isKept, whyKeptNoMore } from './room.ts';
import type { Telling } from './telling.ts';
import type { Question } from './time-choices.ts';
import { firstLine } from './time-in-words.ts';

type SettleDependencies = Pick<ReminderDependencies, 'clock' | 'reminders'>;

export type Settled = Judged | { undated: true };

/** Makes it, under the number that is recorded for this update. */
export const settleNew = async (
  services: SettleDependencies,
  context: Telling,
  draft: Reminder,
  words: string,
  judged: Settled,
): Promise<void> => {
  const changes = changesBy(draft, words, judged, zoneOf(context), draft.createdAtMs);
  const made: Reminder = { ...draft, ...present(changes) };
  const stored = (await services.reminders.create(made))
    ? made
    : await services.reminders.get(draft.owner, draft.number);
  if (stored) await tell(services, context, stored, judged);
};

/** Changes one that is there. Where it rang or was changed at that moment, the newest is changed, and that is said. */
export const settleTime = async (
  services: SettleDependencies,
  context: Telling,
  reminder: Reminder,
  words: string,
  judged: Settled,
): Promise<void> => {
  // Nothing of one that rings already changes before the answer.
  if ('question' in judged && reminder.state !== 'draft')
    return await tell(
      services,
      context,
      reminder,
      judged.rule ? { question: withoutRule(judged.question) } : judged,
    );
  const changed = await changeNewest(services, context, reminder, (newest) =>
    changesBy(newest, words, judged, zoneOf(context), context.atMs),
  );
  if (changed) await tell(services, context, changed, judged);
};

/** One that rings has a rule of its own already: the buttons for a rule would change that. */
const withoutRule = (question: Question): Question => {
  const choices = question.choices.filter(({ value }) => !/^c\d/.test(value));
  return choices.length > 1 ? { ...question, choices } : askRuleWhole();
};

export const zoneOf = ({ profile }: Pick<Telling, 'profile'>): string | undefined => profile?.zone?.name;

const changesBy = (
  reminder: Reminder,
  words: string,
  judged: Settled,
  zone: string | undefined,
  afterMs: number,
): ReminderChanges => {
  if ('schedule' in judged) return scheduledChanges(reminder, judged.schedule, zone, afterMs);
  if ('undated' in judged) return { state: 'active' };
  if ('question' in judged) return judged.rule ? { wants: words, schedule: judged.rule } : { wants: null };
  return { wants: words };
};

export const scheduledChanges = (
  { text, leadMs }: Pick<Reminder, 'text' | 'leadMs'>,
  schedule: Schedule,
  zone: string | undefined,
  afterMs: number,
): ReminderChanges => {
  const due = dueAfter({ schedule, ...(leadMs !== undefined && { leadMs }) }, zone, afterMs);
  const set = { schedule, wants: null, doneAtMs: null, ...due };
  return text === '' ? { ...set, state: 'draft', dueMs: null } : { ...set, state: 'active' };
};

const TRIES = 3;

/** Undefined when it is gone, or would be one too many: which is said. */
export const changeNewest = async (
  { reminders }: Pick<ReminderDependencies, 'reminders'>,
  context: Telling,
  read: Reminder,
  changesOf: (newest: Reminder) => ReminderChanges,
): Promise<Reminder | undefined> => {
  let newest: Reminder | undefined = read;
  for (let tries = 0; newest && tries < TRIES; tries += 1) {
    const changes = changesOf(newest);
    const begins = changes.state === 'active' && !isKept(newest);
    const full = begins ? whyKeptNoMore(await reminders.list(read.owner)) : undefined;
    if (full) {
      await context.reply(full);
      return undefined;
    }
    const changed = await reminders.change(newest, changes);
    if (changed) return changed;
    newest = await reminders.get(read.owner, read.number);
  }
  await context.reply(
    newest
      ? say`Reminder ${read.number} is being changed just now. Look at it with /reminders ${read.number} and try again.`
      : say`Reminder ${read.number} is not there any more, so nothing of it rings.`,
  );
  return undefined;
};

const present = (changes: ReminderChanges): Partial<Reminder> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null && value !== undefined));

export const tell = async (
  services: SettleDependencies,
  context: Telling,
  reminder: Reminder,
  judged: Settled,
): Promise<void> => {
  const { number, text } = reminder;
  if ('question' in judged) return await ask(context, reminder, judged.question);
  if ('needsZone' in judged) {
    const kept =
      text === '' ? say`I keep that until I know.` : say`I keep “${firstLine(text)}” until I know.`;
    return await askZone(services, context, say`I need your time zone for that. ${kept}`);
  }
  if (text === '') return await askText(context, number);
  const { note, offersLastDay } = 'schedule' in judged ? judged : {};
  const head =
    reminder.kind === 'task'
      ? say`☑️ Task ${bold(number)} is on your list.`
      : say`⏰ Reminder ${bold(number)} is set.`;
  await context.show(about(services, context, reminder, head, ...(note === undefined ? [] : [note])), [
    ...(offersLastDay
      ? [[{ text: 'Last day of the month instead', data: callbackData('rlast', number) }]]
      : []),
    [{ text: '↩️ Undo', data: callbackData('rundo', number, reminder.revision) }, changeButton(reminder)],
  ]);
};

/** A reminder as it is now, below what is said of it. */
export const about = (
  { clock }: Pick<ReminderDependencies, 'clock'>,
  context: Telling,
  reminder: Reminder,
  head: FormattedText,
  ...notes: string[]
): FormattedText =>
  lines(head, ...describe(reminder, zoneOf(context), clock.now()), ...notes, '', plainText(reminder.text));

export const changeButton = ({ number }: Reminder): Button => ({
  text: '✏️ Change',
  data: callbackData('rshow', number),
});

/** What is typed next may be the time of this draft, without being a reply. */
export const waitForTime = (
  { claim }: Telling,
  { number, state }: Reminder,
  day: string | undefined,
): void => {
  const facts = claim?.facts;
  if (!facts || state !== 'draft') return;
  facts.asksWhen = number;
  if (day === undefined) delete facts.asksDay;
  else facts.asksDay = day;
};

/** The revision goes with the buttons: an old one changes nothing that was settled since. */
export const ask = async (context: Telling, reminder: Reminder, question: Question): Promise<void> => {
  const { number, revision, text } = reminder;
  waitForTime(context, reminder, question.day);
  const buttons = question.choices.map(({ text: shown, value }) => ({
    text: shown,
    data: callbackData('rwhen', number, revision, value),
  }));
  await context.show(
    lines(question.sentence, ...(text === '' ? [] : ['', plainText(text)])),
    inRows(buttons, 2),
  );
};

export const askText = (context: Telling, number: number): Promise<void> =>
  context.reply(say`${ANSWERS.newText.words} ${number}: what shall I remind you of?`, ASK_FOR_REPLY);

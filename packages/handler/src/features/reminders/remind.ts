// /remind and “remind me …”: saved at once when only one time can be meant, asked otherwise.
import { MAX_REMINDER_TEXT, type Outcome, type Reminder } from '@steward/core';
import { readLead, type Understood, withoutCue } from '@steward/core/when';
import { ownWords } from '../../context/own-words.ts';
import { topicOf } from '../../telegram/incoming.ts';
import { code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { albumAsked } from './album-asked.ts';
import { CAPTION_COMMAND } from './answers.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { judgeWords } from './judge-words.ts';
import { momentOf } from './moment.ts';
import { pointedAt, targetOf } from './pointed-at.ts';
import { readTime } from './read-time.ts';
import { whyBegunNoMore } from './room.ts';
import { changeNewest, type Settled, settleNew, settleTime } from './settle.ts';

export const remind = (services: ReminderDependencies, context: CommandContext, words: string) =>
  note(services, context, withCue(words), 'reminder');

/** “/remind me” is no text. */
const withCue = (words: string): string => words.replace(/^me(?:\s+|$)/i, 'remind me ');

/** Undefined: it is a question. */
export const remindByPhrase = async (
  services: ReminderDependencies,
  context: CommandContext,
): Promise<Outcome | undefined> => {
  const { caption = '', text = caption } = context.message;
  const said = (await ownWords(services, context, text)).trim();
  const command = context.message.text === undefined ? CAPTION_COMMAND.exec(said) : null;
  const words = command ? withCue(said.slice(command[0].length)) : said;
  if (!command && asksTheModel(context, words)) return undefined;
  const kind = command?.[1]?.toLowerCase() === 'task' ? 'task' : 'reminder';
  const noted = (await note(services, context, words, kind)) ?? 'answered';
  const refusedAlbum = albumAsked(context.message);
  if (refusedAlbum !== undefined)
    await services.profiles.update(context.owner, { refusedAlbum, updatedAtMs: services.clock.now() });
  return noted;
};

/** “Can you remind me of the capital of France?” */
export const asksTheModel = (context: CommandContext, words: string): boolean =>
  /\?\s*$/.test(words) && !readTime(words, momentOf(context));

/** Longer than any text and its time. */
const LONGEST = 2_000;

export const note = async (
  services: ReminderDependencies,
  context: CommandContext,
  words: string,
  kind: Reminder['kind'],
): Promise<Outcome | undefined> => {
  const moment = momentOf(context);
  const lead = readLead(words);
  const asked = lead?.rest ?? words;
  const understood = readTime(asked, moment);
  const own = ownText(asked, understood);
  const text = (await pointedAt(services, context, understood?.what ?? own)) ?? own;
  if (text === '' && !understood) {
    await explain(context, kind);
    return;
  }
  if (text.length > MAX_REMINDER_TEXT || words.length > LONGEST) {
    await context.reply(
      say`A reminder or task holds up to 1,000 characters, and this has ${text.length.toLocaleString('en')}. Nothing was set: send a shorter text.`,
    );
    return 'refused';
  }
  const isUndated = kind === 'task' && !understood;
  const judged = isUndated
    ? { undated: true as const }
    : await judgeWords(asked, understood, moment, {
        mayRepeat: true,
        point: async (said) =>
          (await import('./point-at-words.ts')).pointAtWords(services, context, withoutCue(said)),
      });
  const before = await madeBefore(services, context);
  if (before) {
    const leadMs = lead?.leadMs ?? null;
    const changed = await changeNewest(services, context, before, () => ({ text, leadMs }));
    if (changed) await settleTime(services, context, changed, asked, judged);
    return;
  }
  const { message } = context;
  // What rings is a reply to what it is about: the message that was replied to, or the picture above the words.
  const target = targetOf(context) ?? (message.text === undefined ? message : undefined);
  const made = {
    ...{ kind, text, messageId: message.message_id },
    ...(target && { repliedToId: target.message_id }),
    ...(lead && { leadMs: lead.leadMs }),
  };
  return await make(services, context, made, asked, judged);
};

/** A new one, under a number of its own. `all`: the owner's, where they are read already. */
export const make = async (
  services: ReminderDependencies,
  context: CommandContext,
  own: Pick<Reminder, 'kind' | 'text' | 'leadMs' | 'messageId' | 'repliedToId'>,
  words: string,
  judged: Settled,
  all?: Reminder[],
): Promise<'refused' | undefined> => {
  const waits = own.text === '' || 'question' in judged || 'needsZone' in judged;
  const number = await takeNumber(services, context, waits, all);
  if (number === undefined) return 'refused';
  const { owner, from, message } = context;
  const threadId = topicOf(message);
  const draft: Reminder = {
    ...{ owner, number, authorId: from.id, state: 'draft', revision: 1, ...own },
    ...(threadId !== undefined && { threadId }),
    createdAtMs: momentOf(context).nowMs,
  };
  await settleNew(services, context, draft, words, judged);
  return undefined;
};

/** By the message before it was edited. */
const madeBefore = async (
  { reminders }: ReminderDependencies,
  { from, message, owner }: CommandContext,
): Promise<Reminder | undefined> => {
  if (message.edit_date === undefined) return undefined;
  const all = await reminders.list(owner);
  return all.find((one) => one.messageId === message.message_id && one.authorId === from.id && isAlive(one));
};

/** As it was written. */
export const ownText = (asked: string, understood: Understood | undefined): string =>
  understood && understood.when.kind !== 'unclear' ? understood.what : withoutCue(asked);

/** Recorded before it is used: another try finds its own. Undefined: there are too many, which is said. */
const takeNumber = async (
  { reminders }: ReminderDependencies,
  context: CommandContext,
  waits: boolean,
  all?: Reminder[],
): Promise<number | undefined> => {
  const { claim, owner, record, reply } = context;
  if (claim.facts.reminder !== undefined) return claim.facts.reminder;
  const full = whyBegunNoMore(all ?? (await reminders.list(owner)), waits);
  if (full) {
    await reply(full);
    return undefined;
  }
  const number = await reminders.takeNumbers(owner, 1);
  await record({ reminder: number });
  return number;
};

export const isAlive = ({ state }: Reminder): boolean => state !== 'done' && state !== 'ended';

const explain = (context: CommandContext, kind: Reminder['kind']): Promise<void> =>
  context.reply(
    kind === 'task'
      ? lines(
          'Write the task behind it, with a time if it has one:',
          code('/task Buy stamps'),
          code('/task Tax return on 31 May at 18:00'),
        )
      : lines(
          'Tell me when and what:',
          code('/remind in 20 min turn off the oven'),
          code('/remind tomorrow at 9 call mum'),
          code('/remind every Monday at 18:00 put the bins out'),
          '',
          'Or simply write “remind me …”. In reply to a message: “remind me about this tomorrow at 9”.',
        ),
  );

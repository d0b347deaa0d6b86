// Reminders and tasks as a feature. What they do is loaded when somebody uses them: the words of time weigh more than
// everything else that a start of the worker reads.
import { asksForReminder, BRIEFING_ITEM, EXTRA_ITEM, REMINDER_ITEMS, SUGGESTION_ITEMS } from '@steward/core';
import type { IncomingMessage } from '../../telegram/incoming.ts';
import type { Content, Feature } from '../feature.ts';
import { type LoadedCommand, loadedCommands } from '../loaded-commands.ts';
import { albumAsked } from './album-asked.ts';
import { ABOUT_ONE, ANSWERS, ASKS_WHEN, CAPTION_COMMAND, MAY_BE_LEAD } from './answers.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { createRinging, type RingingDependencies } from './firing/ringing.ts';

const load = () => import('./at-work.ts');

const COMMANDS: readonly LoadedCommand<Awaited<ReturnType<typeof load>>, ReminderDependencies>[] = [
  {
    name: 'remind',
    usage: '<when> <what>',
    summary: 'Remind you: in 20 min, tomorrow at 9, every Monday at 18:00',
    run: 'remind',
    taps: {
      rwhen: 'chooseTime',
      rundo: 'undo',
      rlast: 'onLastDay',
      rsaid: 'remindOfQuestion',
    },
  },
  {
    name: 'reminders',
    usage: '[n]',
    summary: 'List your reminders, next due first; change them',
    run: 'listOrShow',
    taps: {
      reminders: 'listPage',
      rshow: 'showTapped',
      rtime: 'askForTime',
      rtext: 'askForText',
      rrule: 'chooseRule',
      rpause: 'pause',
      rgo: 'resume',
      rskip: 'skipOnce',
      rlead: 'ringEarlier',
      rdelete: 'cancelTapped',
    },
  },
  {
    name: 'task',
    usage: '<what> [due]',
    summary: 'Add a task, with a time or without',
    run: 'task',
  },
  {
    name: 'tasks',
    summary: 'List your tasks; tap one when it is done',
    run: 'tasks',
    taps: {
      tasks: 'tasksPage',
      tdone: 'doneTapped',
      tundo: 'undoDone',
    },
  },
  {
    name: 'done',
    usage: '<n>',
    summary: 'Mark a task or reminder as done',
    run: 'done',
  },
  {
    name: 'snooze',
    usage: '<n> <when>',
    summary: 'Let a reminder ring once more, later',
    run: 'putOff',
    taps: { rsnooze: 'putOffTapped' },
  },
  {
    name: 'cancel',
    usage: '<n>',
    summary: 'Cancel a reminder or task',
    run: 'cancel',
  },
  {
    name: 'briefing',
    usage: '<time>|off|now',
    summary: 'Tell you every day what is due, at a time of yours',
    run: 'briefing',
    taps: { brief: 'briefingTapped' },
  },
  {
    name: 'quiet',
    usage: '<from>-<until>|off',
    summary: 'Set the hours in which no suggestion comes',
    run: 'quiet',
    taps: { quiet: 'quietTapped' },
  },
  {
    name: 'suggestions',
    usage: 'on|off',
    summary: 'Let me suggest reminders, or not',
    run: 'suggestions',
    taps: { sug: 'answerSuggestion', sugs: 'suggestionsTapped' },
  },
  {
    name: 'timezone',
    usage: '[city]',
    summary: 'Tell me where your clock is',
    run: 'timezone',
    taps: { zone: 'chooseZone' },
  },
];

export const createReminders = (services: RingingDependencies & ReminderDependencies): Feature => {
  const ringing = createRinging(services);
  return {
    ...ringing,
    ownedItems: [REMINDER_ITEMS, BRIEFING_ITEM, EXTRA_ITEM, SUGGESTION_ITEMS],
    contents: [
      createAnswer(services),
      createPhrase(services),
      restOfAlbum,
      createMore(services),
      createPlainAnswer(services),
      createPlace(services),
      ...ringing.contents,
    ],
    commands: loadedCommands(services, load, COMMANDS),
  };
};

/**
 * “Remind me …”, also behind the bot's name or below a picture or file; below these as a command, too. What somebody
 * forwards asks for nothing.
 */
const createPhrase = (services: ReminderDependencies): Content => ({
  edited: true,
  takes: ({ text, caption = '', forward_origin: forwarded }) =>
    forwarded === undefined &&
    (asksForReminder((text ?? caption).replace(/^\s*@\w+[\s,:]*/, '')) ||
      (text === undefined && CAPTION_COMMAND.test(caption))),
  run: async (context) => await (await load()).remindByPhrase(services, context),
});

const restOfAlbum: Content = {
  takes: ({ caption, media_group_id: album }) => album !== undefined && caption === undefined,
  run: async ({ message, profile }) =>
    profile?.refusedAlbum === albumAsked(message) ? 'ignored' : undefined,
};

/** One thing more about a reminder. */
const createMore = (services: ReminderDependencies): Content => ({
  takes: (message) =>
    repliedTo(message, ABOUT_ONE) !== null ||
    repliedTo(message, ASKS_WHEN) !== null ||
    MAY_BE_LEAD.test(message.text ?? ''),
  async run(context) {
    const { message } = context;
    const number = repliedTo(message, ABOUT_ONE)?.[1];
    const work = await load();
    if (repliedTo(message, ASKS_WHEN)) return await work.answerQuestion(services, context);
    return number === undefined
      ? await work.leadOfLatest(services, context)
      : await work.changeByReply(services, context, Number(number));
  },
});

/** A time alone, as the next message behind the question for one. Of what nobody was asked nothing is loaded. */
const createPlainAnswer = (services: ReminderDependencies): Content => ({
  takes: ({ forward_origin: forwarded, reply_to_message: target, text }) =>
    text !== undefined && text.length <= LONGEST_TIME && !text.startsWith('/') && !(forwarded ?? target),
  run: async (context) =>
    context.profile?.asksWhen?.number || context.claim.facts.reminder
      ? await (await load()).answerPlainly(services, context)
      : undefined,
});

/** Of words that say when, and nothing else. */
const LONGEST_TIME = 80;

const repliedTo = ({ reply_to_message: target, text }: IncomingMessage, ours: RegExp) =>
  text !== undefined && target?.from?.is_bot === true ? ours.exec(target.text ?? '') : null;

/** A place that is shared in private tells the time zone. */
const createPlace = (services: ReminderDependencies): Content => ({
  takes: ({ chat, content, location }) =>
    chat.type === 'private' && content === 'location' && location !== undefined,
  run: async (context) => await (await load()).zoneOfPlace(services, context),
});

/** A reply to what was asked by a message of ours. */
const createAnswer = (services: ReminderDependencies): Content => ({
  takes: (message) => answeredBy(message) !== undefined,
  async run(context) {
    const asked = answeredBy(context.message);
    if (!asked) return 'ignored';
    return (await (await load())[asked.what](services, context, asked.number, asked.day)) ?? 'answered';
  },
});

const answeredBy = ({ reply_to_message: target, text = '' }: IncomingMessage) => {
  if (target?.from?.is_bot !== true || /^\s*(?:\/|$)/.test(text)) return undefined;
  for (const [what, { question }] of Object.entries(ANSWERS)) {
    const [, number, day] = question.exec(target.text ?? '') ?? [];
    if (number !== undefined) return { what: what as keyof typeof ANSWERS, number: Number(number), day };
  }
  return undefined;
};

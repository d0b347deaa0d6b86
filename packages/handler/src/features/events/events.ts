// Events as a feature: from what somebody says to a card, and from a tap to an event in their calendar.
import { DRAFT_ITEMS, EVENT_ITEMS, mayNameTime } from '@steward/core';
import { holdsPicture } from '../../chat/question-pictures.ts';
import type { Content, Feature } from '../feature.ts';
import { type LoadedCommand, loadedCommands } from '../loaded-commands.ts';
import type { EventDependencies } from './dependencies.ts';

const load = () => import('./at-work.ts');

const COMMANDS: readonly LoadedCommand<Awaited<ReturnType<typeof load>>, EventDependencies>[] = [
  {
    name: 'event',
    usage: '<what> <when>',
    summary: 'Put something into your calendar: dentist on friday at 3pm',
    run: 'event',
    taps: { ev: 'eventTapped', esaid: 'eventOfQuestion' },
  },
  {
    name: 'events',
    summary: 'List the events that I made; undo one, invite somebody',
    run: 'listMade',
    taps: { events: 'madePage', em: 'madeTapped' },
  },
  {
    name: 'free',
    aliases: ['slots'],
    usage: '<how long> [when] [with @name …]',
    summary: 'Find free time in your calendars, or with your team: 45 min next week',
    run: 'freeWith',
    taps: { free: 'freeTapped', freeat: 'freeAtTapped', tf: 'togetherTapped', tp: 'proposalTapped' },
  },
  {
    name: 'eventreminder',
    usage: '[30 min|off]',
    summary: 'Set how long before an event I remind you of it',
    run: 'eventReminder',
  },
];

/** A calendar, or a label in front: whether they ask is read then. Every message is looked at, so these are short, and wide. */
const NAMES_CALENDAR = /[ck]alend|календ|agend|diary|schedul|^\W*(?:\w+bot\W+)?[\p{L}-]{3,13}\s*:/iu;
/** A verb, beside a time. */
const HAS_OR_MAKES =
  /(?<!\p{L})(?:(?:i|we)(?:.ve| have| got)|there(?:.s| is)|hab|ha[yz]|ten[gehi]|temos|j.ai|on a |avons|il y a|set up|add|cr[eé]|n(?:ew|eu|ue|ou|ov)|ma[kcr]|arrang|plan|erstel|leg|verein|organ|fi[jx]|progr|pr[eé]|faz|[а-я]{3})/iu;
const NAMES_DAY =
  /d(?:ay|i)(?!\p{L})|tag|woch|lunes|mart|mi.rc|juev|viern|s.bado|d[io]m|segund|ter.a|quart|quint|sexta|(?:^| )(?:во?|на) /iu;

/** What somebody forwards asks for nothing. */
const createPhrase = (services: EventDependencies): Content => ({
  edited: true,
  takes: ({ text = '', forward_origin: forwarded }) =>
    forwarded === undefined &&
    text.length <= 2_000 &&
    !text.startsWith('/') &&
    (NAMES_CALENDAR.test(text) || (HAS_OR_MAKES.test(text) && (mayNameTime(text) || NAMES_DAY.test(text)))),
  run: async (context) => await (await load()).eventByPhrase(services, context),
});

/** Such words may ask for free time. */
const MAY_ASK_FREE =
  /^\W*(?:wh|am |do |is |fin|sho|wann|bin|hab|cu|te|est|hay|qu|suis|ai-|trou|mo|enc|ког|ест|най).*(?:free|avail|time|slot|frei|zeit|libre|tiempo|hueco|temps|dispo|livre|tempo|свобод|врем)/i;

/** In private, and about nothing that is replied to or forwarded. */
const createFreePhrase = (services: EventDependencies): Content => ({
  takes: ({ chat, forward_origin: forwarded, reply_to_message: target, text = '' }) =>
    services.integrations !== undefined &&
    chat.type === 'private' &&
    !(forwarded ?? target) &&
    text.length <= 120 &&
    !text.startsWith('/') &&
    MAY_ASK_FREE.test(text),
  run: async (context) => await (await load()).freeWithByPhrase(services, context),
});

/** Addresses in reply to what may be an event, by its marks. Which one it is its message tells. */
const createGuests = (services: EventDependencies): Content => ({
  takes: ({ reply_to_message: target, text = '' }) =>
    target?.from?.is_bot === true && /[📅✉✅]/u.test(target.text ?? '') && /^[^/].*\S@\S/s.test(text),
  run: async (context) => await (await load()).inviteByReply(services, context),
});

const NAMES_EVENT = /event|appoin|entry|termin|cita|v[ée]nem|rendez|событ|встреч/iu;

/** A picture of an event, or below it one in words. */
const createBelowPicture = (services: EventDependencies): Content => ({
  takes: (message) => {
    const { caption = '', forward_origin: forwarded } = message;
    return (
      forwarded === undefined &&
      holdsPicture(message) &&
      (NAMES_CALENDAR.test(caption) || NAMES_EVENT.test(caption))
    );
  },
  run: async (context) => await (await load()).eventBelowPicture(services, context),
});

/** How cards and what is asked of them look, whatever became of them. */
const CARD = /📅|^(?:✏️|✅|✖|↩️)/mu;

/** A reply to one changes it. Which one it is is found by the message. */
const createReply = (services: EventDependencies): Content => ({
  takes: ({ reply_to_message: target, text }) =>
    text !== undefined &&
    !text.startsWith('/') &&
    target?.from?.is_bot === true &&
    CARD.test(target.text ?? ''),
  run: async (context) => await (await load()).editByReply(services, context),
});

/** A reply to the card of a proposal, or to what is asked of it. Which one it is is found by the message. */
const createTitle = (services: EventDependencies): Content => ({
  takes: ({ chat, reply_to_message: target, text }) =>
    text !== undefined &&
    !text.startsWith('/') &&
    chat.type === 'private' &&
    target?.from?.is_bot === true &&
    target.text?.startsWith('🤝') === true,
  run: async (context) => await (await load()).titleByReply(services, context),
});

/** Of words that say when, or what, and nothing else. */
const LONGEST_ANSWER = 80;

/** What was asked for, as the next message. Of what nobody was asked nothing is loaded. */
const createAnswer = (services: EventDependencies): Content => ({
  takes: ({ forward_origin: forwarded, reply_to_message: target, text }) =>
    text !== undefined && text.length <= LONGEST_ANSWER && !text.startsWith('/') && !(forwarded ?? target),
  run: async (context) =>
    context.profile?.asksWhen?.event || context.claim.facts.eventEdit
      ? await (await load()).answerPlainly(services, context)
      : undefined,
});

export const createEventCards = (services: EventDependencies): Feature => ({
  commands: loadedCommands(services, load, COMMANDS),
  contents: [
    createTitle(services),
    createGuests(services),
    createReply(services),
    createFreePhrase(services),
    createPhrase(services),
    createBelowPicture(services),
    createAnswer(services),
  ],
  zoned: async (context) => {
    const waits = (await services.drafts.list(context.owner)).some(({ time }) => !time);
    if (waits) await (await load()).goOnWhenZoned(services, context);
  },
  works: [
    {
      // Read whole by what is loaded then.
      read: (value) => ((value as { steward?: unknown } | null)?.steward === 'proposal' ? value : undefined),
      run: async (note, delivery) => await (await load()).deliverProposal(services, note, delivery),
    },
  ],
  ownedItems: [DRAFT_ITEMS, EVENT_ITEMS],
});

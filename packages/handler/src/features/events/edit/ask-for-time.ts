// The question for the time of a draft: why, with times to tap. Its reply, or the next message that is a time, answers it.
import type { EventDraft } from '@steward/core';
import type { AskedTime, WhyNot } from '@steward/core/event';
import { dayAt } from '@steward/core/when';
import type { UpdateContext } from '../../../context/update-context.ts';
import { type ButtonRows, callbackData, inRows } from '../../../telegram/buttons.ts';
import { bold, concat, lines } from '../../../telegram/say.ts';
import type { EventDependencies } from '../dependencies.ts';
import { questionOf } from './question-of.ts';

/** What is known of the time that is asked for. */
export type Asked = WhyNot & Pick<AskedTime, 'allDay' | 'minutes'>;

/** Slots: that of the card, or beside it. */
const [CARD, ASK] = ['card', 'ask'];

/**
 * Of a draft that is kept without a time: one message in the slot of the card, kept as the draft's `promptId`. What was said
 * of the time goes with the draft, for the answer. Gives the draft back as it is then.
 */
export const askForTime = async (
  { drafts }: Pick<EventDependencies, 'drafts'>,
  context: Pick<UpdateContext, 'claim' | 'isTap' | 'message' | 'profile' | 'queuedMs' | 'sender'>,
  draft: EventDraft,
  asked: Asked,
): Promise<EventDraft> => {
  const { claim, isTap, message, profile, queuedMs, sender } = context;
  const { id, revision, time, title } = draft;
  const { sentence, choices } = questionOf(asked, { zone: profile?.zone?.name ?? 'UTC', nowMs: queuedMs });
  const tap = (what: string, ...args: string[]) => callbackData('ev', id, revision, what, ...args);
  const rows: ButtonRows = [
    ...inRows(
      choices.map(({ text, value }) => ({ text, data: tap('time', value) })),
      2,
    ),
    // What has a time has a card, where it can be cancelled.
    ...(time ? [] : [[{ text: '✖ Cancel', data: tap('no') }]]),
  ];
  claim.facts.asksEvent = id;
  const head = title === '' ? undefined : bold(title.length > SHOWN ? `${title.slice(0, SHOWN)}…` : title);
  const text = lines(head === undefined ? '📅' : concat('📅 ', head), sentence);
  const promptId = isTap
    ? await sender.edit(ASK, message.message_id, text, rows)
    : await sender.send(draft.messageId === undefined ? CARD : ASK, text, rows);
  const next: EventDraft = {
    ...draft,
    ...(promptId !== undefined && { promptId }),
    asked: knownOf(asked, draft.asked, time?.zone ?? profile?.zone?.name ?? 'UTC'),
  };
  return (await drafts.replace(next, draft)) ? next : draft;
};

const SHOWN = 200;

const knownOf = (
  asked: Asked,
  before: EventDraft['asked'],
  zone: string,
): NonNullable<EventDraft['asked']> => {
  const minutes = asked.minutes ?? lengthOf(asked) ?? before?.minutes;
  const date = dateOf(asked, before?.date, zone);
  return {
    ...(date !== undefined && { date }),
    ...(minutes !== undefined && { minutes }),
    ...((asked.allDay ?? before?.allDay) && { allDay: true }),
  };
};

/** The day that an answer without one is of. */
const dateOf = (asked: Asked, before: string | undefined, zone: string): string | undefined => {
  switch (asked.why) {
    case 'no-clock':
      return asked.date;
    case 'gap':
    case 'end-before-start':
      return asked.local.slice(0, 10);
    case 'twice':
    case 'ambiguous': {
      const dates = asked.options.map((option) =>
        option.kind === 'day' ? option.date : dayAt(option.startMs, zone),
      );
      const [date, ...others] = new Set(dates);
      return others.length === 0 ? date : undefined;
    }
    case 'past':
    case 'far':
    case 'never':
    case 'repeats':
      return undefined;
    default:
      return before;
  }
};

/** From when to when was said, and which of them is asked. */
const lengthOf = (asked: Asked): number | undefined => {
  const options = asked.why === 'gap' ? [asked.instead] : 'options' in asked ? asked.options : [];
  const [length, ...others] = new Set(
    options.flatMap((option) =>
      option.kind === 'time' && option.lengthFrom !== 'default' ? [option.endMs - option.startMs] : [],
    ),
  );
  return length === undefined || others.length > 0 ? undefined : Math.round(length / 60_000);
};

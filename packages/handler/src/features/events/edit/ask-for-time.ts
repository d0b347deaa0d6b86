// The question for the time of a draft: why, with times to tap. Its reply, or the next message that is a time, answers it.
import type { EventDraft } from '@steward/core';
import type { AskedTime, WhyNot } from '@steward/core/event';
import type { UpdateContext } from '../../../context/update-context.ts';
import { type ButtonRows, callbackData, inRows } from '../../../telegram/buttons.ts';
import { bold, lines } from '../../../telegram/say.ts';
import type { EventDependencies } from '../dependencies.ts';
import { questionOf } from './question-of.ts';

/** What is known of the time that is asked for. */
export type Asked = WhyNot & Pick<AskedTime, 'allDay' | 'minutes'>;

const SLOT = 'card';

/**
 * Of a draft that is kept without a time: one message in the slot of the card, kept as the draft's `promptId`. What was said
 * of the time goes with the draft, for the answer. Gives the draft back as it is then.
 */
export const askForTime = async (
  { drafts }: Pick<EventDependencies, 'drafts'>,
  { claim, profile, queuedMs, sender }: Pick<UpdateContext, 'claim' | 'profile' | 'queuedMs' | 'sender'>,
  draft: EventDraft,
  asked: Asked,
): Promise<EventDraft> => {
  const { id, revision, title } = draft;
  const { sentence, choices } = questionOf(asked, { zone: profile?.zone?.name ?? 'UTC', nowMs: queuedMs });
  const tap = (what: string, ...args: string[]) => callbackData('ev', id, revision, what, ...args);
  const rows: ButtonRows = [
    ...inRows(
      choices.map(({ text, value }) => ({ text, data: tap('time', value) })),
      2,
    ),
    [{ text: 'No', data: tap('no') }],
  ];
  claim.facts.asksEvent = id;
  const head = title === '' ? undefined : bold(title.length > SHOWN ? `${title.slice(0, SHOWN)}…` : title);
  const promptId = await sender.send(
    SLOT,
    lines(head === undefined ? '📅' : lines('📅 ', head), sentence),
    rows,
  );
  const next: EventDraft = {
    ...draft,
    ...(promptId !== undefined && { promptId }),
    asked: knownOf(asked),
  };
  return (await drafts.replace(next, draft)) ? next : draft;
};

const SHOWN = 200;

const knownOf = (asked: Asked): NonNullable<EventDraft['asked']> => ({
  ...(asked.why === 'no-clock' && { date: asked.date }),
  ...(asked.minutes !== undefined && { minutes: asked.minutes }),
  ...(asked.allDay && { allDay: true }),
});

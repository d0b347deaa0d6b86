// A reply to a card, or to what was asked of it: it changes the draft, and the card shows it.
import type { EventDraft } from '@steward/core';
import { type ReadEdit, readEdit } from '@steward/core/event';
import { isAsker } from '../../../context/admin.ts';
import { saidIn } from '../../../context/own-words.ts';
import type { Handled } from '../../../context/work.ts';
import { plainText } from '../../../telegram/format/formatted-text.ts';
import type { CommandContext } from '../../feature.ts';
import { momentOf } from '../../reminders/moment.ts';
import { NOT_YOURS, OVER } from '../card/card-sentences.ts';
import { showCard } from '../card/show-card.ts';
import { eventOf } from '../card/show-draft.ts';
import type { EventDependencies } from '../dependencies.ts';
import { askForTime } from '../edit/ask-for-time.ts';
import { type ChangedField, changedDraft, changesSaid } from './changed-draft.ts';
import { titleOf } from './title-of.ts';
import { whyFixed } from './truth-of.ts';

const UNREAD =
  'I did not understand that, so nothing changed. Write for example “make it 4pm”, “call it dentist” or “an hour longer”.';

const CHANGED = '✏️ Changed: ';
const OLD_CARD =
  'Nothing changed: this card is over, or a newer one took its place. Reply to the newest one, or send /event and the words again.';
const REPLY_TO_CARD = 'Nothing changed: reply to the card itself, the message with the buttons.';

/** Undefined: it is a reply to something else. */
export const editByReply = async (
  services: EventDependencies,
  context: CommandContext,
): Promise<Handled | undefined> => {
  const target = context.message.reply_to_message;
  const draft = (await services.drafts.list(context.owner)).find(({ messageId, promptId }) =>
    [messageId, promptId].includes(target?.message_id),
  );
  if (!draft) {
    const { text: shown = '' } = target ?? {};
    if (shown.startsWith(CHANGED)) return await tell(context, REPLY_TO_CARD);
    return CARD.test(shown) ? await tell(context, OLD_CARD) : undefined;
  }
  if (!(await isAsker(services, context, draft.author))) return await tell(context, NOT_YOURS);
  const before = editOf(context, draft);
  if (before) return await goOn(services, context, draft, before);
  const fixed = await whyFixedNow(services, draft);
  if (fixed !== undefined) return await tell(context, fixed);
  const words = await saidIn(services, context);
  const edit = readEdit(words, draft, here(context)) ?? (draft.title === '' ? titleOf(words) : undefined);
  return edit ? await change(services, context, draft, edit) : await tell(context, UNREAD);
};

/** As cards look: their day is named. */
const CARD = /📅[^\n]*\n(?:[^\n]*\n)*?[^\n]*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2}/u;

/** Later than that nobody means the question any more. */
const RIGHT_BEHIND_MS = 3_600_000;

/** A time, or a name, as the next message behind the question for one, without a reply. */
export const answerPlainly = async (
  services: EventDependencies,
  context: CommandContext,
): Promise<Handled | undefined> => {
  const { atMs, claim, owner, profile } = context;
  const { asksWhen } = profile ?? {};
  const isRight = asksWhen !== undefined && atMs - asksWhen.atMs <= RIGHT_BEHIND_MS;
  const id = claim.facts.eventEdit?.split(' ')[0] ?? (isRight ? asksWhen.event : undefined);
  const draft = id === undefined ? undefined : await services.drafts.get(owner, id);
  if (!draft || draft.author !== context.from.id) return undefined;
  const before = editOf(context, draft);
  if (before) return await goOn(services, context, draft, before);
  if (whyFixed(draft, services.clock.now()) !== undefined) return undefined;
  const words = await saidIn(services, context);
  const edit = readEdit(words, draft, here(context));
  const saysTime = edit?.kind === 'asked' ? edit.why !== 'no-time' : edit?.when !== undefined;
  const isName = draft.title === '' && !edit && /^[^\n?]{1,60}$/.test(words);
  const named = isName ? titleOf(words) : undefined;
  return edit && saysTime
    ? await change(services, context, draft, edit)
    : named && (await change(services, context, draft, named));
};

const whyFixedNow = async (services: EventDependencies, draft: EventDraft): Promise<string | undefined> =>
  whyFixed(draft, services.clock.now(), draft.state === 'made' ? await eventOf(services, draft) : undefined);

const here = (context: CommandContext) => {
  const { nowMs, zone = 'UTC' } = momentOf(context);
  return { nowMs, zone };
};

const tell = async (context: CommandContext, sentence: string): Promise<'answered'> => {
  await context.reply(plainText(sentence));
  return 'answered';
};

/** What an earlier try of this work has changed. */
const editOf = (
  { claim }: CommandContext,
  { id, revision }: EventDraft,
): { fields: ChangedField[] } | undefined => {
  const [draftId, changed, fields = ''] = claim.facts.eventEdit?.split(' ') ?? [];
  return draftId === id && revision >= Number(changed)
    ? { fields: fields.split(',').filter((field) => field !== '') as ChangedField[] }
    : undefined;
};

const change = async (
  services: EventDependencies,
  context: CommandContext,
  draft: EventDraft,
  edit: ReadEdit,
): Promise<Handled> => {
  const { next, fields } = changedDraft(draft, edit, here(context).zone);
  if (fields.length === 0 && edit.kind === 'edit') {
    const isUnknown = edit.unaddressed.length > 0;
    return await tell(
      context,
      isUnknown ? addressSaid(edit) : 'The card says that already, so nothing changed.',
    );
  }
  if (fields.length > 0) {
    await context.record({ eventEdit: `${draft.id} ${next.revision} ${fields.join(',')}` });
    if (!(await services.drafts.replace(next, draft))) return await tellNewest(services, context, draft);
  }
  const stored = fields.length > 0 ? next : draft;
  if (edit.kind === 'asked') {
    await askForTime(services, context, stored, edit);
    return 'answered';
  }
  return await showChange(services, context, stored, { fields, edit });
};

/** Another try: what was changed is not changed again, and what was not clear is asked. */
const goOn = async (
  services: EventDependencies,
  context: CommandContext,
  draft: EventDraft,
  { fields }: { fields: readonly ChangedField[] },
): Promise<Handled> => {
  const edit = fields.includes('time')
    ? undefined
    : readEdit(await saidIn(services, context), draft, here(context));
  if (edit?.kind === 'asked') {
    await askForTime(services, context, draft, edit);
    return 'answered';
  }
  return await showChange(services, context, draft, { fields });
};

const showChange = async (
  services: EventDependencies,
  context: CommandContext,
  draft: EventDraft,
  { fields, edit }: { fields: readonly ChangedField[]; edit?: ReadEdit },
): Promise<Handled> => {
  const shown = await showOrAsk(services, context, draft);
  // A card that has just been sent says all of it.
  const isNew = draft.messageId === undefined && shown.messageId !== undefined;
  const said = [
    ...(isNew ? [] : [`${CHANGED}${changesSaid(shown, fields, services.clock.now())}.`]),
    ...(edit?.details === undefined
      ? []
      : ['A title has room for 1,024 characters: the rest went into the description.']),
    ...(edit && edit.unaddressed.length > 0 ? [addressSaid(edit)] : []),
  ];
  if (said.length === 0) return 'answered';
  const id = await context.sender.send('changed', plainText(said.join('\n')));
  // What is said last is what people reply to. A question that is open keeps its place.
  if (id !== undefined && shown.time && shown.title !== '')
    await services.drafts.replace({ ...shown, promptId: id }, shown);
  return 'answered';
};

/** What has no time yet is asked for it again; without a zone the card asks for that. */
const showOrAsk = async (
  services: EventDependencies,
  context: CommandContext,
  draft: EventDraft,
): Promise<EventDraft> => {
  const { asked, time } = draft;
  if (time || !context.profile?.zone) return await showCard(services, context, draft);
  const date = asked?.date;
  const why = date === undefined ? ({ why: 'no-time' } as const) : ({ why: 'no-clock', date } as const);
  return await askForTime(services, context, draft, why);
};

const addressSaid = ({ unaddressed }: ReadEdit): string =>
  `I have no address of ${unaddressed.join(', ')}. Reply with it to invite them, for example “invite anna@example.com”.`;

const tellNewest = async (
  services: EventDependencies,
  context: CommandContext,
  { owner, id }: EventDraft,
): Promise<Handled> => {
  const newest = await services.drafts.get(owner, id);
  if (!newest) return await tell(context, OVER);
  const fixed = await whyFixedNow(services, newest);
  if (fixed === undefined) await showOrAsk(services, context, newest);
  return await tell(
    context,
    fixed ?? 'The card changed just now, so I changed nothing. Look at it and write that again.',
  );
};

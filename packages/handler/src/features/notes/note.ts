// /note <text>: keeps it, where this person's notes go. Nothing is lost where that cannot be reached: it is kept here then.
import { createHash } from 'node:crypto';
import { ConnectorError, type NoteDraft, type SavedNote } from '@steward/connectors/notes';
import { routeBy } from '@steward/core/routing';
import { faultOf } from '../../connections/connection-fault.ts';
import { noteRefOf } from '../../connections/note-ref.ts';
import { type ChosenPlace, ownPlace } from '../../connections/note-targets.ts';
import { ownWords } from '../../context/own-words.ts';
import type { ButtonRows } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { code, lines, say } from '../../telegram/say.ts';
import { sendersOf } from '../../telegram/senders-of.ts';
import type { CommandContext } from '../feature.ts';
import type { NoteDependencies } from './dependencies.ts';
import { noteButton, notionButton } from './refs.ts';
import { whyNot } from './why-not.ts';

/** A try that began longer ago may have made a note that was deleted meanwhile. */
const STALE_MS = 10 * 60 * 1000;

export const note = async (
  services: NoteDependencies,
  context: CommandContext,
  argument: string,
): Promise<void> => {
  const target = context.message.reply_to_message;
  const text =
    (await ownWords(services, context, argument)).trim() || (target?.text ?? target?.caption ?? '');
  if (text.trim() === '')
    return await context.reply(
      target
        ? say`I note words, and that message has none. Tell me what to note, for example ${code('/note the door code is 4711')}.`
        : say`Tell me what to note, for example ${code('/note the door code is 4711')}. Or reply ${code('/note')} to a message.`,
    );
  await keepNote(services, context, text);
};

/** @param wanted the connection that it goes to, if that is not where a rule says, or notes usually go */
export const keepNote = async (
  services: NoteDependencies,
  context: CommandContext,
  text: string,
  wanted?: string,
): Promise<void> => {
  const draft = draftOf(context, text);
  const { facts } = context.claim;
  const begun = facts.noteMs ?? services.clock.now();
  if (facts.noteMs === undefined) await context.record({ noteMs: begun });
  const again = services.clock.now() - begun > STALE_MS;
  if (facts.noteHere === 1) return await keepHere(services, context, draft);
  await context.whileTyping(async () => {
    const chosen = await placeOf(services, context.owner, wanted ?? targetByRules(context, text));
    try {
      const saved = await chosen.target.save(draft, { again });
      await context.show(noted(chosen, saved.url, draft), below(context, chosen, draft, saved));
    } catch (error) {
      await cope(services, context, { chosen, draft, error });
    }
  });
};

/** The same whenever this update is worked on, and in no other bot's. */
const draftOf = ({ owner, updateId, claim }: CommandContext, text: string): NoteDraft => {
  const name = `${owner}/${updateId}/${claim.atMs}`;
  return { id: createHash('sha256').update(name).digest('hex').slice(0, 32), text, atMs: claim.atMs };
};

/** What asks for a note stays one; a rule may say where it goes. */
const targetByRules = ({ profile, message }: CommandContext, text: string): string | undefined => {
  const senders = sendersOf(message);
  const said = { text, ...(senders && { senders }) };
  return routeBy(profile?.rules ?? [], said, { kind: 'note', isExplicit: true })?.target?.connection;
};

const placeOf = async (
  { integrations, notes }: NoteDependencies,
  owner: number,
  wanted?: string,
): Promise<ChosenPlace> => (await integrations?.notes.of(owner, wanted)) ?? ownPlace(notes, owner);

/** What is longer than a message comes in several. */
const NEARLY_A_MESSAGE = 4_000;

const noted = (chosen: ChosenPlace, url: string | undefined, { text }: NoteDraft): FormattedText =>
  lines(
    notedAt(chosen, url),
    chosen.place.isInstead ? 'The place that your rule names is gone: see /rules.' : undefined,
    text.length > NEARLY_A_MESSAGE
      ? 'If there is more, Telegram put it into another message: reply “save this” to it.'
      : undefined,
  );

const notedAt = (
  { place: { kind, name, isUnchosen } }: ChosenPlace,
  url: string | undefined,
): FormattedText => {
  if (isUnchosen)
    return say`📝 Noted here, see /notes. Choose in the app, under Connections, where notes go from now on.`;
  if (kind === 'own') return say`📝 Noted. /notes lists what I keep.`;
  if (kind === 'apple-notes')
    return say`📝 Noted for Apple Notes. Your Shortcut brings it there when it runs next; until then it is in /notes.`;
  return lines(say`📝 Noted in Notion${name === '' ? '' : `, “${name}”`}.`, url);
};

/** At Notion it can be taken back where it can be told whether it was changed. */
const below = (
  { owner, from }: CommandContext,
  { place }: ChosenPlace,
  draft: NoteDraft,
  saved?: SavedNote,
): ButtonRows => {
  if (place.kind !== 'notion') return [[noteButton('↩️ Undo', 'nundo', noteRefOf(owner, draft), from.id)]];
  return saved?.version === undefined ? [] : [[notionButton('↩️ Undo', saved, draft.atMs)]];
};

interface Failed {
  chosen: ChosenPlace;
  draft: NoteDraft;
  error: unknown;
}

const cope = async (
  services: NoteDependencies,
  context: CommandContext,
  { chosen, draft, error }: Failed,
): Promise<void> => {
  if (error instanceof ConnectorError && error.code === 'gone' && error.status === 410)
    return await context.show(
      say`I was interrupted while I noted this, and the note is not there: perhaps you deleted it meanwhile. Send it once more if you want it.`,
    );
  const why = whyNot(error);
  if (chosen.place.kind === 'own' || why === undefined) throw error;
  context.log.warn('A note could not be written to its place', {
    ...{ action: 'note', provider: chosen.place.kind },
    fault: error instanceof ConnectorError ? error.code : faultOf(error),
  });
  // A further try keeps it here again, and writes it nowhere else.
  await context.record({ noteHere: 1 });
  await keepHere(services, context, draft, why);
};

const keepHere = async (
  services: NoteDependencies,
  context: CommandContext,
  draft: NoteDraft,
  why: string = 'Notion could not be reached.',
): Promise<void> => {
  const here = ownPlace(services.notes, context.owner);
  await here.target.save(draft);
  await context.show(say`📝 ${why} I keep the note here instead, see /notes.`, below(context, here, draft));
};

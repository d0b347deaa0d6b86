// “note: …”, typed or spoken, and “save this” as a reply: kept at once, since one tap takes it back.
import { asksToSave, noteAskedFor } from '@steward/core/routing';
import { saidIn } from '../../context/own-words.ts';
import type { Handled } from '../../context/work.ts';
import type { CommandContext } from '../feature.ts';
import type { NoteDependencies } from './dependencies.ts';
import { note } from './note.ts';

/** Undefined: the words ask for no note. Safe to repeat. */
export const noteByPhrase = async (
  services: NoteDependencies,
  context: CommandContext,
): Promise<Handled | undefined> => {
  // Perhaps it goes on with what was pasted.
  if (context.profile?.pendingPaste) return undefined;
  const said = await saidIn(services, context);
  const isSaving = context.message.reply_to_message !== undefined && asksToSave(said);
  const words = isSaving ? '' : noteAskedFor(said, 'typed');
  if (words === undefined) return undefined;
  await note(services, context, words);
  return 'answered';
};

/** Undefined: it asks for none. */
export const noteHeard = (heard: string): string | undefined => noteAskedFor(heard, 'spoken');

/** Recognisers write sentences; more than one stay as they are. */
const FULL_STOP = /^([^.!…。]*)[.!…。]+\s*$/u;

/** Below what was heard, which stays. Safe to repeat. */
export const noteBySpeech = async (
  services: NoteDependencies,
  context: CommandContext,
  heard: string,
): Promise<void> => {
  const words = (noteHeard(heard) ?? heard).replace(FULL_STOP, '$1');
  await note(services, { ...context, show: context.reply }, words);
};

// The one question before anything is done for anybody: is this person, or the group they write in, let in?
import { type AccessList, type AccessStore, standingOf } from './access-list.ts';
import type { Allowed } from './allowed.ts';

export interface Caller {
  /** The person in a private chat, or the group. */
  chatId: number;
  personId: number;
  /** What the chat's profile says; undefined: nothing. */
  letIn?: boolean | undefined;
}

/** The list is read only for whom neither the configuration nor the profile knows. Who is let in may speak in any group. */
export const isLetIn = async (
  { allowed, access }: { allowed: Allowed; access: Pick<AccessStore, 'read'> },
  caller: Caller,
): Promise<boolean> => {
  const { chatId, personId, letIn } = caller;
  if (allowed !== 'everyone' && (allowed.has(personId) || allowed.has(chatId))) return true;
  if (letIn !== undefined) return letIn;
  return allowed === 'everyone' || isOnList(await access.read(), caller);
};

/** In their own chat, with the bot alone. @param profile of that chat */
export const isLetInAlone = async (
  door: Parameters<typeof isLetIn>[0],
  id: number,
  profile: Pick<Caller, 'letIn'> | undefined,
): Promise<boolean> => await isLetIn(door, { chatId: id, personId: id, letIn: profile?.letIn });

const isOnList = (list: AccessList, { chatId, personId }: Caller): boolean =>
  list.ownerId === personId || standingOf(list, chatId) === 'in' || standingOf(list, personId) === 'in';

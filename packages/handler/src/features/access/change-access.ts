// /access: the owner sees who is let in, and lets in or blocks. The buttons of a card do the same.
import { type AccessList, standingOf } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { code, say } from '../../telegram/say.ts';
import type { CommandContext, Done } from '../feature.ts';
import { cardOf, listOf } from './access-view.ts';
import { type DecideDependencies, type Decision, decide } from './decide.ts';

export type AccessDependencies = DecideDependencies & Pick<Services, 'config'>;

const DECISIONS: Record<string, Decision> = { allow: 'in', block: 'blocked' };

export const access = async (
  services: AccessDependencies,
  context: CommandContext,
  argument: string,
): Promise<Done> => {
  const list = await services.access.read();
  if (!isOwner(list, context)) return await tellWhoDecides(context, list);
  const [word = '', number] = argument.split(/\s+/);
  const decision = DECISIONS[word.toLowerCase()];
  if (argument === '') return await showAll(services, context, list);
  const id = idOf(number);
  if (!decision || id === undefined)
    return await context.reply(
      say`Write ${code('/access allow 123')} or ${code('/access block 123')}, with the id of a person or a group.`,
    );
  if (id === list.ownerId) return await context.reply(say`You are my owner: you stay let in.`);
  await showOne(context, await decide(services, id, decision), id);
};

export const accessTapped = async (
  services: AccessDependencies,
  context: CommandContext,
  [word = '', number, place]: string[],
): Promise<Done> => {
  const list = await services.access.read();
  const [id, decision] = [idOf(number), DECISIONS[word]];
  if (!isOwner(list, context) || id === undefined || !decision || id === list.ownerId) return 'refused';
  const changed = await decide(services, id, decision);
  if (place === 'list') await showAll(services, context, changed);
  else await showOne(context, changed, id);
};

export const isOwner = ({ ownerId }: AccessList, { from }: CommandContext): boolean => ownerId === from.id;

export const tellWhoDecides = async ({ reply }: CommandContext, { ownerId }: AccessList): Promise<Done> =>
  await reply(
    ownerId === undefined
      ? say`Nobody has paired with me as my owner. Who may use me is set where I run, by ALLOWED_USER_IDS.`
      : say`Only my owner decides who may use me.`,
  );

const showOne = async ({ show }: CommandContext, list: AccessList, id: number): Promise<void> => {
  const { text, buttons } = cardOf(
    list.chats.find((chat) => chat.id === id) ?? { id, standing: 'asked', atMs: 0 },
  );
  await show(text, buttons);
};

/** In a group nobody reads who else is let in: only the group itself is shown. */
const showAll = async (
  { config }: Pick<Services, 'config'>,
  context: CommandContext,
  list: AccessList,
): Promise<void> => {
  const { isGroup, owner, message, show } = context;
  if (isGroup && standingOf(list, owner) === undefined) {
    const { text, buttons } = cardOf({
      id: owner,
      standing: 'asked',
      atMs: 0,
      ...(message.chat.title !== undefined && { name: message.chat.title }),
    });
    return await show(text, buttons);
  }
  if (isGroup) return await showOne(context, list, owner);
  const { text, buttons } = listOf(list, config.allowed);
  await show(text, buttons);
};

export const idOf = (text: string | undefined): number | undefined => {
  const id = /^-?\d{1,16}$/.test(text ?? '') ? Number(text) : 0;
  return Number.isSafeInteger(id) && id !== 0 ? id : undefined;
};

// The session a message belongs to: the active one, or a new one when there is none.
import { createSession, isArchived, type Profile, type Session } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import type { Incoming } from '../telegram/incoming.ts';
import { code, say } from '../telegram/say.ts';
import { chosenIsGone, modelForNew } from './new-model.ts';

/**
 * The session that a question goes to, read while its update is claimed: the turn needs it first. Undefined for what is
 * no question, or goes elsewhere. Only a first try may use it: an earlier one may have changed the session since.
 */
export const readSessionEarly = (
  { sessions }: Pick<Services, 'sessions'>,
  incoming: Incoming,
  profile: Profile | undefined,
): Promise<Session | undefined> | undefined => {
  if (!profile?.active || profile.pendingPaste || incoming.isGroup || incoming.kind !== 'message')
    return undefined;
  if (incoming.message.text === undefined || incoming.message.text.startsWith('/')) return undefined;
  const reading = sessions.get({ owner: incoming.owner, ...profile.active });
  // Avoids an unhandled rejection: whoever awaits it gets the error.
  reading.catch(() => {});
  return reading;
};

export const activeSession = async (
  { sessions }: Pick<Services, 'sessions'>,
  { owner, profile, earlySession }: UpdateContext,
): Promise<Session | undefined> => {
  if (!profile?.active) return undefined;
  const session = await (earlySession ?? sessions.get({ owner, ...profile.active }));
  return session && !isArchived(session) ? session : undefined;
};

type Creating = Pick<Services, 'catalogue' | 'profiles' | 'sessions'>;

/** Undefined when no model is to be had; the person has been told then. */
export const activeOrNewSession = async (
  services: Creating,
  context: UpdateContext,
): Promise<Session | undefined> => {
  const existing = await activeSession(services, context);
  // A redelivery finds the session that this very update created: the sentence about it is still owed.
  const created = context.claim.facts.created === 1;
  if (existing && !created) return existing;
  const { sender } = context;
  const session = existing ?? (await createFirst(services, context));
  if (!session) {
    await sender.send(
      'note',
      say`There is no model to talk to: the model server cannot be reached or has none that can chat. See /status, and write again when it is back.`,
    );
    return undefined;
  }
  await sender.send(
    'note',
    say`Started session ${session.number} with the model ${code(session.modelName)}.${chosenIsGone(services, context.profile, session.modelName)} /newsession offers the others, /help tells the rest.`,
  );
  return session;
};

const createFirst = async (services: Creating, context: UpdateContext): Promise<Session | undefined> => {
  const { owner, from, profile, updateId, atMs, record } = context;
  const model = modelForNew(services, profile, await services.catalogue.entries());
  if (!model) return undefined;
  await record({ created: 1 });
  return await createSession(services, {
    owner,
    chatId: owner,
    createdBy: from.id,
    updateId,
    nowMs: atMs,
    modelName: model.name,
  });
};

// What the app does to a conversation: the same as the commands, without their words.
import { isArchived, refOf, type Session, shortTitle } from '@steward/core';
import { archiveSession, deleteSession, restoreSession } from '@steward/core/archives';
import type { Ask } from '@steward/core/web-contract';
import { createSpeaker } from '../../context/update-context.ts';
import { sendExport } from '../archives/export.ts';
import type { AppContext, AppDependencies, Done } from './app-context.ts';

type SessionAsk = Extract<Ask, { session: string }>;

type Dependencies = Pick<
  AppDependencies,
  'archives' | 'clock' | 'files' | 'leftovers' | 'messages' | 'profiles' | 'sessions'
>;

export const changeConversation = async (
  services: Dependencies,
  context: AppContext,
  id: string,
  ask: SessionAsk,
): Done => {
  const { claim, owner, sender } = context;
  const session = (await services.sessions.list(owner)).find(({ sessionId }) => sessionId === ask.session);
  if (!session) {
    if (ask.do !== 'delete' || claim.facts.deleting !== 1) return 'gone';
    // An earlier try removed it, and may not have come further.
    await services.leftovers.clear({ owner, of: 'conversation' });
    return undefined;
  }
  switch (ask.do) {
    case 'rename':
      await services.sessions.update(refOf(session), { title: shortTitle(ask.title) });
      return undefined;
    case 'archive':
      await archiveSession(services, session);
      return undefined;
    case 'restore':
      return await restore(services, context, id, session);
    case 'delete':
      await context.record({ deleting: 1 });
      await deleteSession(services, session);
      await services.leftovers.clear({ owner, of: 'conversation' });
      return undefined;
    case 'export': {
      const format = ask.format === 'markdown' ? 'md' : 'json';
      const isSent = await sendExport(services, createSpeaker(services, { sender }), session, format);
      return isSent ? undefined : 'failed';
    }
  }
};

/** It is the active one then, as by the command. */
const restore = async (
  services: Dependencies,
  { atMs, claim, owner, profile }: AppContext,
  id: string,
  session: Session,
): Done => {
  // Live already, and no earlier try of this work was at it: it was brought back in the chat.
  if (!isArchived(session) && claim.attempt === 1) return undefined;
  await restoreSession(services, session, { atMs, updateId: keyNumberOf(id) });
  // Keys of messages begin with this time: whatever the clock says, what comes next lies behind.
  const lastAtMs = Math.max(atMs, profile?.lastAtMs ?? 0);
  await services.profiles.update(owner, { lastAtMs, updatedAtMs: services.clock.now() });
  return undefined;
};

/** In the place of an update's number. */
const keyNumberOf = (id: string): number => Number.parseInt(id.slice(0, 8), 16);

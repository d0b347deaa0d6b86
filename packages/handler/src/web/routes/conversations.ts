// A person's conversations, live and archived.
import { isArchived, type Session } from '@steward/core';
import type { Conversation } from '@steward/core/web-contract';
import type { RouteEntry } from '../route-entry.ts';
import type { RouteDependencies } from './route-dependencies.ts';

export const getConversations = ({ sessions }: RouteDependencies): RouteEntry<'GET /api/conversations'> => ({
  async handle({ owner, profile }) {
    const all = await sessions.list(owner);
    const isActive = (session: Session) =>
      session.sessionId === profile?.active?.sessionId && !isArchived(session);
    return {
      conversations: all.toSorted(byActivity).map(conversationOf),
      activeId: all.find(isActive)?.sessionId ?? null,
    };
  },
});

const byActivity = (one: Session, other: Session): number =>
  other.lastMessageAtMs - one.lastMessageAtMs || other.number - one.number;

const conversationOf = (session: Session): Conversation => ({
  id: session.sessionId,
  number: session.number,
  title: session.title,
  model: session.modelName,
  isArchived: isArchived(session),
  messageCount: session.messageCount,
  lastMessageAtMs: session.lastMessageAtMs,
  createdAtMs: session.createdAtMs,
});

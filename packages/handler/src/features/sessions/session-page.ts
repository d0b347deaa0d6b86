// Conversations as they are listed: latest first, a page at a time, a line each.
import type { Session } from '@steward/core';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, say } from '../../telegram/say.ts';
import { timeAgo } from '../../telegram/time-text.ts';
import { pageOf } from './pages.ts';

export const sessionPage = (deps: {
  title: string;
  sessions: Session[];
  wanted: number;
  size?: number;
  nowMs: number;
  /** Id of the session that is marked as active. */
  active?: string | undefined;
}) => {
  const { title, sessions, wanted, size, nowMs, active } = deps;
  const latest = sessions.toSorted((a, b) => b.lastMessageAtMs - a.lastMessageAtMs);
  const { items, current, pages, paged } = pageOf(latest, wanted, size);
  return {
    ...{ items, current, pages },
    heading: say`${bold(title)}${paged}`,
    rows: items.map((session) => sessionLine(session, session.sessionId === active, nowMs)),
  };
};

const sessionLine = (session: Session, active: boolean, nowMs: number): FormattedText =>
  say`${active ? '▶️ ' : ''}${bold(session.number)}. ${session.title}\n     ${session.modelName} · ${countOf(session)} · ${timeAgo(session.lastMessageAtMs, nowMs)}${active ? ' · active' : ''}`;

export const countOf = ({ messageCount }: Session): string =>
  messageCount === 1 ? '1 message' : `${messageCount} messages`;

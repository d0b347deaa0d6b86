// /listarchives: the archived conversations, a page at a time.
import { isArchived, type Session } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { type ButtonRows, callbackData } from '../../telegram/buttons.ts';
import { lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { restoreButton } from '../sessions/arguments.ts';
import { pageButtons } from '../sessions/pages.ts';
import { sessionPage } from '../sessions/session-page.ts';

type Dependencies = Pick<Services, 'clock' | 'sessions'>;

export const listArchives = (services: Dependencies, context: CommandContext): Promise<void> =>
  list(services, context, 0);

export const archivesPage = (
  services: Dependencies,
  context: CommandContext,
  [page]: string[],
): Promise<void> => list(services, context, Number(page) || 0);

const PAGE = 8;

const list = async (services: Dependencies, { owner, show }: CommandContext, page: number): Promise<void> => {
  const archived = (await services.sessions.list(owner)).filter(isArchived);
  if (archived.length === 0)
    return show(
      say`You have no archives yet. /archive puts the active session away, /restore brings it back.`,
    );
  const { items, current, pages, heading, rows } = sessionPage({
    ...{ title: 'Your archives', sessions: archived, wanted: page, size: PAGE },
    nowMs: services.clock.now(),
  });
  await show(lines(heading, '', ...rows), [...items.map(rowOf), ...pageButtons('archives', current, pages)]);
};

const rowOf = (session: Session): ButtonRows[number] => [
  restoreButton(session),
  { text: '📤 Export', data: callbackData('export', session.number) },
  { text: '✏️', data: callbackData('rename', session.number) },
  { text: '🗑', data: callbackData('remove', session.number) },
];

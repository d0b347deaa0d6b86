// /listarchives: the archived conversations, a page at a time.
import { isArchived, type Session } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { type ButtonRows, callbackData } from '../../telegram/buttons.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import { timeAgo } from '../../telegram/time-text.ts';
import type { Command, CommandContext } from '../feature.ts';
import { restoreButton } from '../sessions/arguments.ts';
import { countOf } from '../sessions/list-sessions.ts';
import { pageButtons, pageOf } from '../sessions/pages.ts';

type Dependencies = Pick<Services, 'clock' | 'sessions'>;

export const createListArchives = (services: Dependencies): Command => ({
  name: 'listarchives',
  aliases: ['archives'],
  summary: 'List your archived conversations',
  async run(context) {
    await list(services, context, 0);
  },
  taps: {
    archives: async (context, [page]) => {
      await list(services, context, Number(page) || 0);
    },
  },
});

const PAGE = 8;

const list = async (services: Dependencies, { owner, show }: CommandContext, page: number): Promise<void> => {
  const archived = (await services.sessions.list(owner))
    .filter(isArchived)
    .sort((a, b) => b.lastMessageAtMs - a.lastMessageAtMs);
  if (archived.length === 0)
    return show(
      say`You have no archives yet. /archive puts the active session away, /restore brings it back.`,
    );
  const { items, current, pages } = pageOf(archived, page, PAGE);
  const nowMs = services.clock.now();
  const paged = pages > 1 ? ` (${archived.length}, page ${current + 1} of ${pages})` : '';
  await show(
    lines(
      say`${bold('Your archives')}${paged}`,
      '',
      ...items.map(
        (session) =>
          say`${bold(session.number)}. ${session.title}\n     ${session.modelName} · ${countOf(session)} · ${timeAgo(session.lastMessageAtMs, nowMs)}`,
      ),
    ),
    [...items.map(rowOf), ...pageButtons('archives', current, pages)],
  );
};

const rowOf = (session: Session): ButtonRows[number] => [
  restoreButton(session),
  { text: '📤 Export', data: callbackData('export', session.number) },
  { text: '✏️', data: callbackData('rename', session.number) },
  { text: '🗑', data: callbackData('remove', session.number) },
];

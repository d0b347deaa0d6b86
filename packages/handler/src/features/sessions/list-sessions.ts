// /listsessions: every live session with a button to switch to it, rename or delete it, a page at a time.
import { isArchived, type Session } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { type Button, type ButtonRows, callbackData, inRows } from '../../telegram/buttons.ts';
import { lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { pageButtons } from './pages.ts';
import { sessionPage } from './session-page.ts';

type Dependencies = Pick<Services, 'clock' | 'sessions'>;

/** What a tap on a number does. */
interface Mode {
  /** Action that shows a page of the list. */
  pages: string;
  /** Action of a number. */
  tap: string;
  hint: string;
}

const SWITCH: Mode = { pages: 'sessions', tap: 'switch', hint: 'Tap a number to switch to it.' };
const RENAME: Mode = { pages: 'renames', tap: 'rename', hint: 'Tap the number of the one to rename.' };
const DELETE: Mode = {
  pages: 'deletes',
  tap: 'remove',
  hint: 'Tap the number of the one to delete. I ask again before it goes.',
};

const pageOf =
  (mode: Mode) =>
  (services: Dependencies, context: CommandContext, [page]: string[]): Promise<void> =>
    list(services, context, Number(page) || 0, mode);

export const listSessions = (services: Dependencies, context: CommandContext): Promise<void> =>
  list(services, context, 0, SWITCH);
export const sessionsPage = pageOf(SWITCH);
export const renamesPage = pageOf(RENAME);
export const deletesPage = pageOf(DELETE);

const list = async (
  services: Dependencies,
  context: CommandContext,
  page: number,
  mode: Mode,
): Promise<void> => {
  const { owner, profile, show } = context;
  const all = await services.sessions.list(owner);
  const live = all.filter((session) => !isArchived(session));
  if (live.length === 0) {
    const archived = all.length > 0 ? ' Your archives are in /listarchives.' : '';
    return show(
      say`You have no sessions. Just write something, or choose a model with /newsession.${archived}`,
    );
  }
  const active = profile?.active?.sessionId;
  const { items, current, pages, heading, rows } = sessionPage({
    ...{ title: 'Your sessions', sessions: live, wanted: page, active },
    nowMs: services.clock.now(),
  });
  await show(lines(heading, '', ...rows, '', mode.hint), [
    ...numberButtons(items, active, mode),
    ...pageButtons(mode.pages, current, pages),
    modeButtons(mode, current),
  ]);
};

const modeButtons = (mode: Mode, page: number): Button[] =>
  mode === SWITCH
    ? [
        { text: '✏️ Rename', data: callbackData(RENAME.pages, page) },
        { text: '🗑 Delete', data: callbackData(DELETE.pages, page) },
      ]
    : [{ text: '↩️ Back', data: callbackData(SWITCH.pages, page) }];

const numberButtons = (items: Session[], active: string | undefined, mode: Mode): ButtonRows =>
  inRows(
    items.map(({ number, sessionId }) => ({
      text: sessionId === active ? `▶️ ${number}` : String(number),
      data: callbackData(mode.tap, number),
    })),
  );

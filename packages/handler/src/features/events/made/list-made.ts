// /events: what was made in calendars, newest first, a page at a time.
import type { MadeEvent } from '@steward/core';
import { inRows } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { bold, code, concat, lines, say } from '../../../telegram/say.ts';
import { foreignText } from '../../connections/agenda/foreign-text.ts';
import type { CommandContext } from '../../feature.ts';
import { PAGE_SIZE, pageButtons, pageOf } from '../../sessions/pages.ts';
import { linkOf } from '../card/card-text.ts';
import { timeLine } from '../card/time-line.ts';
import type { EventDependencies } from '../dependencies.ts';
import { madeButton } from './made-button.ts';

const MOST_LISTED = 200;
const [TITLE, CALENDAR] = [80, 40];

export const listMade = (services: EventDependencies, context: CommandContext): Promise<void> =>
  list(services, context, 0);

export const madePage = (services: EventDependencies, context: CommandContext, [page]: string[]) =>
  list(services, context, Number(page) || 0);

const list = async (services: EventDependencies, context: CommandContext, wanted: number): Promise<void> => {
  const found = await services.events.list(context.owner, MOST_LISTED + 1);
  if (found.length === 0) return await context.show(noneText(context));
  const { items, current, pages, paged } = pageOf(found.slice(0, MOST_LISTED), wanted);
  const nowMs = services.clock.now();
  const first = current * PAGE_SIZE + 1;
  await context.show(
    lines(
      say`${bold('Events that I made')}${paged}`,
      '',
      ...items.map((event, index) => lineOf(first + index, event, nowMs)),
      '',
      'Tap a number for its link, and to undo it or invite somebody. All that stands in your calendars is in /agenda.',
      found.length > MOST_LISTED ? 'Older ones are only in your calendar.' : undefined,
    ),
    [
      ...inRows(items.map((event, index) => madeButton(event, String(first + index), 'show'))),
      ...pageButtons('events', current, pages),
    ],
  );
};

const noneText = ({ isGroup }: CommandContext): FormattedText =>
  isGroup
    ? say`In a group I write to nobody’s calendar, so there is nothing to list. In our private chat /events shows what I made for you.`
    : say`I have made no events here yet. Send for example ${code('/event dentist on friday at 3pm')}.`;

const lineOf = (number: number, event: MadeEvent, nowMs: number): FormattedText => {
  const { calendarName, time, title, undoneAtMs } = event;
  const link = linkOf(event);
  return concat(
    say`${bold(number)}. `,
    foreignText(title, TITLE, '(no title)'),
    `\n     ${timeLine(time, nowMs)} · `,
    foreignText(calendarName, CALENDAR, 'your calendar'),
    ...(undoneAtMs === undefined
      ? link === undefined
        ? []
        : [' · ', linked('open', link)]
      : [' · taken back']),
  );
};

const linked = (text: string, url: string): FormattedText => ({
  text,
  entities: [{ type: 'text_link', offset: 0, length: text.length, url }],
});

// What one shares with a team, calendar by calendar: off until it is turned on, below what others would see of it.
import type { Team } from '@steward/core';
import type { SharedCalendarView } from '@steward/core/web-contract';
import { createSharing } from '../../../teams/create-sharing.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { bold, code, lines, say } from '../../../telegram/say.ts';
import { offerConnecting, tellIsOff } from '../../connections/ways.ts';
import { keyOf } from '../../events/card/places.ts';
import type { Asked } from '../dependencies.ts';
import { teamOfTap } from '../show-team.ts';
import { idText, shortName, teamButton, toTeam, WHY } from '../team-words.ts';
import { previewOf } from './preview.ts';

const MOST_SHOWN = 30;
const NO_CALENDAR =
  'No calendar of yours counts as busy, so there is nothing to share. Connect one, or let one count in /connections, then tap 🔒 Sharing again.';
const WHAT_OTHERS_SEE =
  'A calendar is shared only if you turn it on here. Members who look for a time with you are then shown times of the next 14 days that suit all; what stands in it they never see.';

export const nameOf = ({ name, account, isGone }: SharedCalendarView): FormattedText => {
  if (isGone) return say`a calendar that is no longer connected`;
  return name === account || account === '' ? code(name) : say`${code(name)} (${code(account)})`;
};

const sharingTo = (team: Pick<Team, 'id'>) => teamButton('‹ Sharing', 'share', idText(team.id));

export const showSharing = async (asked: Asked, [id]: string[]): Promise<void> => {
  const team = await teamOfTap(asked, id);
  if (!team) return;
  const { services, context, by } = asked;
  if (!services.integrations) return await tellIsOff(context);
  const calendars = (await createSharing(services).calendars(team.id, by.user)) ?? [];
  if (calendars.length === 0) return await offerConnecting(services, context, NO_CALENDAR, 'calendars');
  const shown = calendars.slice(0, MOST_SHOWN);
  await context.show(
    lines(
      say`🔒 ${bold('Your calendars and')} ${code(team.name)}`,
      '',
      ...shown.map((one) => say`${one.isShared ? '🔓 shared' : '🔒 not shared'}: ${nameOf(one)}`),
      calendars.length > shown.length
        ? say`… and ${calendars.length - shown.length} more, in the app: /web`
        : undefined,
      '',
      WHAT_OTHERS_SEE,
      'Tap a calendar to see what they would see, and to turn it on or off.',
    ),
    [
      ...shown.map((one) => [
        teamButton(
          `${one.isShared ? '🔓' : '🔒'} ${one.isGone ? 'No longer connected' : shortName(one.name)}`,
          'cal',
          idText(team.id),
          keyOf(one),
        ),
      ]),
      [teamButton('👀 Who asked', 'looks', idText(team.id)), toTeam(team)],
    ],
  );
};

const found = async (
  asked: Asked,
  [id, key]: string[],
): Promise<{ team: Team; calendar: SharedCalendarView } | undefined> => {
  const team = await teamOfTap(asked, id);
  if (!team) return undefined;
  const calendars = (await createSharing(asked.services).calendars(team.id, asked.by.user)) ?? [];
  const calendar = calendars.find((one) => keyOf(one) === key);
  if (!calendar)
    await asked.context.show(
      say`This calendar does not count as busy any more, or is no longer connected. See /connections.`,
      [[sharingTo(team)]],
    );
  return calendar && { team, calendar };
};

/** What others see of it, with the button that turns it on or off. */
export const showCalendar = async (asked: Asked, args: string[]): Promise<void> => {
  const there = await found(asked, args);
  if (!there) return;
  const { team, calendar } = there;
  const { context, services, by } = asked;
  const button = (text: string, wanted: 0 | 1) =>
    teamButton(text, 'cal!', idText(team.id), keyOf(calendar), wanted);
  const seen = calendar.isGone
    ? say`It was shared and is not there any more, so nobody can find a time with you. Stop sharing it, or connect it again.`
    : await context.whileTyping(async () =>
        previewOf(
          await createSharing(services).preview(by.user, calendar, context.signal),
          context.profile?.zone?.name ?? 'UTC',
          services.clock.now(),
        ),
      );
  await context.show(
    lines(
      calendar.isShared
        ? say`🔓 ${nameOf(calendar)} is shared with ${code(team.name)}.`
        : say`🔒 Share ${nameOf(calendar)} with ${code(team.name)}? This is all that its members could learn of it:`,
      '',
      seen,
    ),
    [[calendar.isShared ? button('🔒 Stop sharing', 0) : button('🔓 Share', 1)], [sharingTo(team)]],
  );
};

export const setShared = async (asked: Asked, [id, key, wanted]: string[]): Promise<void> => {
  const there = await found(asked, [id ?? '', key ?? '']);
  if (!there) return;
  const { team, calendar } = there;
  const { context, services, by } = asked;
  const done = await createSharing(services).share(team.id, by.user, calendar, wanted === '1');
  if ('why' in done)
    return await context.show(
      done.why === 'no-team'
        ? say`${WHY['no-team']}`
        : say`${nameOf(calendar)} does not count as busy, so there is nothing to see of it: /connections changes that.`,
      [[sharingTo(team)]],
    );
  await context.show(
    done.isShared
      ? say`🔓 ${nameOf(calendar)} is shared with ${code(team.name)}. Who asks for your time, you see under 👀 Who asked.`
      : say`🔒 ${nameOf(calendar)} is not shared with ${code(team.name)} any more. This team sees nothing of it from now on.`,
    [[sharingTo(team), toTeam(team)]],
  );
};

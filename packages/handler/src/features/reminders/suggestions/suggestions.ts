// /suggestions: whether any come at all.
import { callbackData } from '../../../telegram/buttons.ts';
import { code, lines, say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import type { ReminderDependencies } from '../dependencies.ts';
import { zoneOf } from '../settle.ts';
import { keepSuggestions } from './keep-suggestions.ts';

export const suggestions = async (
  services: ReminderDependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  if (context.isGroup)
    return await context.reply(say`I suggest nothing in groups. Send /suggestions in our private chat.`);
  if (/^(?:on|off)$/i.test(typed)) return await turn(services, context, /^on$/i.test(typed));
  await showSuggestions(services, context, context.profile?.suggestionsSinceMs !== undefined);
};

/** `sugs:on`, `sugs:off`. */
export const suggestionsTapped = async (
  services: ReminderDependencies,
  context: CommandContext,
  [what]: string[],
): Promise<void> => {
  if (!context.isGroup && (what === 'on' || what === 'off')) await turn(services, context, what === 'on');
};

const turn = async (
  services: ReminderDependencies,
  context: CommandContext,
  isOn: boolean,
): Promise<void> => {
  const { clock, extras, profiles } = services;
  const { atMs, owner } = context;
  await profiles.update(owner, { suggestionsSinceMs: isOn ? atMs : null, updatedAtMs: clock.now() });
  await keepSuggestions(extras, context, zoneOf(context), isOn);
  await showSuggestions(services, context, isOn);
};

const showSuggestions = async (
  { briefings }: ReminderDependencies,
  context: CommandContext,
  isOn: boolean,
): Promise<void> => {
  const hasBriefing = (await briefings.get(context.owner)) !== undefined;
  await context.show(
    lines(
      isOn ? say`💡 Suggestions are on.` : say`Suggestions are off.`,
      'At most three inside your briefing, and at most one message of three more in the afternoon, without a sound: of tasks that are overdue, of what you wrote here that you will do on a day, of what comes close together or at the same time in your calendars, and of meetings there without a place. Each says where it comes from.',
      'None in your quiet hours (/quiet), while we talk, or after three days of silence. Nothing is set without your tap, and no model takes part.',
      ...(isOn && zoneOf(context) === undefined
        ? [say`They go by your clock, which I do not know yet: ${code('/timezone Berlin')}.`]
        : []),
    ),
    [
      [
        isOn
          ? { text: 'Turn off', data: callbackData('sugs', 'off') }
          : { text: 'Turn on', data: callbackData('sugs', 'on') },
        ...(isOn && !hasBriefing
          ? [{ text: 'Briefing at 08:00', data: callbackData('brief', 'at', '0800') }]
          : []),
      ],
    ],
  );
};

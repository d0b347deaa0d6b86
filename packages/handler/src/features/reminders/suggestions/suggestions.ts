// /suggestions: whether any come at all.
import { callbackData } from '../../../telegram/buttons.ts';
import { code, lines, say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import type { ReminderDependencies } from '../dependencies.ts';

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
  const { atMs, owner } = context;
  const updatedAtMs = services.clock.now();
  await services.profiles.update(owner, { suggestionsSinceMs: isOn ? atMs : null, updatedAtMs });
  await showSuggestions(services, context, isOn);
};

const showSuggestions = async (
  { briefings }: ReminderDependencies,
  { owner, show }: CommandContext,
  isOn: boolean,
): Promise<void> => {
  const hasBriefing = (await briefings.get(owner)) !== undefined;
  const about = [
    'At most three a day, inside your briefing: of tasks that are overdue, of what you wrote here that you will do on a day, and of reminders that come close together. Each says where it comes from.',
    'None in your quiet hours (/quiet), while we talk, or after three days of silence. Nothing is set without your tap, and no model takes part.',
  ];
  const missing = say`They come with a briefing, and none is set yet: ${code('/briefing 8:00')}.`;
  await show(
    lines(
      isOn ? say`💡 Suggestions are on.` : say`Suggestions are off.`,
      ...about,
      ...(isOn && !hasBriefing ? [missing] : []),
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

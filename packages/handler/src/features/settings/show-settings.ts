// /settings: what is set, and the command that changes each.
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { Command, CommandContext } from '../feature.ts';
import { type SettingDependencies, settingsOf } from './setting-list.ts';

/** `commands` is asked for when somebody asks: /settings stands in the list itself. */
type ShowDependencies = SettingDependencies & { commands: () => readonly Command[] };

export const showSettings = async (
  { commands, ...services }: ShowDependencies,
  context: CommandContext,
): Promise<void> => {
  const { isGroup, profile, reply } = context;
  const listed = await settingsOf(services, context);
  // A group has no app.
  const hasApp = !isGroup && commands().some(({ name }) => name === 'web');
  await reply(
    lines(
      bold(isGroup ? 'Settings of this group' : 'Your settings'),
      '',
      say`🌍 Time zone: ${profile?.zone?.name ?? 'not known yet'} · /timezone`,
      ...listed.map(({ command, icon, name, value }) => say`${icon} ${name}: ${value} · ${command}`),
      ...(hasApp ? ['', 'The app has them all, and a language of its own: /web'] : []),
    ),
  );
};

/** What is not as usual, for /status. */
export const settingsLine = async (
  services: SettingDependencies,
  context: CommandContext,
): Promise<FormattedText> => {
  const set = (await settingsOf(services, context)).filter(({ isUsual }) => !isUsual);
  const all = set.map(({ name, value }) => `${name}: ${value}`).join(' · ');
  return say`⚙️ ${all === '' ? 'Settings: as usual' : all} · /settings`;
};

// /settings: what is set, and the command that changes each.
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { type SettingDependencies, settingsOf } from './setting-list.ts';

export const showSettings = async (services: SettingDependencies, context: CommandContext): Promise<void> => {
  const { isGroup, profile, reply } = context;
  const listed = await settingsOf(services, context);
  await reply(
    lines(
      bold(isGroup ? 'Settings of this group' : 'Your settings'),
      '',
      say`🌍 Time zone: ${profile?.zone?.name ?? 'not known yet'} · /timezone`,
      ...listed.map(({ command, icon, name, value }) => say`${icon} ${name}: ${value} · ${command}`),
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

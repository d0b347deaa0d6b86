// A person's settings in words, each with the command that changes it: for /settings, and what differs for /status.
import { type Profile, USUAL_QUIET_HOURS } from '@steward/core';
import { streamingOf } from '../../chat/streaming-mode.ts';
import type { Services, StreamingMode } from '../../context/services.ts';
import type { CommandContext } from '../feature.ts';
import { hoursInWords } from './hours.ts';

export type SettingDependencies = Pick<Services, 'briefings' | 'config'>;

export interface Setting {
  icon: string;
  name: string;
  value: string;
  /** What changes it. */
  command: string;
  /** As it is without being set. */
  isUsual: boolean;
}

/** In a group those that a group has. */
export const settingsOf = async (
  services: SettingDependencies,
  context: CommandContext,
): Promise<Setting[]> => {
  const { isGroup, owner, profile } = context;
  const briefing = await services.briefings.get(owner);
  const answers: Setting[] = [
    {
      ...{ icon: '🤖', name: 'Model of new conversations', command: '/model default' },
      ...{ value: profile?.defaultModel ?? 'the first one', isUsual: profile?.defaultModel === undefined },
    },
    {
      ...{ icon: '✍️', name: 'Answers', command: '/streaming' },
      value: STREAMING[streamingOf(services, context, profile?.streaming)],
      isUsual: profile?.streaming === undefined,
    },
    {
      ...{ icon: '🧠', name: 'Thinking', command: '/think' },
      ...{ value: THINKING[profile?.think ?? 'off'], isUsual: profile?.think === undefined },
    },
  ];
  const daily: Setting = {
    ...{ icon: '☀️', name: 'Briefing', command: '/briefing' },
    ...{ value: briefing ? `at ${briefing.time}` : 'none', isUsual: briefing === undefined },
  };
  return isGroup
    ? [...answers, daily]
    : [
        ...answers,
        ...hoursOf(profile),
        ...appointmentsOf(profile),
        daily,
        suggestionsOf(profile),
        rulesOf(profile),
      ];
};

const STREAMING: Record<StreamingMode, string> = {
  edit: 'grow in their message',
  draft: 'grow as a draft',
  off: 'come whole',
};

const THINKING = { off: 'off', on: 'on', show: 'on, with thoughts shown' };

const hoursOf = (profile: Profile | undefined): Setting[] => {
  const { quiet = USUAL_QUIET_HOURS, workingHours } = profile ?? {};
  return [
    {
      ...{ icon: '🗓', name: 'Working hours', command: '/hours' },
      ...{ value: workingHours ? hoursInWords(workingHours) : 'not set', isUsual: !workingHours },
    },
    {
      ...{ icon: '🌙', name: 'Quiet hours', command: '/quiet' },
      value: quiet === 'off' ? 'none' : `${quiet.from}–${quiet.until}`,
      isUsual:
        quiet !== 'off' && quiet.from === USUAL_QUIET_HOURS.from && quiet.until === USUAL_QUIET_HOURS.until,
    },
  ];
};

const appointmentsOf = (profile: Profile | undefined): Setting[] => {
  const { bufferMinutes = 0, eventLeadMinutes, noticeMinutes, preferredHours } = profile ?? {};
  const shown = [
    bufferMinutes > 0 ? `${lengthText(bufferMinutes)} between` : undefined,
    noticeMinutes === undefined ? undefined : `${lengthText(noticeMinutes)} ahead`,
    preferredHours && `best ${preferredHours.from}–${preferredHours.until}`,
  ].filter((part) => part !== undefined);
  return [
    {
      ...{ icon: '🕘', name: 'Free time', command: '/free' },
      ...{ value: shown.length > 0 ? shown.join(', ') : 'as usual', isUsual: shown.length === 0 },
    },
    {
      ...{ icon: '⏰', name: 'Reminder before events', command: '/eventreminder' },
      value: eventLeadMinutes === undefined ? 'none' : lengthText(eventLeadMinutes),
      isUsual: eventLeadMinutes === undefined,
    },
  ];
};

/** `45 min`, `2 h`, `1 d`. */
const lengthText = (minutes: number): string => {
  const [size, unit] = (
    [
      [1440, 'd'],
      [60, 'h'],
      [1, 'min'],
    ] as const
  ).find(([one]) => minutes > 0 && minutes % one === 0) ?? [1, 'min'];
  return `${minutes / size} ${unit}`;
};

const suggestionsOf = (profile: Profile | undefined): Setting => {
  const isOn = profile?.suggestionsSinceMs !== undefined;
  return {
    ...{ icon: '💡', name: 'Suggestions', command: '/suggestions' },
    ...{ value: isOn ? 'on' : 'off', isUsual: !isOn },
  };
};

const rulesOf = ({ rules = [] }: Partial<Profile> = {}): Setting => ({
  ...{ icon: '🔀', name: 'Rules of what goes where', command: '/rules' },
  ...{ value: rules.length === 0 ? 'none' : String(rules.length), isUsual: rules.length === 0 },
});

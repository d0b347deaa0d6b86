// A person's settings as the app shows them, of what is stored.
import {
  type Briefing,
  type Profile,
  type ProfileChanges,
  USUAL_NOTICE_MINUTES,
  USUAL_QUIET_HOURS,
} from '@steward/core';
import type { Settings } from '@steward/core/web-contract';

export interface Stored {
  profile: Profile | undefined;
  briefing: Briefing | undefined;
}

export const settingsOf = ({ profile, briefing }: Stored): Settings => {
  const { quiet = USUAL_QUIET_HOURS } = profile ?? {};
  return {
    zone: profile?.zone?.name ?? null,
    language: profile?.appLanguage ?? null,
    model: profile?.defaultModel ?? null,
    streaming: profile?.streaming ?? null,
    thinking: profile?.think ?? 'off',
    workingHours: profile?.workingHours ?? null,
    briefing: briefing?.time ?? null,
    quietHours: quiet === 'off' ? null : quiet,
    suggestions: profile?.suggestionsSinceMs !== undefined,
    bufferMinutes: profile?.bufferMinutes ?? 0,
    noticeMinutes: profile?.noticeMinutes ?? USUAL_NOTICE_MINUTES,
    preferredHours: profile?.preferredHours ?? null,
    eventLeadMinutes: profile?.eventLeadMinutes ?? null,
    rules: profile?.rules ?? [],
  };
};

/** What setting them makes of the profile; the briefing lies elsewhere. */
export const profileChangesOf = (set: Partial<Settings>, nowMs: number): ProfileChanges => ({
  ...(set.zone && { zone: { name: set.zone, from: 'app' } }),
  ...(set.language !== undefined && { appLanguage: set.language }),
  ...(set.model !== undefined && { defaultModel: set.model }),
  ...(set.streaming !== undefined && { streaming: set.streaming }),
  ...(set.thinking !== undefined && { think: set.thinking === 'off' ? null : set.thinking }),
  ...(set.workingHours !== undefined && { workingHours: set.workingHours }),
  ...(set.quietHours !== undefined && { quiet: set.quietHours ?? 'off' }),
  ...(set.bufferMinutes !== undefined && { bufferMinutes: set.bufferMinutes || null }),
  ...(set.noticeMinutes !== undefined && { noticeMinutes: set.noticeMinutes }),
  ...(set.preferredHours !== undefined && { preferredHours: set.preferredHours }),
  ...(set.eventLeadMinutes !== undefined && { eventLeadMinutes: set.eventLeadMinutes }),
  ...(set.rules !== undefined && { rules: set.rules.length > 0 ? set.rules : null }),
  ...(set.suggestions !== undefined && { suggestionsSinceMs: set.suggestions ? nowMs : null }),
});

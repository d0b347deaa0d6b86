// A person's settings: what each may be, and how one is changed.

import type { RoutingRule } from '../routing/rule.ts';

/** A clock on the wall, `08:00`. */
export type ClockText = string;

export interface Hours {
  from: ClockText;
  /** May lie before `from`: over midnight. */
  until: ClockText;
}

export interface WorkingHours extends Hours {
  /** ISO weekdays, 1 is Monday. */
  days: number[];
}

export interface Settings {
  /** IANA name; null: not known yet, and it cannot be set back to that. */
  zone: string | null;
  /** Of the app; null: as Telegram's app says. What the bot writes by itself is English. */
  language: 'en' | 'de' | null;
  /** For new conversations; null: the first one offered. */
  model: string | null;
  /** How an answer grows; null: as the operator set it. */
  streaming: 'edit' | 'draft' | 'off' | null;
  thinking: 'off' | 'on' | 'show';
  /** When a slot may lie; null: not said. */
  workingHours: WorkingHours | null;
  /** When the briefing comes; null: none does. */
  briefing: ClockText | null;
  /** null: none. */
  quietHours: Hours | null;
  suggestions: boolean;
  /** Kept free before and behind an appointment, minutes. */
  bufferMinutes: number;
  /** No slot earlier than so long from now, minutes. */
  noticeMinutes: number;
  /** Slots within them come first; null: none do. */
  preferredHours: Hours | null;
  /** A reminder so long before an event that Steward made, minutes; null: none. */
  eventLeadMinutes: number | null;
  /** The first that fits counts. */
  rules: RoutingRule[];
}

export interface SettingsPatch {
  set: Partial<Settings>;
  /** What the app showed for each that is set. */
  seen: Partial<Settings>;
}

export interface ModelChoice {
  name: string;
  description: string;
  /** As people read it, `2.7 GB`; empty: not known. */
  size: string;
  /** Undefined: the server could not be asked. */
  isInstalled?: boolean;
  canThink?: boolean;
}

export interface SettingsAnswer {
  settings: Settings;
  /** As the worker last saw them. */
  models: ModelChoice[];
  /** How answers grow for who has chosen nothing. */
  usualStreaming: 'edit' | 'draft' | 'off';
}

// The screens of who is signed in: a new one is a line here, its text and its icon.
import type { FunctionComponent } from 'preact';
import type { Page } from '../places.ts';
import { Conversations } from './conversations/conversations.tsx';
import { Dashboard } from './dashboard/dashboard.tsx';
import { IntegrationsScreen } from './integrations/integrations.tsx';
import { ShortcutScreen } from './integrations/shortcut.tsx';
import { PeopleScreen } from './people/people.tsx';
import { Reminders } from './reminders/reminders.tsx';
import { RulesScreen } from './rules/rules.tsx';
import { SettingsScreen } from './settings/settings.tsx';
import { TeamsScreen } from './teams/teams.tsx';

export const SCREENS: Partial<Record<Page, FunctionComponent>> = {
  dashboard: Dashboard,
  conversations: Conversations,
  reminders: Reminders,
  integrations: IntegrationsScreen,
  settings: SettingsScreen,
  people: PeopleScreen,
  teams: TeamsScreen,
  rules: RulesScreen,
  shortcut: ShortcutScreen,
};

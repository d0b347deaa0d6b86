// The screens of who is signed in: a new one is a line here, its text and its icon.
import type { FunctionComponent } from 'preact';
import type { Page } from '../places.ts';
import { Dashboard } from './dashboard/dashboard.tsx';
import { SettingsScreen } from './settings/settings.tsx';

export const SCREENS: Partial<Record<Page, FunctionComponent>> = {
  dashboard: Dashboard,
  settings: SettingsScreen,
};

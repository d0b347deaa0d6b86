// The catalogue: a file for each screen, both languages side by side. A text that one of them lacks is a type error.
import { allowance } from './allowance.ts';
import { conversations } from './conversations.ts';
import { dashboard } from './dashboard.ts';
import { findTime } from './find-time.ts';
import { frame } from './frame.ts';
import { integrations } from './integrations.ts';
import { language } from './language.ts';
import { people } from './people.ts';
import { reminders } from './reminders.ts';
import { rules } from './rules.ts';
import { settings } from './settings.ts';
import { shortcut } from './shortcut.ts';
import { signIn } from './sign-in.ts';
import { teams } from './teams.ts';

const CATALOGUE = {
  frame,
  signIn,
  dashboard,
  conversations,
  reminders,
  integrations,
  settings,
  rules,
  shortcut,
  people,
  teams,
  findTime,
  allowance,
};

type Catalogue = typeof CATALOGUE;

/** The texts of a screen, in the language of now: what reads them is drawn again when it changes. */
export const t = <S extends keyof Catalogue>(screen: S): Catalogue[S]['en'] =>
  CATALOGUE[screen][language.value] as Catalogue[S]['en'];

// “Cancel”: nothing is made of it.
import { say } from '../../../telegram/say.ts';
import type { TapHandler } from './card-tap.ts';

export const cancelDraft: TapHandler = async ({ drafts }, { show }, { draft }) => {
  await drafts.replace({ ...draft, state: 'cancelled' }, draft);
  await show(say`✖ Cancelled: nothing was put into a calendar.`);
};

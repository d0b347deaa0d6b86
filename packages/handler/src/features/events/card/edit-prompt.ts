// “Edit”: a message whose reply says what is different.
import { isDraftOver } from '@steward/core';
import { ASK_FOR_REPLY } from '../../../telegram/buttons.ts';
import { say } from '../../../telegram/say.ts';
import { EDIT_PROMPT, OVER } from './card-sentences.ts';
import type { TapHandler } from './card-tap.ts';
import { showDraft } from './show-draft.ts';

export const promptForEdit: TapHandler = async (services, context, { draft }) => {
  if (isDraftOver(draft, services.clock.now())) return await context.reply(say`${OVER}`);
  if (draft.state !== 'waiting') return await showDraft(services, context, draft);
  const promptId = await context.sender.send('prompt', say`${EDIT_PROMPT}`, ASK_FOR_REPLY);
  if (promptId !== undefined) await services.drafts.replace({ ...draft, promptId }, draft);
};

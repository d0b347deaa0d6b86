// Send: the time is looked at once more, and where it does not suit all of them any more a person decides.
import type { Proposal } from '@steward/core';
import { isAsChosen } from '../../../teams/look-again.ts';
import { sendProposal } from '../../../teams/proposing.ts';
import { say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { readyFor } from './looking.ts';
import { showProposal } from './proposer-card.ts';
import { lookAtChosen } from './search-with.ts';
import { WHY_NO_SEARCH, WHY_NOT } from './sentences.ts';
import { readUnseen } from './unseen.ts';

/** @param code whose time was unknown on the card */
export const sendTapped = async (
  services: EventDependencies,
  context: CommandContext,
  proposal: Proposal,
  code: string,
): Promise<void> => {
  const { startMs, state } = proposal;
  if (state !== 'waiting' || startMs === undefined) return await sendAnyway(services, context, proposal);
  const at = await readyFor(services, context, proposal);
  if (!at) return;
  const chosen = { ...proposal, startMs };
  const found = await context.whileTyping(() => lookAtChosen(services, context, chosen, at.users));
  if ('why' in found && found.why !== 'past') return await context.reply(say`${WHY_NO_SEARCH[found.why]}`);
  if (!('why' in found) && !isAsChosen(found, readUnseen(proposal, code))) {
    const seen = { ...found, isUnsure: true };
    return await showProposal(services, context, proposal, context.message.message_id, seen);
  }
  await sendAnyway(services, context, proposal);
};

export const sendAnyway = async (
  services: EventDependencies,
  context: CommandContext,
  { by, id }: Pick<Proposal, 'by' | 'id'>,
): Promise<void> => {
  const sent = await sendProposal(services, { by, id });
  if ('why' in sent) return await context.reply(say`${WHY_NOT[sent.why]}`);
  await showProposal(services, context, sent.proposal, context.message.message_id);
};

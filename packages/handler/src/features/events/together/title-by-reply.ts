// A reply to the card of a proposal, or to the question for its title: the words are its title.
import { MAX_PROPOSAL_TITLE, oneLine } from '@steward/core';
import { saidIn } from '../../../context/own-words.ts';
import type { Handled } from '../../../context/work.ts';
import { say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { showProposal } from './proposer-card.ts';
import { TITLE_OVER, TITLE_PROMPT } from './sentences.ts';

/** Undefined: it is a reply to something else. */
export const titleByReply = async (
  services: EventDependencies,
  context: CommandContext,
): Promise<Handled | undefined> => {
  const { proposals } = services;
  const target = context.message.reply_to_message?.message_id;
  if (context.isGroup || target === undefined) return undefined;
  const proposal = (await proposals.list(context.owner)).find(({ messageId, promptId }) =>
    [messageId, promptId].includes(target),
  );
  if (!proposal) {
    if (context.message.reply_to_message?.text !== TITLE_PROMPT) return undefined;
    await context.reply(say`${TITLE_OVER}`);
    return 'answered';
  }
  const title = oneLine(await saidIn(services, context));
  const why =
    proposal.state !== 'waiting'
      ? 'This proposal was sent already, so its title stays. Withdraw it, and propose it anew with another one.'
      : title === ''
        ? 'I see no title in that, so nothing changed. Reply with it, for example “Budget”.'
        : title.length > MAX_PROPOSAL_TITLE
          ? `A title holds ${MAX_PROPOSAL_TITLE} characters, and this has ${title.length}, so nothing changed.`
          : undefined;
  if (why !== undefined) {
    await context.reply(say`${why}`);
    return 'answered';
  }
  const next = { ...proposal, title, revision: proposal.revision + 1 };
  const isKept = proposal.title === title || (await proposals.replace(next));
  if (isKept) await showProposal(services, context, proposal.title === title ? proposal : next);
  await context.reply(
    isKept
      ? say`✏️ The title is changed, see the card above.`
      : say`This changed just now, so I changed nothing. Reply once more.`,
  );
  return 'answered';
};

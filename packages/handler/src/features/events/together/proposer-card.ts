// The card of a proposal as who makes it sees it: before it is sent, and what became of it since.
import type { Proposal, ProposalAnswer, Team } from '@steward/core';
import { memberOf } from '@steward/core';
import type { FoundAgain } from '../../../teams/look-again.ts';
import type { WhyNotTogether } from '../../../teams/sharing.ts';
import type { Button, ButtonRows } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { concat, lines, say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import { titleText } from '../card/card-text.ts';
import type { EventDependencies } from '../dependencies.ts';
import { missingOf, togetherData } from './answer-together.ts';
import { readyFor } from './looking.ts';
import { nameIn, namesIn, titleIn, whenIn } from './names.ts';
import { lookAtChosen } from './search-with.ts';
import { NOT_SENT, NOT_SURE, TAKEN, TIME_PASSED, WHY_NO_SEARCH } from './sentences.ts';
import { unseenCode } from './unseen.ts';

export interface ShownProposal {
  text: FormattedText;
  buttons: ButtonRows;
}

const ANSWERS: Record<ProposalAnswer, string> = {
  accepted: '✅',
  other: '🕐',
  declined: '✖',
};

const SAID: Record<ProposalAnswer, string> = {
  accepted: 'accepts',
  other: 'asks for another time',
  declined: 'declines',
};

/** `✅ Bob accepts`. */
export const answerLine = (team: Team, { user, answer }: Proposal['to'][number]): FormattedText =>
  answer
    ? say`${ANSWERS[answer]} ${nameIn(team, user)} ${SAID[answer]}`
    : say`… ${nameIn(team, user)} has not answered`;

export const sentView = (
  proposal: Proposal,
  { team, zone, nowMs }: { team: Team; zone: string; nowMs: number },
): ShownProposal => {
  const { id, to, state } = proposal;
  const isWithdrawn = state === 'cancelled';
  const users = to.map(({ user }) => user);
  return {
    text: lines(
      say`🤝 ${isWithdrawn ? 'Withdrawn, proposed' : 'Proposed'} to ${namesIn(team, users)}: ${titleText(titleIn(team, proposal))}`,
      whenIn(proposal, zone, nowMs),
      ...(isWithdrawn ? ['They are told.'] : to.map((one) => answerLine(team, one))),
    ),
    buttons: isWithdrawn
      ? []
      : [
          [
            { text: '📅 My calendar', data: togetherData(id, 'cal') },
            { text: '🔄 Look again', data: togetherData(id, 'see') },
          ],
          [{ text: '✖ Withdraw', data: togetherData(id, 'no') }],
        ],
  };
};

type Looked = Pick<FoundAgain, 'isTaken' | 'missing' | 'people'> & {
  /** Send was tapped, and what was known before is not known any more. */
  isUnsure?: boolean;
};

const waitingView = (
  proposal: Proposal,
  found: Looked,
  { team, users, zone, nowMs }: { team: Team; users: number[]; zone: string; nowMs: number },
): ShownProposal => {
  const { id, by } = proposal;
  const elsewhere = found.people.filter(
    (one) => one.user !== by && one.zone !== undefined && one.zone !== zone,
  );
  const hasPassed = (proposal.startMs ?? 0) <= nowMs;
  const doubt = found.isTaken ? TAKEN : found.isUnsure ? NOT_SURE : undefined;
  return {
    text: lines(
      say`🤝 Propose to ${namesIn(team, users)}: ${titleText(titleIn(team, proposal))}`,
      whenIn(proposal, zone, nowMs),
      ...elsewhere.map(({ user, zone: theirs = zone }) =>
        concat('For ', nameIn(team, user), ': ', whenIn(proposal, theirs, nowMs)),
      ),
      ...missingOf(found, by, team),
      hasPassed ? TIME_PASSED : (doubt ?? NOT_SENT),
    ),
    buttons: [
      ...(hasPassed ? [] : [doubt ? doubtfulRow(id) : [sendButton(proposal, found)]]),
      [
        { text: '✏️ Title', data: togetherData(id, 'title') },
        { text: '✖ Cancel', data: togetherData(id, 'no') },
      ],
    ],
  };
};

const sendButton = (proposal: Proposal, { people }: Looked): Button => ({
  text: '✉️ Send',
  data: togetherData(proposal.id, 'send', unseenCode(proposal, people)),
});

const doubtfulRow = (id: string): Button[] => [
  { text: '🕐 Other time', data: togetherData(id, 'else') },
  { text: '✉️ Propose anyway', data: togetherData(id, 'anyway') },
];

const viewOf = async (
  services: EventDependencies,
  context: CommandContext,
  proposal: Proposal,
  at: { team: Team; users: number[]; zone: string },
  seen: Looked | undefined,
): Promise<ShownProposal | { why: WhyNotTogether }> => {
  const { startMs, state } = proposal;
  if (state !== 'waiting' || startMs === undefined)
    return sentView(proposal, { ...at, nowMs: services.clock.now() });
  const found =
    seen ??
    (await context.whileTyping(() => lookAtChosen(services, context, { ...proposal, startMs }, at.users)));
  const nowMs = services.clock.now();
  if (!('why' in found)) return waitingView(proposal, found, { ...at, nowMs });
  // Of a time that has passed nothing is looked at any more: its card says so.
  if (found.why !== 'past') return found;
  return waitingView(proposal, { people: [], missing: [], isTaken: false }, { ...at, nowMs });
};

/** In its message, or in one that is sent and remembered. @param seen what was looked at just now */
export const showProposal = async (
  services: EventDependencies,
  context: CommandContext,
  proposal: Proposal,
  messageId: number | undefined = proposal.messageId,
  seen?: Looked,
): Promise<void> => {
  const at = await readyFor(services, context, proposal);
  if (!at) return;
  const view = await viewOf(services, context, proposal, at, seen);
  if ('why' in view) return await context.reply(say`${WHY_NO_SEARCH[view.why]}`);
  const { text, buttons } = view;
  const shownAs =
    messageId === undefined
      ? await context.sender.send('proposal', text, buttons)
      : await context.sender.edit('proposal', messageId, text, buttons);
  if (shownAs === undefined || shownAs === proposal.messageId) return;
  // Where somebody answers just now it is not kept: the message is then found by its buttons, only not by a reply.
  await services.proposals.replace({ ...proposal, messageId: shownAs, revision: proposal.revision + 1 });
};

export const isEverybody = ({ to }: Proposal, team: Team): boolean =>
  to.every(({ user, answer }) => answer === 'accepted' || !memberOf(team, user)) &&
  to.some(({ answer }) => answer === 'accepted');

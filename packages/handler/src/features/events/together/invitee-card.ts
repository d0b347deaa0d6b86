// The card of a proposal as somebody who is asked sees it, on their own clock.
import type { Profile, Proposal, ProposalAnswer, Team } from '@steward/core';
import { type Button, callbackData } from '../../../telegram/buttons.ts';
import { lines, say } from '../../../telegram/say.ts';
import { titleText } from '../card/card-text.ts';
import { nameIn, namesIn, teamName, titleIn, whenIn } from './names.ts';
import type { ShownProposal } from './proposer-card.ts';
import { NO_CALENDAR_IS_WRITTEN, STILL_IN_CALENDAR } from './sentences.ts';

const GIVEN: Record<ProposalAnswer, string> = {
  accepted: '✅ You accept. That puts it into no calendar: “My calendar” does, into yours.',
  other: '🕐 You asked for another time.',
  declined: '✖ You decline.',
};

/** `tp:<who proposes>:<id>:<what>`. */
const buttonOf = ({ by, id }: Pick<Proposal, 'by' | 'id'>, text: string, what: string): Button => ({
  text,
  data: callbackData('tp', by.toString(36), id, what),
});

export interface Clocks {
  /** Of who is asked; absent: they have not told it. */
  own: string | undefined;
  /** Of who proposes. */
  proposing: string | undefined;
  nowMs: number;
}

export const clocksOf = (
  own: Profile | undefined,
  proposing: Profile | undefined,
  nowMs: number,
): Clocks => ({
  ...{ own: own?.zone?.name, proposing: proposing?.zone?.name, nowMs },
});

export const inviteeView = (
  { proposal, team }: { proposal: Proposal; team: Team },
  user: number,
  { own, proposing, nowMs }: Clocks,
): ShownProposal => {
  const { answer, hasAccepted } = proposal.to.find((one) => one.user === user) ?? {};
  const others = proposal.to.map((one) => one.user).filter((one) => one !== user);
  const choices: readonly (readonly [ProposalAnswer, Button])[] = [
    ['accepted', buttonOf(proposal, '✅ Accept', 'yes')],
    ['other', buttonOf(proposal, '🕐 Other time', 'other')],
    ['declined', buttonOf(proposal, '✖ Decline', 'no')],
  ];
  return {
    text: lines(
      say`🤝 ${nameIn(team, proposal.by)} (${teamName(team)}) proposes: ${titleText(titleIn(team, proposal))}`,
      whenIn(proposal, own ?? proposing ?? 'UTC', nowMs),
      own === undefined ? 'I do not know your time zone: /timezone tells me.' : undefined,
      others.length > 0 ? say`Also asked: ${namesIn(team, others)}` : undefined,
      answer ? GIVEN[answer] : NO_CALENDAR_IS_WRITTEN,
      hasAccepted ? STILL_IN_CALENDAR : undefined,
    ),
    buttons: [
      ...(answer === 'accepted' ? [[buttonOf(proposal, '📅 My calendar', 'cal')]] : []),
      // Who asked for another time may look through them once more.
      choices.flatMap(([what, button]) => (what === answer && what !== 'other' ? [] : [button])),
    ],
  };
};

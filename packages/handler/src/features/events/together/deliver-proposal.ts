// What others are told of a proposal, in their own chats: judged again when it is delivered, and told once.
import { memberOf, type Profile } from '@steward/core';
import type { Services } from '../../../context/services.ts';
import { mayBeTold, type Told, tellOnce } from '../../../context/tell-once.ts';
import { DELETE, type Delivery, type Ending } from '../../../context/work.ts';
import { nameOfNote, type ProposalNote, readProposalNote } from '../../../queue/proposal-note.ts';
import { openFor, ownProposal } from '../../../teams/proposing.ts';
import { lines, say } from '../../../telegram/say.ts';
import { titleText } from '../card/card-text.ts';
import { togetherData } from './answer-together.ts';
import { clocksOf, inviteeView } from './invitee-card.ts';
import { nameIn, titleIn, whenIn } from './names.ts';
import { answerLine, isEverybody, sentView } from './proposer-card.ts';
import { STILL_IN_CALENDAR } from './sentences.ts';

export type ProposalDelivery = Pick<
  Services,
  'access' | 'clock' | 'config' | 'profiles' | 'proposals' | 'teams'
>;

export const deliverProposal = async (
  services: ProposalDelivery,
  queued: unknown,
  delivery: Delivery,
): Promise<Ending> => {
  const note = readProposalNote(queued);
  if (!note) return DELETE;
  const { to, about, id } = note;
  const telling = {
    ...{ to, id: `p${id}-${nameOfNote(note)}` as const },
    ...{ kind: `proposal-${about}`, slot: 'proposal' },
  };
  return await tellOnce(services, delivery, telling, async (profile) =>
    (await mayBeTold(services, to, profile)) ? await contentOf(services, note, profile) : undefined,
  );
};

/** Undefined: it is not true any more, or somebody may not know it any more. */
const contentOf = async (
  services: ProposalDelivery,
  note: ProposalNote,
  profile: Profile | undefined,
): Promise<Told | undefined> => {
  switch (note.about) {
    case 'asked': {
      const open = await openFor(services, note, note.to);
      if ('why' in open) return undefined;
      const proposing = await services.profiles.get(note.by);
      return inviteeView(open, note.to, clocksOf(profile, proposing, services.clock.now()));
    }
    case 'sent': {
      const own = note.to === note.by ? await ownProposal(services, note) : undefined;
      if (!own || 'why' in own || own.proposal.state !== 'sent') return undefined;
      const zone = profile?.zone?.name ?? 'UTC';
      return sentView(own.proposal, { team: own.team, zone, nowMs: services.clock.now() });
    }
    case 'answered':
      return await answerOf(services, note, profile);
    case 'withdrawn':
      return await withdrawalOf(services, note, profile);
  }
};

const answerOf = async (
  services: ProposalDelivery,
  { by, id, to, user, atMs }: ProposalNote,
  profile: Profile | undefined,
): Promise<Told | undefined> => {
  const own = to === by ? await ownProposal(services, { by, id }) : { why: 'gone' };
  if ('why' in own) return undefined;
  const { proposal, team } = own;
  const answered = proposal.to.find((one) => one.user === user);
  // A later answer has a note of its own.
  if (proposal.state !== 'sent' || answered?.answeredAtMs !== atMs) return undefined;
  const accepted = proposal.to.filter(({ answer }) => answer === 'accepted').length;
  const everybody = isEverybody(proposal, team);
  const others = proposal.to.filter((one) => one.user !== user);
  return {
    text: lines(
      say`${answerLine(team, answered)}: ${titleText(titleIn(team, proposal))}`,
      whenIn(proposal, profile?.zone?.name ?? 'UTC', services.clock.now()),
      everybody
        ? '🎉 Everybody accepts. “My calendar” puts it into yours.'
        : say`${accepted} of ${proposal.to.length} ${accepted === 1 ? 'accepts' : 'accept'}.`,
      ...(everybody ? [] : others.map((one) => answerLine(team, one))),
    ),
    buttons: [
      [
        ...(everybody ? [{ text: '📅 My calendar', data: togetherData(id, 'cal') }] : []),
        { text: '✖ Withdraw', data: togetherData(id, 'no') },
      ],
    ],
  };
};

const withdrawalOf = async (
  { clock, proposals, teams }: ProposalDelivery,
  { by, id, to }: ProposalNote,
  profile: Profile | undefined,
): Promise<Told | undefined> => {
  const proposal = await proposals.get(by, id);
  if (proposal?.state !== 'cancelled' || !proposal.to.some(({ user }) => user === to)) return undefined;
  const team = await teams.get(proposal.team);
  if (!team || !memberOf(team, to) || !memberOf(team, by)) return undefined;
  return {
    text: lines(
      say`🤝 ${nameIn(team, by)} withdrew the proposal: ${titleText(titleIn(team, proposal))}`,
      whenIn(proposal, profile?.zone?.name ?? 'UTC', clock.now()),
      STILL_IN_CALENDAR,
    ),
  };
};

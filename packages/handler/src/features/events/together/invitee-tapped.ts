// What somebody who is asked taps: `tp:<who proposes>:<id>:<what>`. Each tap is judged by what is true by then.
import type { ProposalAnswer } from '@steward/core';
import { answerProposal, openFor } from '../../../teams/proposing.ts';
import { say } from '../../../telegram/say.ts';
import { tellIsPrivate } from '../../connections/ways.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { clocksOf, inviteeView } from './invitee-card.ts';
import { lookForAnother } from './other-time.ts';
import { openOwnCard } from './own-calendar.ts';
import { UNKNOWN_BUTTON, WHY_NO_ANSWER } from './sentences.ts';

const ANSWERS: Record<string, ProposalAnswer> = { yes: 'accepted', other: 'other', no: 'declined' };

export const proposalTapped = async (
  services: EventDependencies,
  context: CommandContext,
  [who = '', id = '', what = '']: string[],
): Promise<void> => {
  if (context.isGroup) return await tellIsPrivate(context, 'What is proposed to you is', '/free');
  const named = { by: Number.parseInt(who, 36), id };
  const answer = Object.hasOwn(ANSWERS, what) ? ANSWERS[what] : undefined;
  const isSound = Number.isSafeInteger(named.by) && /^[\w-]{16}$/.test(id) && (answer || what === 'cal');
  if (!isSound) return await context.reply(say`${UNKNOWN_BUTTON}`);
  const { owner: user, atMs, profile } = context;
  const open = await (answer
    ? answerProposal(services, named, { user, answer, atMs })
    : openFor(services, named, user));
  if ('why' in open) {
    // Its card says so from now on; whether somebody may still see what it was about is not known then.
    const hasEnded = open.why === 'withdrawn' || open.why === 'left' || open.why === 'over';
    const sentence = say`🤝 ${WHY_NO_ANSWER[open.why]}`;
    return hasEnded ? await context.show(sentence) : await context.reply(sentence);
  }
  if (!answer) return await openOwnCard(services, context, open);
  const clocks = clocksOf(profile, await services.profiles.get(named.by), services.clock.now());
  const { text, buttons } = inviteeView(open, user, clocks);
  await context.show(text, buttons);
  if (answer === 'other') await lookForAnother(services, context, open.proposal);
};

// Who is not let in hears one sentence, once; the owner is asked about a few of them a day.
import { dayOf, type Outcome, StewardError, withQuestion } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { noticeMessage } from '../queue/queue-message.ts';
import { INVITE_PREFIX } from '../teams/invite-secret.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { asName } from '../telegram/name-of.ts';
import { say } from '../telegram/say.ts';
import { pair } from './pair.ts';

export type DoorDependencies = Pick<Services, 'access' | 'clock' | 'config' | 'profiles' | 'queue'>;

/** Sentences to strangers on a day, over all: a crowd of them must not use up what the bot may send. */
const TOLD_A_DAY = 100;

/** `asks`: a message; a tap or an edit of a stranger is passed over in silence. */
export const turnAway = async (
  services: DoorDependencies,
  context: UpdateContext,
  asks: boolean,
): Promise<Outcome> => {
  const { clock, profiles } = services;
  const { owner, profile } = context;
  if (!asks || profile?.letIn === false) return 'refused';
  const paired = await pair(services, context);
  if (paired !== undefined) return paired;
  const nowMs = clock.now();
  const isTold = profile?.refusedAtMs !== undefined;
  const isCounted = profile?.askedAtMs !== undefined && dayOf(profile.askedAtMs) === dayOf(nowMs);
  if (isTold && isCounted) return 'refused';
  const { hasOwner, isCrowd } = await askOwner(services, context, nowMs);
  if (!isTold && !isCrowd) await tell(context, sentenceFor(services, context, hasOwner));
  if (isTold && !hasOwner) return 'refused';
  await profiles.update(owner, {
    ...(!isCrowd && { refusedAtMs: profile?.refusedAtMs ?? nowMs }),
    ...(hasOwner && { askedAtMs: nowMs }),
    updatedAtMs: nowMs,
  });
  return 'refused';
};

/** Puts the chat on the owner's list, and a card before the owner where this one is among the first of the day. */
const askOwner = async (
  { access, queue }: Pick<Services, 'access' | 'queue'>,
  context: UpdateContext,
  nowMs: number,
): Promise<{ hasOwner: boolean; isCrowd: boolean }> => {
  const { owner: id, profile } = context;
  const asker = { id, name: nameOf(context), atMs: nowMs };
  const list = await access.change((now) => (now.ownerId === undefined ? now : withQuestion(now, asker)));
  const { ownerId, today } = list;
  if (ownerId === undefined) return { hasOwner: false, isCrowd: false };
  // Also when a try that died has put it on the list: the card has a place of its own among works, and is sent once.
  const asked = list.chats.find((chat) => chat.id === id && chat.standing === 'asked');
  if (asked && asked.atMs > (profile?.askedAtMs ?? 0))
    await queue.send(
      noticeMessage({ steward: 'notice', about: 'asks', to: ownerId, chat: id, atMs: asked.atMs }),
    );
  return { hasOwner: true, isCrowd: today.cards + today.others > TOLD_A_DAY };
};

const sentenceFor = (
  { config }: Pick<Services, 'config'>,
  { from, owner, isGroup, message }: UpdateContext,
  hasOwner: boolean,
): FormattedText => {
  const isListed = config.allowed !== 'everyone' && config.allowed.size > 0;
  if (!hasOwner && !isListed)
    return say`Sorry, this assistant is private, and its owner has not paired with it yet. If it is yours, open the link that it showed when it was started or set up, or send me the code from there.`;
  const [what, id] = isGroup ? ['this group', owner] : ['you', from.id];
  // An invite to a team lets nobody in: that is the owner's to decide.
  const invited = message.text?.startsWith(`/start ${INVITE_PREFIX}`)
    ? '\n\nYour invite to a team is not used up: once you are let in, tap its link again.'
    : '';
  return say`Sorry, this assistant is private. Its owner can add ${what} with ${isGroup ? 'its' : 'your'} id: ${id}${invited}`;
};

/** Who has left meanwhile need not be told. */
const tell = async ({ sender }: UpdateContext, sentence: FormattedText): Promise<void> => {
  try {
    await sender.send('refusal', sentence);
  } catch (error) {
    if (!(error instanceof StewardError && error.code === 'chat-unreachable')) throw error;
  }
};

/** On one line: a stranger's name must not look like a line of ours. */
const nameOf = ({ from, isGroup, message }: UpdateContext): string => {
  const { first_name, last_name, username } = from;
  const handle = username === undefined ? '' : `@${username}`;
  const parts = isGroup ? [message.chat.title] : [first_name, last_name, handle];
  return asName(parts.filter(Boolean).join(' ')) ?? '';
};

// The quiet ⏰ below an answer: makes a reminder of the question above it, once.
import { messageKey, QUESTION } from '@steward/core';
import type { When } from '@steward/core/when';
import { timeIn } from '../../chat/time-in-question.ts';
import { bold, say } from '../../telegram/say.ts';
import type { CommandContext, Done } from '../feature.ts';
import { findConversation, readNumber } from '../sessions/arguments.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { judgeChosen } from './judge.ts';
import { momentOf } from './moment.ts';
import { isAlive, make } from './remind.ts';
import { about, changeButton } from './settle.ts';

/**
 * `rsaid:<session>:<ms of the question>:<its update>:<due>`; the numbers but the first to the base of 36, `-` behind what
 * elapses.
 */
export const remindOfQuestion = async (
  services: ReminderDependencies,
  tapped: CommandContext,
  [number, asked = '', update = '', due = '']: string[],
): Promise<Done> => {
  const { owner } = tapped;
  // The tapped message is an answer: it stays.
  const context: CommandContext = { ...tapped, show: tapped.reply };
  if (!/^[0-9a-z]{1,8} [0-9a-z]{1,7} [0-9a-z]{1,8}-?$/.test(`${asked} ${update} ${due}`)) return 'ignored';
  const ms = Number.parseInt(due, 36);
  const session = await findConversation(services, context, readNumber(number), '/sessions');
  if (!session) return;
  const key = messageKey(Number.parseInt(asked, 36), Number.parseInt(update, 36), QUESTION);
  const question = await services.messages.get(owner, session.sessionId, key);
  const moment = momentOf(context);
  const found = question && timeIn(question.content, moment.zone ?? 'UTC', question.ts);
  const messageId = question?.telegramMessageIds.at(-1);
  if (!found || messageId === undefined) {
    await context.reply(
      say`I cannot read that message any more, so nothing was set. Write “remind me …” with the time and what it is about.`,
    );
    return;
  }
  const all = await services.reminders.list(owner);
  // By another tap; not what this one's own earlier try has made.
  const before = all.find(
    (one) => one.messageId === messageId && isAlive(one) && one.number !== context.claim.facts.reminder,
  );
  if (before) {
    const head = say`There is a reminder of this already, ${bold(before.number)}:`;
    return await context.reply(about(services, context, before, head), [[changeButton(before)]]);
  }
  const when: When = { kind: 'at', ms, ...(due.endsWith('-') && { elapsed: true as const }) };
  const own = { kind: 'reminder', text: found.what, messageId, repliedToId: messageId } as const;
  return await make(services, context, own, '', judgeChosen(when, moment), all);
};

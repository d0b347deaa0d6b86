// /model: shows or changes the model of the active session; `/model default` that of new conversations.
import { findByNumber, isArchived, refOf, type Session } from '@steward/core';
import { activeSession } from '../../chat/active-session.ts';
import { lastQuestion } from '../../chat/last-question.ts';
import { modelButtons, modelLines, NO_MODELS, pickModel } from '../../chat/model-list.ts';
import { retryButton } from '../../chat/turn-buttons.ts';
import type { Services } from '../../context/services.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { readNumber } from './arguments.ts';
import { modelOfNew, useForNewToo } from './model-of-new.ts';

type Dependencies = Pick<Services, 'catalogue' | 'clock' | 'messages' | 'profiles' | 'sessions'>;

export const model = async (
  services: Dependencies,
  context: CommandContext,
  argument: string,
): Promise<void> => {
  const forNew = /^default(?:\s+([\s\S]*))?$/i.exec(argument);
  if (forNew) return await modelOfNew(services, context, forNew[1] ?? '');
  const session = await activeSession(services, context);
  if (!session) {
    const entries = await services.catalogue.entries();
    if (entries.length === 0) return context.reply(say`${NO_MODELS}`);
    return context.reply(
      lines('No session is active. Tap a model to start one with it.', '', modelLines(entries)),
      modelButtons(entries, 'new'),
    );
  }
  if (argument === '') await offer(services, context, session);
  else await change(services, context, session, argument);
};

export const modelTapped = async (
  services: Dependencies,
  context: CommandContext,
  [number, wanted = '']: string[],
): Promise<void> => {
  const wantedNumber = readNumber(number);
  const session =
    wantedNumber === undefined
      ? undefined
      : await findByNumber(services.sessions, context.owner, wantedNumber);
  if (!session || isArchived(session))
    await context.reply(say`That session is not there any more. /listsessions shows the others.`);
  else await change(services, context, session, wanted);
};

const offer = async (services: Dependencies, { reply }: CommandContext, session: Session): Promise<void> => {
  const entries = await services.catalogue.entries();
  if (entries.length === 0) return reply(say`${NO_MODELS}`);
  await reply(
    lines(
      say`Session ${bold(session.number)} uses ${code(session.modelName)}. The conversation stays when you change it:`,
      '',
      modelLines(entries),
      '',
      say`For new conversations: ${code('/model default')}.`,
    ),
    modelButtons(entries, 'model', session.number),
  );
};

const change = async (
  services: Dependencies,
  context: CommandContext,
  session: Session,
  wanted: string,
): Promise<void> => {
  const { reply } = context;
  const entries = await services.catalogue.entries();
  const entry = pickModel(services.catalogue, entries, wanted);
  if (!entry || entry.installed === false) {
    const buttons = modelButtons(entries, 'model', session.number);
    const what = entry
      ? say`${code(entry.name)} is not installed on the server.`
      : say`There is no such model.`;
    return reply(entries.length === 0 ? say`${NO_MODELS}` : lines(what, '', modelLines(entries)), buttons);
  }
  // Another model counts tokens and caches prompts its own way.
  const changed = await services.sessions.update(refOf(session), {
    modelName: entry.name,
    tokenRatio: null,
    pictureTokens: null,
    contextStart: null,
  });
  const last = await lastQuestion(services, changed);
  const waits = last !== undefined && last.answers.length === 0;
  await reply(
    say`🔁 Session ${bold(session.number)} now uses ${code(entry.name)}.${waits ? ' Your last question has no answer yet: tap “Try again”.' : ''}`,
    [
      ...(waits ? [[retryButton(changed, last.question, context.updateId)]] : []),
      ...useForNewToo(services, context, entries, entry),
    ],
  );
};

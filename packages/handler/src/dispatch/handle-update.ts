// Where an update goes: refused, a command, a tap, a question, a file, or nothing for us.
import { isLetIn, type Picture, type Session } from '@steward/core';
import { answerLeft } from '../chat/answer-left.ts';
import { answerText } from '../chat/answer-text.ts';
import { questionOf } from '../chat/question-of.ts';
import { pointsAtPicture } from '../chat/question-pictures.ts';
import { addressOf } from '../context/addressing.ts';
import { openUpdate } from '../context/open-update.ts';
import type { Services } from '../context/services.ts';
import { createSpeaker, type UpdateContext, type UpdateFacts } from '../context/update-context.ts';
import type { Handled } from '../context/work.ts';
import type { WorkContext } from '../context/work-context.ts';
import type { FeatureList } from '../features/feature-list.ts';
import type { FeatureDependencies } from '../features/index.ts';
import { isRingTap } from '../telegram/buttons.ts';
import type { Incoming } from '../telegram/incoming.ts';
import { say } from '../telegram/say.ts';
import { handleCommand } from './handle-command.ts';
import { handleTap } from './handle-tap.ts';

export type DispatchDependencies = FeatureDependencies & Pick<Services, 'claims' | 'queue'>;

export const createUpdateHandler = (services: DispatchDependencies, features: FeatureList) => {
  const handleContent = async (context: UpdateContext, isEdited: boolean): Promise<Handled | undefined> => {
    const { message } = context;
    for (const { edited, run, takes } of features.contents) {
      if ((isEdited && !edited) || !takes(message)) continue;
      const handled = await run({ ...context, ...createSpeaker(services, context) });
      if (handled !== undefined) return handled;
    }
    return undefined;
  };

  const handleMessage = async (context: UpdateContext): Promise<Handled> => {
    const { message } = context;
    const content = await handleContent(context, false);
    if (content) return content;
    const command = await handleCommand(services, context, features);
    if (command) return command;
    if (message.text !== undefined || message.caption) return await handleText(services, context);
    if (context.profile?.pendingPaste !== undefined) return await answerText(services, context, undefined);
    if (message.content === undefined) return 'ignored';
    const { refuseContent } = await import('./other-content.ts');
    return await refuseContent(services, context, message.content);
  };

  const handleEdited = async (context: UpdateContext): Promise<Handled> => {
    const handled =
      (await handleContent(context, true)) ?? (await handleCommand(services, context, features));
    if (handled) return handled;
    const { answerEdited } = await import('../chat/answer-edited.ts');
    return await answerEdited(services, context);
  };

  return async (
    work: WorkContext<UpdateFacts>,
    incoming: Incoming,
    earlySession?: Promise<Session | undefined>,
  ): Promise<Handled> => {
    if (incoming.kind === 'other') return 'ignored';
    if (incoming.kind === 'gone') {
      await features.gone(work.owner);
      return 'ignored';
    }
    if (incoming.kind === 'migration') {
      const { moveGroup } = await import('./move-group.ts');
      return await moveGroup(services, work, incoming);
    }
    const context = openUpdate(work, incoming, earlySession);
    const addressed = incoming.kind === 'callback' || (await addressOf(services, context)) !== 'others';
    if (!addressed) return 'ignored';
    if (!(await mayUse(services, context))) {
      const { turnAway } = await import('./turn-away.ts');
      return await turnAway(services, context, incoming.kind === 'message');
    }
    if (!(incoming.kind === 'callback' && isRingTap(incoming.data))) await features.first(context);
    if (incoming.kind === 'callback') return await handleTap(services, context, incoming.data, features);
    if (incoming.kind === 'edited') return await handleEdited(context);
    const handled = await handleMessage(context);
    // Also behind a recording that could not be heard.
    const mayLeaveOne = handled === 'answered' || handled === 'failed';
    return mayLeaveOne ? ((await answerLeft(services, context)) ?? handled) : handled;
  };
};

const pointedAt = async (services: DispatchDependencies, context: UpdateContext): Promise<Picture[]> => {
  const { picturesPointedAt } = await import('../chat/take-pictures.ts');
  return await picturesPointedAt(services, context);
};

/** The door, before anything is done for who writes. */
const mayUse = async (
  { access, config }: Pick<Services, 'access' | 'config'>,
  { from, owner, profile }: UpdateContext,
): Promise<boolean> =>
  await isLetIn(
    { allowed: config.allowed, access },
    { chatId: owner, personId: from.id, letIn: profile?.letIn },
  );

const handleText = async (services: DispatchDependencies, context: UpdateContext): Promise<Handled> => {
  const question = await questionOf(services, context);
  const pictures = pointsAtPicture(context.message) ? await pointedAt(services, context) : [];
  if (question !== '') {
    if (context.message.content !== undefined)
      await (await import('./other-content.ts')).passOverAlbum(services, context);
    return await answerText(services, context, question, pictures);
  }
  await context.sender.send(
    'r1',
    say`Yes? Write your question behind my name, or mention me in a reply to a message to ask about it.`,
  );
  return 'answered';
};

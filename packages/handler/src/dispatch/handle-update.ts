// Where an update goes: refused, a command, a tap, a question, a file, or nothing for us.
import type { Session } from '@steward/core';
import { answerEdited } from '../chat/answer-edited.ts';
import { answerText } from '../chat/answer-text.ts';
import { addressOf } from '../context/addressing.ts';
import { questionOf } from '../context/asked-text.ts';
import { openUpdate } from '../context/open-update.ts';
import type { UpdateContext, UpdateFacts } from '../context/update-context.ts';
import type { Handled } from '../context/work.ts';
import type { WorkContext } from '../context/work-context.ts';
import { handleDocument } from '../features/documents/handle-document.ts';
import { commands } from '../features/index.ts';
import type { Incoming } from '../telegram/incoming.ts';
import { say } from '../telegram/say.ts';
import { isAllowed, refuseOnce } from './access.ts';
import { handleCommand } from './handle-command.ts';
import { handleTap } from './handle-tap.ts';
import { moveGroup } from './move-group.ts';
import { refuseContent } from './other-content.ts';

export const handleUpdate = async (
  work: WorkContext<UpdateFacts>,
  incoming: Incoming,
  earlySession?: Promise<Session | undefined>,
): Promise<Handled> => {
  if (incoming.kind === 'other') return 'ignored';
  if (incoming.kind === 'migration') return await moveGroup(work, incoming);
  const context = openUpdate(work, incoming, earlySession);
  const addressed = incoming.kind === 'callback' || (await addressOf(context)) !== 'others';
  if (!addressed) return 'ignored';
  if (!isAllowed(context)) return await refuseOnce(context);
  if (incoming.kind === 'callback') return await handleTap(context, incoming.data, commands);
  if (incoming.kind === 'edited') return await answerEdited(context);
  return await handleMessage(context);
};

const handleMessage = async (context: UpdateContext): Promise<Handled> => {
  const { message } = context;
  // A moving picture comes as a document, too.
  if (message.document && message.content === undefined) {
    return await handleDocument(context, message.document);
  }
  const command = await handleCommand(context, commands);
  if (command) return command;
  if (message.text !== undefined) return await handleText(context, message.text);
  if (context.profile?.pendingPaste !== undefined) return await answerText(context, undefined);
  if (message.content === undefined) return 'ignored';
  return await refuseContent(context, message.content);
};

const handleText = async (context: UpdateContext, text: string): Promise<Handled> => {
  const question = await questionOf(context, text);
  if (question !== '') return await answerText(context, question);
  await context.sender.send(
    'r1',
    say`Yes? Write your question behind my name, or mention me in a reply to a message to ask about it.`,
  );
  return 'answered';
};

// Where an update goes: refused, a command, a tap, a question, a file, or nothing for us.
import type { Outcome } from '@steward/core';
import { answerEdited } from '../chat/answer-edited.ts';
import { answerText } from '../chat/answer-text.ts';
import { commands } from '../commands/index.ts';
import { say } from '../telegram/say.ts';
import { isAllowed, refuseOnce } from './access.ts';
import { addressOf } from './addressing.ts';
import { handleCommand } from './handle-command.ts';
import { handleDocument } from './handle-document.ts';
import { handleTap } from './handle-tap.ts';
import type { Incoming } from './incoming.ts';
import { moveGroup } from './move-group.ts';
import { otherContentSentence } from './other-content.ts';
import type { UpdateContext } from './update-context.ts';

export type Handled = Outcome | 'parked';

export const handleUpdate = async (context: UpdateContext, incoming: Incoming): Promise<Handled> => {
  if (incoming.kind === 'other') return 'ignored';
  if (incoming.kind === 'migration') return await moveGroup(context, incoming);
  const addressed = incoming.kind === 'callback' || (await addressOf(context)) !== 'others';
  if (!addressed) return 'ignored';
  if (!isAllowed(context)) return await refuseOnce(context);
  if (incoming.kind === 'callback') return await handleTap(context, incoming.data, commands);
  if (incoming.kind === 'edited') return await answerEdited(context);
  return await handleMessage(context);
};

const handleMessage = async (context: UpdateContext): Promise<Handled> => {
  const { message, sender } = context;
  if (message.document) return await handleDocument(context, message.document);
  const command = await handleCommand(context, commands);
  if (command) return command;
  const waits = context.profile?.pendingPaste !== undefined;
  if (message.text !== undefined || waits) return await answerText(context, await textOf(context));
  if (message.content === undefined) return 'ignored';
  await sender.send('r1', say`${otherContentSentence(message.content)}`);
  return 'answered';
};

/** The text without the mention that addressed us; undefined for the flush of a paste. */
const textOf = async ({ message, isGroup, services }: UpdateContext): Promise<string | undefined> => {
  if (message.text === undefined || !isGroup) return message.text;
  const { username } = await services.bot();
  const bare = message.text.replace(new RegExp(`^\\s*@${username}\\b[,:]?\\s*`, 'i'), '').trim();
  return bare === '' ? message.text : bare;
};

// “Try again” and “Listen”: the button names the work that brought the recording, and its facts hold the rest. Whose it is
// and its caption come from the message that the button's message replies to, where Telegram still shows that.
import { type Outcome, workOfUpdate } from '@steward/core';
import { activeSession } from '../../chat/active-session.ts';
import { findShown } from '../../chat/find-message.ts';
import { updateOf } from '../../chat/last-question.ts';
import type { UpdateContext } from '../../context/update-context.ts';
import type { IncomingMessage } from '../../telegram/incoming.ts';
import { say } from '../../telegram/say.ts';
import { asMessage } from '../../telegram/update-schema.ts';
import type { CommandContext } from '../feature.ts';
import type { VoiceDependencies } from './dependencies.ts';
import { listen } from './hear.ts';
import { fromFacts } from './recording.ts';

/** How far back a recording is looked for that was heard meanwhile. */
const LOOK_BACK = 20;

export const hearTapped = async (
  services: VoiceDependencies,
  context: CommandContext,
  [brought = '']: string[],
): Promise<Outcome> => {
  const { owner, message: button, profile, show } = context;
  const { claims, speech } = services;
  const isId = /^\d{1,12}$/.test(brought);
  const voiced = isId ? await claims.stateOf(owner, workOfUpdate(Number(brought))) : undefined;
  const found = fromFacts(voiced?.facts);
  // What came before /forget is not heard any more, although its claim is kept for a while.
  const known = found && found.atMs > (profile?.forgottenAtMs ?? -1) ? found : undefined;
  if (!known || !speech) {
    await show(
      known
        ? say`No speech server is set up any more. Please write it as text.`
        : say`I do not have this recording any more. Please send it again.`,
    );
    return 'answered';
  }
  const { recording, messageId } = known;
  if (await isAnswered(services, context, messageId)) return 'ignored';
  const message = messageOf(button, messageId);
  // What is said of it stands in messages of its own, not in the one that becomes what was heard.
  const asking = { ...context, message, from: message.from ?? context.from, show: context.reply };
  return await listen({ ...services, speech }, asking, recording, {
    on: button.message_id,
    brought: Number(brought),
  });
};

const messageOf = (button: IncomingMessage, messageId: number): IncomingMessage => {
  const { chat, date, is_topic_message, message_thread_id } = button;
  const place = { chat, date, is_topic_message, message_thread_id };
  const shown = button.reply_to_message;
  const found = shown?.message_id === messageId ? asMessage({ ...place, ...shown }) : undefined;
  return found ?? { ...place, message_id: messageId };
};

/** By another tap: this one stands on a message from before. */
const isAnswered = async (
  services: VoiceDependencies,
  context: UpdateContext,
  messageId: number,
): Promise<boolean> => {
  const session = await activeSession(services, context);
  const found = session && (await findShown(services, session, LOOK_BACK, messageId));
  return found !== undefined && updateOf(found) !== context.updateId;
};

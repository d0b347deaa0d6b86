// What to change about a message that Telegram refused, so that it still arrives.
import type { MessageEntity } from 'node-telegram-bot-api';
import type { Log } from '../observability/log.ts';
import type { Destination } from './message-sender.ts';
import type { TelegramFault } from './telegram-client.ts';

/**
 * Once each: the group moved, the topic is gone, the quoted message is gone, the formatting was refused. The returned
 * function changes destination or message and says whether another try makes sense.
 */
export const wayOut = (
  destination: Destination,
  message: { entities?: MessageEntity[] | undefined },
  log: Log,
): ((fault: TelegramFault) => boolean) => {
  let triedPlain = false;
  return (fault) => {
    if (fault.kind === 'migrated' && fault.migrateTo !== destination.chatId) {
      destination.chatId = fault.migrateTo as number;
      return true;
    }
    if (fault.kind !== 'refused') return false;
    if (/thread not found|TOPIC_|topic/i.test(fault.description) && destination.threadId !== undefined) {
      delete destination.threadId;
      return true;
    }
    if (/repl(y|ied)/i.test(fault.description) && destination.replyTo !== undefined) {
      delete destination.replyTo;
      return true;
    }
    if (triedPlain || !message.entities?.length) return false;
    log.warn('Formatting refused, sent plain', { action: 'send-plain' });
    triedPlain = true;
    message.entities = undefined;
    return true;
  };
};

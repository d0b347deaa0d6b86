// "Remind me about this": the words of the message that is replied to, where those of who replies only point at it.
import { beginningOf, MAX_REMINDER_TEXT } from '@steward/core';
import { contentsInWords, nameOfContent } from '../../telegram/contents-in-words.ts';
import type { IncomingMessage } from '../../telegram/incoming.ts';
import { wordsOf } from '../../telegram/message-text.ts';
import type { CommandContext } from '../feature.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { rangIn } from './firing/rang-in.ts';

const POINTING = [
  '(?:about |of |for |to )?(?:this|that|it|these|those|them)(?: one| message| text| post| note| photo| link| file| here)?',
  'daran|dran|hieran|davon|(?:an |von )?(?:das|dies(?:e[snrm]?)?|den|die)(?: hier| nachricht| text| beitrag| foto| datei| link)?',
  '(?:de |sobre )?(?:esto|eso|est[ea]|es[ea]|lo)(?: mensaje| texto| foto| archivo| enlace)?',
  "(?:de |d['’]|à )?(?:ça|cela|ceci|celui-ci|c(?:e|et|ette) (?:message|texte|photo|fichier|lien))",
  '(?:sobre )?(?:[dn]?(?:isso|isto|est[ea]|ess[ea]))(?: mensagem| texto| foto| arquivo| link)?',
  '(?:обо? |про )?(?:это[мй]?|эту|этого|н[её]м|ней)(?: сообщени[еия]| тексте?| фото| файле?| ссылк[еу])?',
].join('|');
const AGAIN =
  'again|noch ?mal|noch einmal|wieder|otra vez|de nuevo|encore|à nouveau|de novo|outra vez|снова|ещё раз';
const THIS = new RegExp(`^(?:(?:${AGAIN})\\s*)?(?:${POINTING})?(?:\\s*(?:${AGAIN}))?\\s*[.!?]*$`, 'iu');

/** “This”, or nothing at all. */
export const pointsOnly = (own: string): boolean => THIS.test(own);

/** The message that is replied to. In a topic every message is a reply to the one that opened it. */
export const targetOf = ({ message }: Pick<CommandContext, 'message'>) => {
  const { reply_to_message: target, message_thread_id: thread, is_topic_message: inTopic } = message;
  return inTopic && target?.message_id === thread ? undefined : target;
};

/**
 * Undefined where `own` says what it is about, or points at nothing: no reply, and no picture or file above the words. At
 * most `MAX_REMINDER_TEXT` characters.
 */
export const pointedAt = async (
  { reminders }: Pick<ReminderDependencies, 'reminders'>,
  context: CommandContext,
  own: string,
): Promise<string | undefined> => {
  const { message, owner } = context;
  const { external_reply: foreign, quote } = message;
  const target = targetOf(context);
  const pointed = target ?? foreign;
  const isBelow = !pointed && message.text === undefined;
  if (!(pointed || isBelow) || !pointsOnly(own)) return undefined;
  const rang = rangIn(message);
  const rung = rang && (await reminders.get(owner, rang.number));
  const words = quote?.text ?? rung?.text ?? wordsOf(target ?? {});
  const shown = words === '' ? contentsOf(pointed ?? message) : words;
  return beginningOf(shown, MAX_REMINDER_TEXT).trim();
};

/** An incoming message keeps of its content only the kind. */
const contentsOf = (pointed: Partial<IncomingMessage>): string => {
  const name = pointed.content === undefined ? undefined : nameOfContent(pointed.content);
  return name === undefined ? contentsInWords(pointed) || nameOf(pointed) : `[${name}]`;
};

const nameOf = ({ document }: { document?: { file_name?: string | undefined } | undefined }): string =>
  document ? `[file ${document.file_name ?? 'without a name'}]` : '';

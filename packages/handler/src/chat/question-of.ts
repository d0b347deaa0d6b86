// What a message asks: its words, behind what they point at.
import { ownWords } from '../context/own-words.ts';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { contentsInWords, nameOfContent } from '../telegram/contents-in-words.ts';
import type { IncomingDocument, IncomingMessage } from '../telegram/incoming.ts';
import { wordsOf } from '../telegram/message-text.ts';
import { nameOf, originOf } from '../telegram/name-of.ts';
import { activeSession } from './active-session.ts';
import { kindOf } from './document-kind.ts';
import { findShown } from './find-message.ts';
import { readText } from './read-text.ts';

type Dependencies = Pick<Services, 'bot' | 'download' | 'messages' | 'sessions'>;

/** The last two questions and their answers: the model has them before its eyes. */
const FRESH = 4;

/** The words behind what they point at. '' for a message that says and shows nothing. */
export const questionOf = async (services: Dependencies, context: UpdateContext): Promise<string> => {
  const { message } = context;
  const words = await ownWords(services, context, wordsOf(message));
  const parts = [
    await pointedAt(services, context),
    message.forward_origin && words !== '' ? `Forwarded from ${originOf(message.forward_origin)}:` : '',
    words,
    message.content === undefined || message.photo ? '' : unseen(message.content),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
};

/** A model that reads only text has to know that there was more, or it makes something up. */
const unseen = (content: string): string =>
  `[${withArticle(nameOfContent(content))} came with this message. You cannot see it.]`;

const withArticle = (name: string | undefined): string =>
  name === undefined ? 'Something' : `${/^[aeiou]/.test(name) ? 'An' : 'A'} ${name}`;

const pointedAt = async (services: Dependencies, context: UpdateContext): Promise<string> => {
  const { message } = context;
  const { quote, reply_to_message: target, external_reply: foreign } = message;
  const pointed = target ?? foreign;
  const file = pointed?.document;
  const isSeen = file || !quote ? await isFresh(services, context) : false;
  if (isSeen && !quote) return '';
  const writer = foreign ? originOf(foreign.origin) : await writerOf(services, context);
  const by = writer === undefined ? '' : `${writer}:`;
  const inside = file && !isSeen ? await textInside(services, file) : '';
  const words = quote ? wordsOf(quote) : inside === '' ? contentsOf(pointed) : wordsOf(target ?? {});
  const parts = [
    inside && `${by && `${by} `}${inside}`,
    words && `${by && `${by}\n`}${words}`.replace(/^/gm, '> '),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
};

/** '' for a file that holds no text, or more than is read. */
const textInside = async (services: Pick<Services, 'download'>, file: IncomingDocument): Promise<string> => {
  if (!/^(?:text|json)$/.test(kindOf(file))) return '';
  const read = await readText(services, file);
  return 'text' in read ? `${labelOf(file)}\n${read.text}` : '';
};

const labelOf = ({ file_name: name = 'without a name' }: IncomingDocument): string => `[file ${name}]`;

/** What somebody else wrote in a group goes under their name. */
const writerOf = async (
  { bot }: Pick<Services, 'bot'>,
  { isGroup, message }: UpdateContext,
): Promise<string | undefined> => {
  const from = message.reply_to_message?.from;
  return isGroup && from && from.id !== (await bot()).id ? nameOf(from) : undefined;
};

/** The words of a message that is pointed at, or what it holds instead of words. */
const contentsOf = (target: Pick<IncomingMessage, 'text' | 'document'> | undefined): string => {
  if (!target) return '';
  const words = wordsOf(target);
  if (words !== '') return words;
  if (target.document) return labelOf(target.document);
  return contentsInWords(target);
};

/** Whether the model sees the message that is replied to anyway. Read once: a reply to a picture asks twice. */
export const isFresh = (services: Reading, context: UpdateContext): Promise<boolean> => {
  const reading = known.get(context) ?? readFresh(services, context);
  known.set(context, reading);
  return reading;
};

type Reading = Pick<Services, 'messages' | 'sessions'>;
const known = new WeakMap<UpdateContext, Promise<boolean>>();

const readFresh = async (services: Reading, context: UpdateContext): Promise<boolean> => {
  const target = context.message.reply_to_message;
  const session = target && (await activeSession(services, context));
  if (!session) return false;
  return (await findShown(services, session, FRESH, target.message_id)) !== undefined;
};

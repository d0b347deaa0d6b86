// What a message asks: in a group without the mention that addressed us, and with the message it points at.
import type { Services } from './services.ts';
import type { UpdateContext } from './update-context.ts';

/** A person's own words; '' for a bare mention. */
export const ownWords = async (
  { bot }: Pick<Services, 'bot'>,
  { isGroup }: Pick<UpdateContext, 'isGroup'>,
  text: string,
): Promise<string> => {
  if (!isGroup) return text;
  const { username } = await bot();
  return text
    .replace(new RegExp(`^\\s*@${username}\\b[,:]?\\s*`, 'i'), '')
    .replace(new RegExp(`\\s*@${username}\\s*$`, 'i'), '');
};

/** The words behind what they reply to: in a group the model has not seen what others wrote. */
export const questionOf = async (
  services: Pick<Services, 'bot'>,
  context: UpdateContext,
  text: string,
): Promise<string> => {
  const words = await ownWords(services, context, text);
  const quoted = await quotedText(services, context);
  if (quoted === undefined) return words;
  const quote = quoted.replace(/^/gm, '> ');
  return words === '' ? quote : `${quote}\n\n${words}`;
};

const quotedText = async (
  { bot }: Pick<Services, 'bot'>,
  { isGroup, message }: UpdateContext,
): Promise<string | undefined> => {
  const target = message.reply_to_message;
  if (!isGroup || !target || target.from?.id === (await bot()).id) return undefined;
  return message.quote?.text ?? target.text ?? target.caption;
};

// What a person wrote, in a group without the mention that addressed us.
import type { Services } from './services.ts';
import type { UpdateContext } from './update-context.ts';

/** What a message says. */
export const saidIn = async (
  services: Pick<Services, 'bot'>,
  context: Pick<UpdateContext, 'isGroup' | 'message'>,
): Promise<string> => (await ownWords(services, context, context.message.text ?? '')).trim();

/** A person's own words; '' for a bare mention. */
export const ownWords = async (
  { bot }: Pick<Services, 'bot'>,
  { isGroup }: Pick<UpdateContext, 'isGroup'>,
  text: string,
): Promise<string> => {
  if (!isGroup) return text;
  const { username } = await bot();
  return (
    text
      .replace(new RegExp(`^\\s*@${username}\\b[,:]?\\s*`, 'i'), '')
      // `/help@name` is one word.
      .replace(new RegExp(`(?<!^/\\w*)\\s*@${username}\\s*$`, 'i'), '')
  );
};

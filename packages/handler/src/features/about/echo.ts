// /echo: the quickest way to see that the bot works.
import { code, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';

export const echo = async (_: unknown, { reply }: CommandContext, argument: string): Promise<void> =>
  await reply(
    argument === '' ? say`Write something behind it, for example ${code('/echo hello')}.` : say`${argument}`,
  );

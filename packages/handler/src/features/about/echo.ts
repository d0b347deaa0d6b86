// /echo: the quickest way to see that the bot works.
import { code, say } from '../../telegram/say.ts';
import type { Command } from '../feature.ts';

export const createEcho = (): Command => ({
  name: 'echo',
  usage: '<text>',
  summary: 'Repeat a text, to see that I am here',
  async run({ reply }, argument) {
    await reply(
      argument === ''
        ? say`Write something behind it, for example ${code('/echo hello')}.`
        : say`${argument}`,
    );
  },
});

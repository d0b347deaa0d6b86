// /help, made from the list of commands.

import { bold, lines, say } from '../../telegram/say.ts';
import type { Command, CommandContext } from '../feature.ts';
import { type SenseDependencies, sensesOf } from './senses.ts';

/** `commands` is asked for when somebody asks: /help stands in the list itself. */
export interface HelpDependencies extends SenseDependencies {
  commands: () => readonly Command[];
}

export const help = async (
  { commands, ...services }: HelpDependencies,
  { reply }: CommandContext,
): Promise<void> => {
  const { hears, sees } = await sensesOf(services);
  const listed = commands().map(({ name, usage, aliases, summary }) => {
    const also = aliases?.map((alias) => `, /${alias}`).join('') ?? '';
    return say`/${name}${also}${usage ? ` ${usage}` : ''}: ${summary}`;
  });
  await reply(
    lines(
      bold('What I can do'),
      '',
      `Write anything and I answer${hears ? ', or say it in a voice message' : ''}. Send ${sees ? 'a photo, ' : ''}a PDF, a Word document or a text file with your question, or an exported .json or .zip file to import its conversations. Reply to a message or file to ask about it; edit your last question to have it answered anew.`,
      '',
      'Plain words do it, too: “remind me tomorrow at 9 to call mum”, “schedule lunch with Anna friday 12:30”, “when am I free next week?”, “note: the door code is 4711”, “save this” as a reply.',
      '',
      ...listed,
      '',
      'A number in a list always means the same conversation, also after it was archived and restored.',
    ),
  );
};

// /start and /hello: who this is and what to do first.
import { activeSession } from '../../chat/active-session.ts';
import { CODE_PREFIX } from '../../connections/linking.ts';
import type { Services } from '../../context/services.ts';
import { INVITE_PREFIX } from '../../teams/invite-secret.ts';
import { callbackData } from '../../telegram/buttons.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import type { TeamDependencies } from '../teams/dependencies.ts';
import { type SenseDependencies, sensesOf } from './senses.ts';

export type StartDependencies = Pick<Services, 'bot' | 'integrations' | 'sessions'> &
  SenseDependencies &
  TeamDependencies;

export const start = async (
  services: StartDependencies,
  context: CommandContext,
  argument: string,
): Promise<void> => {
  if (argument.startsWith(CODE_PREFIX)) {
    const { showPending } = await import('../connections/at-work.ts');
    return await showPending(services, context, argument.slice(CODE_PREFIX.length));
  }
  if (argument.startsWith(INVITE_PREFIX)) {
    const { showInvite } = await import('../teams/at-work.ts');
    return await showInvite(services, context, argument.slice(INVITE_PREFIX.length));
  }
  const { from, isGroup, reply } = context;
  const session = await activeSession(services, context);
  const { hears, sees } = isGroup ? { hears: false, sees: false } : await sensesOf(services);
  const name = from.first_name ? `, ${from.first_name}` : '';
  const here = isGroup
    ? say`In a group I answer when you mention @${(await services.bot()).username}, reply to me, or use a command.`
    : say`Just write to me${hears ? ', or send a voice message' : ''}, and I answer. You can also send me ${sees ? 'photos and documents' : 'documents'} and ask about them.`;
  await reply(
    lines(
      say`👋 Hello${name}! I am ${bold('Steward')}, your own assistant.`,
      '',
      here,
      isGroup
        ? undefined
        : 'Say what you want kept: “remind me tomorrow at 9 to call mum”, “schedule lunch with Anna friday 12:30”, “note: the door code is 4711”.',
      session
        ? say`Session ${session.number} “${session.title}” is active and goes on where you left it.`
        : say`The first message starts a session; ${code('/newsession')} lets you choose the model.`,
      '',
      say`/newsession a new conversation · /listsessions all of them · /help everything else`,
    ),
    [
      [
        { text: '✨ New session', data: callbackData('models') },
        { text: '📋 My sessions', data: callbackData('sessions', 0) },
      ],
    ],
  );
};

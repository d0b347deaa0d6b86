// /system: the session's own instructions to the model.
import { MAX_INSTRUCTIONS, refOf } from '@steward/core';
import { activeSession } from '../../chat/active-session.ts';
import type { Services } from '../../context/services.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';

type Dependencies = Pick<Services, 'sessions'>;

export const system = async (
  services: Dependencies,
  context: CommandContext,
  argument: string,
): Promise<void> => {
  const { reply } = context;
  const session = await activeSession(services, context);
  if (!session) {
    await reply(say`No session is active. Start one with /newsession, then send the instructions again.`);
    return;
  }
  if (argument === '') {
    await reply(
      session.systemPrompt === undefined
        ? say`Session ${bold(session.number)} has no instructions of its own. Set them with ${code('/system You are a patient maths teacher.')}`
        : lines(
            say`Instructions of session ${bold(session.number)}:`,
            '',
            say`${session.systemPrompt}`,
            '',
            say`${code('/system off')} removes them.`,
          ),
    );
    return;
  }
  if (argument.length > MAX_INSTRUCTIONS) {
    await reply(
      say`These instructions are too long: I take up to ${MAX_INSTRUCTIONS} characters. Send shorter ones.`,
    );
    return;
  }
  const off = /^(off|reset|none)$/i.test(argument);
  await services.sessions.update(refOf(session), { systemPrompt: off ? null : argument });
  await reply(
    off
      ? say`Session ${bold(session.number)} has no instructions of its own any more.`
      : say`✅ Session ${bold(session.number)} follows these instructions from the next message on. ${code('/system off')} removes them.`,
  );
};

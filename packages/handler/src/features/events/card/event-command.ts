// /event and sentences that ask for an event.
import type { Outcome } from '@steward/core';
import { ownWords } from '../../../context/own-words.ts';
import { code, lines, say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import { momentOf } from '../../reminders/moment.ts';
import type { EventDependencies } from '../dependencies.ts';
import { proposeEvent } from './propose-event.ts';

export const event = async (
  services: EventDependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  const text = (await ownWords(services, context, typed)).trim();
  if (text === '')
    return await context.reply(
      lines(
        say`Tell me what to put into your calendar, for example ${code('/event dentist on friday at 3pm')}.`,
      ),
    );
  await proposeEvent(services, context, { text, saidMs: momentOf(context).nowMs, source: 'command' });
};

/** Undefined: it is answered as chat. */
export const eventByPhrase = async (
  services: EventDependencies,
  context: CommandContext,
): Promise<Outcome | undefined> => {
  const text = (await ownWords(services, context, context.message.text ?? '')).trim();
  const said = { text, saidMs: momentOf(context).nowMs, source: 'phrase' } as const;
  return (await proposeEvent(services, context, said)) ? 'answered' : undefined;
};

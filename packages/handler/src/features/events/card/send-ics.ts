// “.ics”: the event as a file that every calendar opens.
import { isDraftOver } from '@steward/core';
import { icsOf } from '../../../events/event-draft-of.ts';
import { say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import { OVER } from './card-sentences.ts';
import type { TapHandler } from './card-tap.ts';
import { settleTime } from './settle-time.ts';

export const sendIcs: TapHandler = async (services, context, { draft }) => {
  const nowMs = services.clock.now();
  if (isDraftOver(draft, nowMs)) return await context.reply(say`${OVER}`);
  const { time } = draft;
  if (!time) return await settleTime(services, context, draft);
  await sendFile(context, await icsOf({ ...draft, time }, nowMs));
};

export const sendFile = async (
  { sendDocument }: Pick<CommandContext, 'sendDocument'>,
  bytes: Uint8Array,
  caption = 'Open it to put the event into a calendar of your choice.',
): Promise<void> => {
  const content = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'text/calendar' });
  await sendDocument({ fileName: 'event.ics', content, caption });
};

// One event that was made, whole, with what can still be done with it.
import { type MadeEvent, UNDO_MS } from '@steward/core';
import { icsOfMade } from '../../../events/event-draft-of.ts';
import type { ButtonRows } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import type { CommandContext } from '../../feature.ts';
import { madeText } from '../card/card-text.ts';
import { sendFile } from '../card/send-ics.ts';
import type { EventDependencies } from '../dependencies.ts';
import { madeButton, toMade } from './made-button.ts';

/** `note`: above it, what was just found out. */
export const showMadeEvent = async (
  { clock }: Pick<EventDependencies, 'clock'>,
  { show }: CommandContext,
  event: MadeEvent,
  note?: FormattedText | string,
): Promise<void> => {
  const nowMs = clock.now();
  await show(madeText(event, { nowMs, note }), buttonsOf(event, nowMs));
};

const buttonsOf = (event: MadeEvent, nowMs: number): ButtonRows => {
  const { etag, inviting, madeAtMs, undoneAtMs } = event;
  const isThere = undoneAtMs === undefined;
  const isUndoable = (etag ?? inviting) !== undefined && nowMs - madeAtMs <= UNDO_MS;
  return [
    [
      ...(isThere && isUndoable ? [madeButton(event, '↩️ Undo', 'undo')] : []),
      ...(isThere ? [madeButton(event, '✉️ Invite', 'inv')] : []),
      madeButton(event, '📄 .ics', 'ics'),
    ],
    [toMade],
  ];
};

export const sendIcsOfMade = async (
  { clock, drafts }: Pick<EventDependencies, 'clock' | 'drafts'>,
  context: CommandContext,
  event: MadeEvent,
  caption?: string,
): Promise<void> => await sendFile(context, await icsOfMade(drafts, event, clock.now()), caption);

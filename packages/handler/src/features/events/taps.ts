// A tap on a card: `ev:<draft id>:<revision>:<what>[:<arg>]`. Only its author's counts, and each says what is true by then.
import { isAsker } from '../../context/admin.ts';
import { say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { NOT_YOURS, OVER, UNKNOWN_BUTTON } from './card/card-sentences.ts';
import type { TapHandler } from './card/card-tap.ts';
import { cancelDraft, chooseCalendar, takeSlot } from './card/change-draft.ts';
import { promptForEdit } from './card/edit-prompt.ts';
import { makeEvent } from './card/make-event.ts';
import { sendIcs } from './card/send-ics.ts';
import { goOnWithZone } from './card/settle-time.ts';
import { isTappable, type Tappable } from './card/tap-names.ts';
import { turnInto } from './card/turn-into.ts';
import { undoEvent } from './card/undo-event.ts';
import type { EventDependencies } from './dependencies.ts';
import { inviteTapped } from './made/invite-tapped.ts';
import { chooseTime } from './reply/choose-time.ts';

const HANDLERS: Record<Tappable, TapHandler> = {
  make: makeEvent,
  edit: promptForEdit,
  slot: takeSlot,
  cal: chooseCalendar,
  no: cancelDraft,
  ics: sendIcs,
  inv: inviteTapped,
  undo: undoEvent,
  zone: goOnWithZone,
  as: turnInto,
  time: chooseTime,
};

export const eventTapped = async (
  services: EventDependencies,
  context: CommandContext,
  [id = '', revision = '', what = '', arg = '']: string[],
): Promise<void> => {
  if (!isTappable(what) || !/^[\da-f]{32}$/.test(id)) return await context.reply(say`${UNKNOWN_BUTTON}`);
  const draft = await services.drafts.get(context.owner, id);
  if (!draft) return await context.reply(say`${OVER}`);
  if (!(await isAsker(services, context, draft.author))) return await context.reply(say`${NOT_YOURS}`);
  const tapped = { ...draft, messageId: context.message.message_id };
  await HANDLERS[what](services, context, { draft: tapped, revision: Number(revision), arg });
};

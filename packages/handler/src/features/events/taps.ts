// A tap on a card: `ev:<draft id>:<revision>:<what>[:<arg>]`. Only its author's counts, and each says what is true by then.
import { isAsker } from '../../context/admin.ts';
import { say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { cancelDraft } from './card/cancel-draft.ts';
import type { TapHandler } from './card/card-tap.ts';
import type { Tappable } from './card/tap-names.ts';
import type { EventDependencies } from './dependencies.ts';

const HANDLERS: Record<Tappable, TapHandler> = {
  no: cancelDraft,
};

export const eventTapped = async (
  services: EventDependencies,
  context: CommandContext,
  [id = '', revision = '', what = '', arg = '']: string[],
): Promise<void> => {
  const handler = Object.hasOwn(HANDLERS, what) ? HANDLERS[what as Tappable] : undefined;
  if (!handler || !/^[\da-f]{32}$/.test(id))
    return await context.reply(say`This button does not work any more. Send /event and the words again.`);
  const draft = await services.drafts.get(context.owner, id);
  if (!draft)
    return await context.reply(
      say`I keep a card for a day, and this one is over. Send /event and the words again.`,
    );
  if (!(await isAsker(services, context, draft.author)))
    return await context.reply(
      say`Only who asked for this event can tap its card. Send /event and your words for one of yours.`,
    );
  await handler(services, context, { draft, revision: Number(revision), arg });
};

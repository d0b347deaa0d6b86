// “Add this to my calendar”, and /event with nothing behind it: below a picture, or in reply to what tells of the event.
import type { Outcome } from '@steward/core';
import { asksForEvent, asksForThis, eventAskedFor, readEvent } from '@steward/core/event';
import { isPictureFile } from '../../../chat/question-pictures.ts';
import { ownWords } from '../../../context/own-words.ts';
import { wordsOf } from '../../../telegram/message-text.ts';
import { code, say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import { albumAsked } from '../../reminders/album-asked.ts';
import { momentOf } from '../../reminders/moment.ts';
import { pointsOnly, targetOf } from '../../reminders/pointed-at.ts';
import { proposeEvent } from '../card/propose-event.ts';
import type { EventDependencies } from '../dependencies.ts';
import { eventOfPicture } from './event-of-picture.ts';

const COMMAND = /^\s*\/event(?:@\w+)?(?:\s+|$)/i;

/** A picture whose caption asks for an event. Undefined: it is a question about the picture. */
export const eventBelowPicture = async (
  services: EventDependencies,
  context: CommandContext,
): Promise<Outcome | undefined> => {
  const { message, profile } = context;
  const caption = (await ownWords(services, context, message.caption ?? '')).trim();
  const command = COMMAND.exec(caption);
  const words = caption.slice(command?.[0].length ?? 0);
  const moment = { nowMs: momentOf(context).nowMs, zone: profile?.zone?.name ?? 'UTC' };
  const isThis = words === '' || asksForThis(words);
  const asks = command !== null || isThis || isRequest(words);
  if (!asks) return undefined;
  const read = isThis ? undefined : command ? readEvent(words, moment) : eventAskedFor(words, moment);
  if (!(read || isThis)) return undefined;
  // Where the caption says when, it is the whole event.
  if (read && (read.kind === 'event' || read.why !== 'no-time'))
    await proposeEvent(services, context, { text: words, saidMs: moment.nowMs, source: 'command' });
  else await eventOfPicture(services, context, message, read?.title);
  const refusedAlbum = albumAsked(message);
  if (refusedAlbum !== undefined)
    await services.profiles.update(context.owner, { refusedAlbum, updatedAtMs: services.clock.now() });
  return 'answered';
};

/** “I have a party” below a picture tells something; it asks for nothing. */
const isRequest = (words: string): boolean => (asksForEvent(words)?.how ?? 'statement') !== 'statement';

/** Of the picture that is replied to, where no words below it say when. False: there is none, or `own` says more. */
export const eventOfReplied = async (
  services: EventDependencies,
  context: CommandContext,
  own: string,
): Promise<boolean> => {
  const target = targetOf(context) ?? context.message.external_reply;
  const isPicture = target?.photo || (target?.document && isPictureFile(target.document));
  if (!(target && isPicture && pointsOnly(own))) return false;
  const below = wordsOf(targetOf(context) ?? {});
  const moment = { nowMs: momentOf(context).nowMs, zone: context.profile?.zone?.name ?? 'UTC' };
  const read = below === '' ? undefined : readEvent(below, moment);
  if (read && (read.kind === 'event' || read.why !== 'no-time')) return false;
  await eventOfPicture(services, context, target);
  return true;
};

/** “Add this to my calendar”, alone. */
export const askWhichEvent = async (context: CommandContext): Promise<Outcome> => {
  await context.reply(
    say`I do not know which event you mean. Write that in reply to the message that tells of it, or say it in one sentence, for example ${code('/event dentist on friday at 3pm')}.`,
  );
  return 'answered';
};

// A sent picture is a question. The parts of an album wait for each other, as those of a paste do: they are one question.
import { activeOrNewSession } from '../../chat/active-session.ts';
import { type AskDependencies, askModel, pasteSession } from '../../chat/answer-text.ts';
import { parkPart } from '../../chat/park-part.ts';
import { questionOf } from '../../chat/question-of.ts';
import { pictureIn } from '../../chat/take-pictures.ts';
import type { Services } from '../../context/services.ts';
import type { Handled } from '../../context/work.ts';
import { say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';

export type PhotoDependencies = AskDependencies & Pick<Services, 'download' | 'queue'>;

/** Undefined for the video of an album that holds no pictures so far: it is none of ours. */
export const takePhoto = async (
  services: PhotoDependencies,
  context: CommandContext,
): Promise<Handled | undefined> => {
  const { message, profile } = context;
  const album = message.media_group_id;
  const waits = album !== undefined && profile?.pendingPaste?.album === album;
  const found = await pictureIn(services, message);
  if (!found && !waits) return undefined;
  if (found && 'refusal' in found) {
    await refuseOnce(services, context, found.refusal);
    if (album === undefined) return 'answered';
  }
  const words = await questionOf(services, context);
  const session = (await pasteSession(services, context)) ?? (await activeOrNewSession(services, context));
  if (!session) return 'failed';
  const attachments = found && 'picture' in found ? [found.picture] : [];
  if (album === undefined) return await askModel(services, context, session, words, attachments);
  return await parkPart(services, context, session, { text: words, attachments, album });
};

/** For all parts of an album. */
const refuseOnce = async (
  { clock, profiles }: Pick<Services, 'clock' | 'profiles'>,
  { message, owner, profile, sender }: CommandContext,
  refusal: string,
): Promise<void> => {
  const album = message.media_group_id;
  const isTold = album !== undefined && album === profile?.refusedAlbum;
  if (isTold && sender.sentAs('picture') === undefined) return;
  await sender.send('picture', say`${refusal}`);
  if (album !== undefined) await profiles.update(owner, { refusedAlbum: album, updatedAtMs: clock.now() });
};

// What somebody is told in their own chat, in answer to nothing that they wrote: judged again when it is delivered, and told once.
import { isLetInAlone, type Profile, type WorkId } from '@steward/core';
import type { ButtonRows } from '../telegram/buttons.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import type { Services } from './services.ts';
import { DELETE, type Delivery, type Ending } from './work.ts';

export interface Told {
  text: FormattedText;
  buttons?: ButtonRows;
}

interface Telling {
  /** The chat that is told. */
  to: number;
  /** The work that tells it. */
  id: WorkId;
  kind: string;
  /** What its message is called in what is recorded of the work. */
  slot: string;
}

/** @param judge undefined: it is not so any more, or they may not know it any more */
export const tellOnce = async (
  { profiles }: Pick<Services, 'profiles'>,
  delivery: Delivery,
  { to, id, kind, slot }: Telling,
  judge: (profile: Profile | undefined) => Promise<Told | undefined>,
): Promise<Ending> => {
  const profile = await profiles.get(to);
  const told = await judge(profile);
  if (!told) return DELETE;
  return await delivery.work({
    ...{ owner: to, id, kind, profile },
    destination: { chatId: to },
    fields: { chat_id: to },
    async run({ sender }) {
      await sender.send(slot, told.text, told.buttons);
      return 'answered';
    },
  });
};

/** Whom the operator lets in, and who did not block the bot. */
export const mayBeTold = async (
  { access, config }: Pick<Services, 'access' | 'config'>,
  to: number,
  profile: Profile | undefined,
): Promise<boolean> =>
  profile?.unreachableAtMs === undefined &&
  (await isLetInAlone({ allowed: config.allowed, access }, to, profile));

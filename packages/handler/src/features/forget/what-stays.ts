// Removes what a deletion leaves elsewhere, and tells what stays after all.
import type { Deletion } from '@steward/core';
import type { Services } from '../../context/services.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { lines } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';

/** `more`: what stays besides, in every place that Steward runs in. */
export const clearLeftovers = async (
  { leftovers }: Pick<Services, 'leftovers'>,
  { owner, updateId, message, profile, claim }: CommandContext,
  of: Deletion['of'],
  more: readonly string[],
): Promise<FormattedText> => {
  // By a second try the profile may be gone already.
  const movedFrom = profile?.movedFrom ?? claim.facts.movedFrom;
  const whose = { owner, ...(movedFrom !== undefined && { movedFrom }), updateId };
  const deletion = of === 'everything' ? { ...whose, of, messageId: message.message_id } : { ...whose, of };
  const staying = [...(await leftovers.clear(deletion)), ...more];
  const chat =
    leftovers.clearsChat && of === 'everything' ? [] : ['this chat, until you delete it in Telegram'];
  return lines('What stays:', ...[...staying, ...chat].map((one) => `• ${one}`));
};

// Whether the person is an administrator of the group.
import type { Services } from './services.ts';
import type { UpdateContext } from './update-context.ts';

/** False when Telegram does not say. Anonymous admins write as the group itself. */
export const isAdmin = async (
  { telegram }: Pick<Services, 'telegram'>,
  { owner, from, message, log }: UpdateContext,
): Promise<boolean> => {
  if (from.id === message.chat.id) return true;
  try {
    const member = await telegram.getChatMember({ chat_id: owner, user_id: from.id });
    return member.status === 'creator' || member.status === 'administrator';
  } catch (error) {
    log.warn('The group did not say who is admin', {
      action: 'admin',
      error: (error as Error).name,
    });
    return false;
  }
};

/** Whether the person who taps is the one who was asked. An anonymous admin asks as the group, but taps as a person. */
export const isAsker = async (
  services: Pick<Services, 'telegram'>,
  context: UpdateContext,
  askerId: number,
): Promise<boolean> =>
  context.from.id === askerId ||
  (context.isGroup && askerId === context.owner && (await isAdmin(services, context)));

// Who may use the bot: everyone, or the users and groups of ALLOWED_USER_IDS. A listed group admits its members.
import type { Outcome } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { say } from '../telegram/say.ts';

export const isAllowed = ({ config }: Pick<Services, 'config'>, { from, owner }: UpdateContext): boolean => {
  const { allowed } = config;
  return allowed === 'everyone' || allowed.size === 0 || allowed.has(from.id) || allowed.has(owner);
};

/** One polite sentence, once; then silence. */
export const refuseOnce = async (
  { clock, profiles }: Pick<Services, 'clock' | 'profiles'>,
  context: UpdateContext,
): Promise<Outcome> => {
  const { sender, owner, profile, isTap } = context;
  if (profile?.refusedAtMs === undefined && !isTap) {
    await sender.send(
      'refusal',
      say`Sorry, this assistant is private. Its owner can add you with your id: ${context.from.id}`,
    );
    const nowMs = clock.now();
    await profiles.update(owner, { refusedAtMs: nowMs, updatedAtMs: nowMs });
  }
  return 'refused';
};

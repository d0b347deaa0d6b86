// Who may use the bot: everyone, or the users and groups of ALLOWED_USER_IDS. A listed group admits its members.
import type { Outcome } from '@steward/core';
import type { UpdateContext } from '../context/update-context.ts';
import { say } from '../telegram/say.ts';

export const isAllowed = ({ services, from, owner }: UpdateContext): boolean => {
  const { allowedIds } = services.config;
  return allowedIds.size === 0 || allowedIds.has(from.id) || allowedIds.has(owner);
};

/** One polite sentence, once; then silence. */
export const refuseOnce = async (context: UpdateContext): Promise<Outcome> => {
  const { services, sender, owner, profile, isTap } = context;
  if (profile?.refusedAtMs === undefined && !isTap) {
    await sender.send(
      'refusal',
      say`Sorry, this assistant is private. Its owner can add you with your id: ${context.from.id}`,
    );
    const nowMs = services.clock.now();
    await services.profiles.update(owner, { refusedAtMs: nowMs, updatedAtMs: nowMs });
  }
  return 'refused';
};

// Taking the active mark off a session that goes away.
import type { ProfileStore } from '../owner/profile.ts';
import type { SessionRef } from './session.ts';

/** Leaves the owner without an active session, if this one is it. The profile's own time stays as it is. */
export const clearActive = async (profiles: ProfileStore, session: SessionRef): Promise<void> => {
  const profile = await profiles.get(session.owner);
  if (profile?.active?.sessionId !== session.sessionId) return;
  await profiles.update(session.owner, { active: null, updatedAtMs: profile.updatedAtMs });
};

// Whether somebody else than who asks is let in now: what they began for others ends with it.
import { type AccessStore, type Allowed, isLetInAlone, type ProfileStore } from '@steward/core';

export interface ServedDependencies {
  access: Pick<AccessStore, 'read'>;
  profiles: Pick<ProfileStore, 'get'>;
  /** Whom the configuration lets in. */
  config: { allowed: Allowed };
}

export const isServed = async (
  { access, profiles, config: { allowed } }: ServedDependencies,
  user: number,
): Promise<boolean> => await isLetInAlone({ allowed, access }, user, await profiles.get(user));

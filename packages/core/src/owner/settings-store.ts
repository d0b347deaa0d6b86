// Settings that are changed beside the chat: two windows, or a window and the chat, may do so at once.
import type { Profile, ProfileChanges } from './profile.ts';

export interface SettingsStore {
  /**
   * Changes a profile, or makes it, where each of these attributes is still as it was `read` (undefined: there was none);
   * what else of it changed meanwhile does not matter. False where one is not: nothing is changed then.
   */
  change(
    owner: number,
    read: Profile | undefined,
    changes: ProfileChanges & { updatedAtMs: number },
  ): Promise<boolean>;
}

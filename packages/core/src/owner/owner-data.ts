// What concerns all data of an owner at once.

export interface OwnerDataStore {
  /**
   * Removes sessions, messages and the profile. The counter of numbers stays, so that an old button never points at
   * something new; so does whether the chat is let in, and so do the claims, which hold no text and expire by themselves.
   */
  removeAll(owner: number): Promise<void>;
  /** A group became a supergroup: copies everything but claims to the new owner, then removes it from the old one.
   *  Safe to repeat after a crash at any step. */
  move(from: number, to: number): Promise<void>;
}

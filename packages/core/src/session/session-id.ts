// Ids of sessions, made from what created them.

/**
 * The id of the session an update makes: the same update, delivered again, makes the same one. Letters, digits and
 * hyphens only, because it is part of keys and of the archive's path.
 */
export const sessionIdOf = (owner: number, updateId: number): string =>
  `s${owner.toString(36)}-${updateId.toString(36)}`;

// Ids of sessions, made from what created them.

/**
 * The id of the session an update makes: the same update, delivered again, makes the same one. Letters, digits and
 * hyphens only, because it is part of keys and of the archive's path. An import of several conversations counts `index` up.
 */
export const sessionIdOf = (owner: number, updateId: number, index?: number): string =>
  `s${[owner, updateId, ...(index === undefined ? [] : [index])].map((part) => part.toString(36)).join('-')}`;

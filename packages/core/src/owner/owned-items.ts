// What lies in an owner's part of the table: each kind of items is declared by who writes it.

export interface OwnedItems {
  /** How their sort keys begin; an item that there is once has its whole key here. */
  prefix: string;
  /**
   * When a group becomes a supergroup: `copy` (what the new owner has already stays), `renumber` (a session: under its
   * number and in the new owner's shards), `with-session` (before the session they belong to), `merge` (attribute by
   * attribute; a counter is raised) or `leave`.
   */
  move: 'copy' | 'renumber' | 'with-session' | 'merge' | 'leave';
  /** By `/forget`: an object names the attributes of a single item that stay. What nobody declared is removed. */
  forget: 'remove' | 'leave' | { keeps: readonly string[] };
}

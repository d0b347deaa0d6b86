// What the attributes of the domain are called in the table, for what declares them by name.

const OTHERWISE: Record<string, readonly string[]> = {
  active: ['active_session_id', 'active_born_with'],
  archivePath: ['s3_path'],
  dueMs: ['due_at'],
  lastMessageAtMs: ['last_message_ts'],
  pause: ['blocked_until', 'blocked_at'],
};

/** Words joined by underscores, without the unit of a time. */
export const storedNames = (attribute: string): readonly string[] =>
  OTHERWISE[attribute] ?? [
    attribute.replace(/Ms$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  ];

export const storedName = (attribute: string): string => storedNames(attribute)[0] ?? attribute;

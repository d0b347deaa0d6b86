/** Whether a text is still as it was drafted. Services may keep other white space than they were given. */
export const isSameText = (found: unknown, drafted = ''): boolean =>
  String(found ?? '')
    .replace(/\s+/g, ' ')
    .trim() === drafted.replace(/\s+/g, ' ').trim();

// Times as a person reads them in a list.

/** "just now", "5 min ago", "3 h ago", "2 days ago", then the date. The bot does not know the reader's time zone. */
export const timeAgo = (atMs: number, nowMs: number): string => {
  const minutes = Math.floor((nowMs - atMs) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.floor(hours / 24);
  if (days < 14) return days === 1 ? 'yesterday' : `${days} days ago`;
  return new Date(atMs).toISOString().slice(0, 10);
};

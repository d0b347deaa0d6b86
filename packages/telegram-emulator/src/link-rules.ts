// Which URLs Telegram accepts in links and buttons (tdlib/td, LinkManager::check_link).

const protocols = new Set(['http:', 'https:', 'tg:', 'ton:', 'tonsite:', 'mailto:']);

/** Why the URL is refused, in Telegram's words, or undefined for a good one. */
export const linkFault = (url: unknown): string | undefined => {
  if (typeof url !== 'string' || url === '') return 'URL is empty';
  if (/\s/.test(url) || url.length > 2048) return 'Wrong HTTP URL';
  // A link without a protocol is http, as Telegram reads it.
  const candidate = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`;
  const parsed = URL.canParse(candidate) ? new URL(candidate) : undefined;
  if (!parsed) return 'Wrong HTTP URL';
  if (!protocols.has(parsed.protocol)) return 'Unsupported URL protocol';
  const isWeb = parsed.protocol === 'http:' || parsed.protocol === 'https:';
  if (isWeb && !/\.|^localhost$|^\[/.test(parsed.hostname)) return 'Wrong HTTP URL';
  return undefined;
};

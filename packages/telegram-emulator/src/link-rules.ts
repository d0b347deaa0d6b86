// Which URLs Telegram accepts in links and buttons (tdlib/td, LinkManager::check_link), with one exception: http on
// this machine's own addresses, where the app of a local run is. Telegram refuses them, since no phone could open them.

const protocols = new Set(['http:', 'https:', 'tg:', 'ton:', 'tonsite:', 'mailto:']);

/** The names and addresses of this machine. */
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Why the URL is refused, in Telegram's words, or undefined for a good one. */
export const linkFault = (url: unknown): string | undefined => {
  const parsed = parse(url);
  if (typeof parsed === 'string') return parsed;
  if (!protocols.has(parsed.protocol)) return 'Unsupported URL protocol';
  const isWeb = parsed.protocol === 'http:' || parsed.protocol === 'https:';
  return isWeb && !isLocal(parsed) && !/\.|^\[/.test(parsed.hostname) ? 'Wrong HTTP URL' : undefined;
};

/** The same for the address of a Mini App, which must be https. */
export const appLinkFault = (url: unknown): string | undefined => {
  const parsed = parse(url);
  if (typeof parsed === 'string') return parsed;
  if (isLocal(parsed) || parsed.protocol === 'https:') return linkFault(url);
  return 'Only HTTPS links are allowed';
};

const parse = (url: unknown): URL | string => {
  if (typeof url !== 'string' || url === '') return 'URL host is empty';
  if (/\s/.test(url) || url.length > 2048) return 'Wrong HTTP URL';
  // A link without a protocol is http, as Telegram reads it.
  const candidate = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`;
  return URL.parse(candidate) ?? 'Wrong HTTP URL';
};

const isLocal = ({ protocol, hostname }: URL): boolean => protocol === 'http:' && loopback.test(hostname);

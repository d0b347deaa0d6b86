// Which links may be tapped. One bad address makes Telegram refuse the whole message, so the rules of TDLib's
// `check_link` and `parse_url` are applied here, and what fails them is shown as text.

const MAX_URL_LENGTH = 2_048;
const HOST = /^[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?$/;
const IPV6_HOST = /^\[[0-9a-f:.]+\]$/;
// Of Telegram's own links only the one that opens a chat: others mention people, set a proxy or sign in by one tap.
const TELEGRAM_LINK = /^tg:(\/\/)?resolve([/?#][!-~]*)?$/i;
const TELEGRAM_HOST = /^(?:www\.)?(?:t\.me|telegram\.(?:me|dog))\.?$/;
const ACTS_AT_A_TAP = /^(?:proxy|socks|login|confirmphone|setlanguage)(?![\w-])/i;

/** The address as Telegram takes it, or undefined when it must not or cannot be a link. */
export const tappableUrl = (href: string): string | undefined => {
  const trimmed = href.trim();
  if (trimmed.length > MAX_URL_LENGTH) return undefined;
  if (TELEGRAM_LINK.test(trimmed)) return trimmed;
  if (!URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  // `https://bank.example@evil.example` looks like what it is not.
  if (url.username !== '' || url.password !== '' || url.port === '0') return undefined;
  if (actsAtATap(url)) return undefined;
  if (!HOST.test(url.hostname) && !IPV6_HOST.test(url.hostname)) return undefined;
  return url.href.length > MAX_URL_LENGTH ? undefined : url.href;
};

/** Whether a text must not name this address in a way that Telegram makes tappable. */
export const isTrap = (address: string): boolean => {
  if (/^(?:tg|ton|tonsite):/i.test(address)) return !TELEGRAM_LINK.test(address);
  const web = /^https?:/i.test(address) ? address : `https://${address}`;
  return URL.canParse(web) && actsAtATap(new URL(web));
};

/** As Telegram reads the path: decoded, and `/s/` before it means nothing. */
const actsAtATap = ({ hostname, pathname }: URL): boolean =>
  TELEGRAM_HOST.test(hostname) && ACTS_AT_A_TAP.test(decoded(pathname).replace(/^\/+(?:s\/+)*/i, ''));

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Punctuation beyond ASCII, and the letters of languages that put no space behind an address. */
const NO_ADDRESS =
  /[^\x21-\x7e\p{L}\p{M}\p{N}]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const AUTHORITY = /^(?:[a-z]+:\/\/)?([^/?#]*)/i;

/** How long the bare address at the start of `src` may be; undefined where its host would become another one. */
export const addressEnd = (src: string): number | undefined => {
  const end = NO_ADDRESS.exec(src)?.index ?? src.length;
  const host = AUTHORITY.exec(src.slice(0, end))?.[1] ?? '';
  return /[^\x21-\x7e]/.test(host) ? undefined : end;
};

/**
 * What to write behind a link's text when the link cannot be tapped: its address where a reader could use it. Mail
 * addresses are among these: Telegram reads `mailto:` as a host name, but makes a plain address tappable itself.
 */
export const visibleAddress = (href: string, text: string): string | undefined => {
  const trimmed = href.trim();
  if (trimmed === '' || trimmed.startsWith('#') || /^(data|streamdown):/i.test(trimmed)) return undefined;
  const address = /^mailto:/i.test(trimmed) ? mailAddress(trimmed) : trimmed;
  return text.includes(address) ? undefined : address;
};

const mailAddress = (href: string): string => {
  const [address = ''] = href.slice('mailto:'.length).split('?');
  return decoded(address);
};

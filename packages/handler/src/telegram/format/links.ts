// Which links may be tapped. One bad address makes Telegram refuse the whole message, so the rules of TDLib's
// `check_link` and `parse_url` are applied here, and what fails them is shown as text.

const MAX_URL_LENGTH = 2_048;
const HOST = /^[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?$/;
const IPV6_HOST = /^\[[0-9a-f:.]+\]$/;
// A link to tg://user is a mention: Telegram refuses users the bot has not met, and the model should ping nobody.
const TELEGRAM_LINK = /^tg:(\/\/)?(?!user\b)[a-z0-9_-]+([/?#][!-~]*)?$/i;

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
  if (!HOST.test(url.hostname) && !IPV6_HOST.test(url.hostname)) return undefined;
  return url.href.length > MAX_URL_LENGTH ? undefined : url.href;
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
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
};

// What a terminal and a log may show: one line that commands no terminal and tells no secret, whoever wrote it.
import { stripVTControlCharacters } from 'node:util';

const MAX_LENGTH = 2_000;
/** Control characters (C0, C1), what is invisible or turns the direction of text, and the two odd line ends. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** A bot token, in an address too. */
const TOKEN = /(?<!\d)\d{5,}(?::|%3a)[\w-]{16,}/gi;
/** What is shorter would hide more than it protects. */
const SHORTEST_SECRET = 4;

/** @param secrets that must not be shown, in whatever case or as part of an address */
export const createPlainText = (
  secrets: readonly (string | undefined)[] = [],
): ((text: string) => string) => {
  const forms = secrets
    .filter((secret) => secret !== undefined && secret.length >= SHORTEST_SECRET)
    .flatMap((secret = '') => [secret, encodeURIComponent(secret)])
    .map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  const known = new RegExp(forms.length > 0 ? forms.join('|') : '(?!)', 'gi');
  return (text) => {
    const seen = stripVTControlCharacters(text).replace(UNSEEN, '').toWellFormed();
    const plain = seen.replace(known, '[secret]').replace(TOKEN, '[secret]');
    return plain.length > MAX_LENGTH ? `${plain.slice(0, MAX_LENGTH)} …` : plain;
  };
};

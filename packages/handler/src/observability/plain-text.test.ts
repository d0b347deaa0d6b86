import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPlainText } from './plain-text.ts';

const TOKEN = '123456:AA-Short_1';
const plain = createPlainText([TOKEN, 'a key/of (mine)', undefined, '', 'abc']);

test.each([
  ['Grüße, 🗼 and 12:30:45 at http://127.0.0.1:8787', 'Grüße, 🗼 and 12:30:45 at http://127.0.0.1:8787'],
  ['abc', 'abc'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u001b]0;title\u0007x', 'x'],
  ['\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007', 'link'],
  ['a\r\nb\tc\u0000\u0008\u007f', 'abc'],
  ['\u009b2Jx\u0085', 'x'],
  ['\u202eabc\u2066\u200b\u2028', 'abc'],
  ['\u001b\u001b[[31m', ''],
  ['\ud800', '\ufffd'],
  [`/bot${TOKEN}/getMe`, '/bot[secret]/getMe'],
  [TOKEN.toLowerCase(), '[secret]'],
  [encodeURIComponent(TOKEN), '[secret]'],
  [`1234\u001b[1m56:AA-\u200bShort_1`, '[secret]'],
  ['a key/of (mine) and a%20key%2Fof%20(mine)', '[secret] and [secret]'],
  ['bot987654321:AAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'bot[secret]'],
  ['987654321%3AAAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '[secret]'],
])('%j is shown as %j', (text, shown) => {
  expect(plain(text)).toBe(shown);
});

test('however text is mixed, neither a command for a terminal nor a secret is left', () => {
  const pieces = ['\u001b', '[', '31m', ']', '\u0007', '\u009b', TOKEN, '\n', '\u202e', 'word', ' ', '0;'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
      const shown = plain(parts.join(''));
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(shown).not.toContain(TOKEN);
    }),
  );
});

test('a line has an end, and hostile length costs no time', () => {
  for (const text of ['1'.repeat(300_000), '\u001b['.repeat(150_000), `${'1'.repeat(16)}:`.repeat(20_000)]) {
    const before = process.cpuUsage();
    expect(plain(text).length).toBeLessThanOrEqual(2_002);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(2_000);
  }
});

import { describe, expect, it } from 'vitest';
import { createHostTest } from './allowed-hosts.ts';

describe('an allowed host', () => {
  it.each([
    ['nas.local', 'http://nas.local/', true],
    ['nas.local', 'https://NAS.local:8443/', true],
    ['nas.local:5232', 'http://nas.local:5232/dav', true],
    ['nas.local:5232', 'http://nas.local/', false],
    ['nas.local:443', 'https://nas.local/', true],
    ['nas.local:443', 'http://nas.local/', false],
    ['nas.local', 'https://x.nas.local/', false],
    ['nas.local', 'https://nas.local.example/', false],
    ['10.0.0.5', 'https://10.0.0.5/', true],
    ['10.0.0.5', 'https://0xa.0.0.5/', true],
    ['[fd00::1]:80', 'http://[fd00::1]/', true],
    ['fd00:0::1', 'http://[fd00::1]/', true],
  ])('%s: %s %s', (host, url, expected) => expect(createHostTest([host])(new URL(url))).toBe(expected));

  it('is none by default', () => expect(createHostTest([])(new URL('https://a.example/'))).toBe(false));

  it.each(['', 'http://nas.local', 'nas local', 'nas.local:', 'nas.local:99999', 'a@b', '/'])(
    'cannot be “%s”',
    (host) => expect(() => createHostTest([host])).toThrow(TypeError),
  );
});

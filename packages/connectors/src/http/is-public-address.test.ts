import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './is-public-address.ts';

describe('a public address', () => {
  it.each([
    '8.8.8.8',
    '17.248.1.1',
    '100.63.255.255',
    '100.128.0.0',
    '172.32.0.1',
    '2a00:1450:4001::1',
    '2606:4700::1',
  ])('is %s', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ['this machine', '127.0.0.1'],
    ['also this machine', '127.255.3.4'],
    ['any address', '0.0.0.0'],
    ['the network of this machine', '0.1.2.3'],
    ['a private network', '10.0.0.1'],
    ['a private network', '172.31.255.255'],
    ['a private network', '192.168.1.1'],
    ['the provider’s own network', '100.64.0.1'],
    ['metadata of AWS, Google, Azure', '169.254.169.254'],
    ['credentials of a container', '169.254.170.2'],
    ['metadata of Alibaba', '100.100.100.200'],
    ['the machine’s own questions at Azure', '168.63.129.16'],
    ['documentation', '203.0.113.7'],
    ['many at once', '224.0.0.1'],
    ['everyone', '255.255.255.255'],
    ['this machine', '::1'],
    ['any address', '::'],
    ['metadata of AWS', 'fd00:ec2::254'],
    ['a private network', 'fc00::1'],
    ['a link', 'fe80::1'],
    ['a link with its name', 'fe80::1%eth0'],
    ['a site', 'fec0::1'],
    ['many at once', 'ff02::1'],
    ['mapped', '::ffff:10.0.0.1'],
    ['mapped, in hex', '::ffff:7f00:1'],
    ['mapped, though public', '::ffff:8.8.8.8'],
    ['compatible', '::127.0.0.1'],
    ['translated', '64:ff9b::a9fe:a9fe'],
    ['translated in a network', '64:ff9b:1::a00:1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001:0:4136:e378::1'],
    ['documentation', '2001:db8::1'],
    ['segment routing', '5f00::1'],
    ['no address', 'localhost'],
    ['no address', ''],
    ['short', '127.1'],
    ['a number', '2130706433'],
  ])('is not %s: %s', (_, address) => expect(isPublicAddress(address)).toBe(false));

  it('is none within a private range, whatever its last parts are', () => {
    const octet = fc.nat({ max: 255 });
    const inside = fc.oneof(
      fc.tuple(fc.constantFrom('10', '127', '0'), octet).map(([a, b]) => `${a}.${b}`),
      fc.nat({ max: 15 }).map((b) => `172.${16 + b}`),
      fc.nat({ max: 63 }).map((b) => `100.${64 + b}`),
      fc.constantFrom('192.168', '169.254', '198.18', '198.19'),
    );
    fc.assert(
      fc.property(
        inside,
        octet,
        octet,
        fc.constantFrom('', '::ffff:', '64:ff9b::', '::'),
        (net, c, d, before) => {
          expect(isPublicAddress(`${before}${net}.${c}.${d}`)).toBe(false);
        },
      ),
    );
  });

  it('is none in any form that a URL takes for it', () => {
    const forms = fc
      .tuple(fc.nat({ max: 0xffffff }), fc.constantFrom('dec', 'hex', 'octal', 'short', 'dots'))
      .map(([rest, form]) => {
        const [b, c, d] = [rest >> 16, (rest >> 8) & 255, rest & 255];
        return {
          dec: `${127 * 2 ** 24 + rest}`,
          hex: `0x7f${rest.toString(16).padStart(6, '0')}`,
          octal: `0177.0${b.toString(8)}.0${c.toString(8)}.0${d.toString(8)}`,
          short: `127.${rest}`,
          dots: `127.${b}.${c}.${d}.`,
        }[form] as string;
      });
    fc.assert(
      fc.property(forms, (host) => {
        expect(isPublicAddress(new URL(`https://${host}/`).hostname)).toBe(false);
      }),
    );
  });

  it('is any other IPv4 address', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat({ max: 255 }), (a, b) => {
        expect(isPublicAddress(`${a}.${b}.1.1`)).toBe(true);
      }),
    );
  });
});

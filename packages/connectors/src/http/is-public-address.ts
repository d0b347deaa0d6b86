// Which IP addresses are places in the public internet. Everything else is refused, known or not: of IPv6 only what is
// handed out (2000::/3) counts, so mapped, translated (NAT64), local, link-local and multicast addresses fall away at once.
import { BlockList, isIP } from 'node:net';

/** IANA's special-purpose registries: what within the public ranges is none, or leads on to an IPv4 address. */
const SPECIAL = {
  ipv4: [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/3',
    // Azure answers a machine's own questions here, with its secrets.
    '168.63.129.16/32',
  ],
  ipv6: ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
} as const;

const listOf = (family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
};

const special4 = listOf('ipv4', SPECIAL.ipv4);
const special6 = listOf('ipv6', SPECIAL.ipv6);
const handedOut6 = listOf('ipv6', ['2000::/3']);

/** @param address as a socket or a resolver names it; anything else is no public address. */
export const isPublicAddress = (address: string): boolean => {
  switch (isIP(address)) {
    case 4:
      return !special4.check(address, 'ipv4');
    case 6:
      // A scope (%eth0) belongs to a network of ours.
      return !address.includes('%') && handedOut6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
    default:
      return false;
  }
};

// The hosts that may be reached although they are private or speak plain HTTP: the operator has named them.

/** Of a URL, as `URL` writes it: lower case, IPv6 in brackets. */
type HostTest = (url: URL) => boolean;

const DEFAULT_PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' };

export const portOf = (url: URL): string => url.port || (DEFAULT_PORTS[url.protocol] ?? '');

/**
 * @param hosts each `host` (any port) or `host:port`; IPv6 in brackets where a port follows
 * @throws {TypeError} when one is no host
 */
export const createHostTest = (hosts: readonly string[]): HostTest => {
  const allowed = hosts.map((host) => parse(host));
  return (url) =>
    allowed.some(
      ({ hostname, port }) => url.hostname === hostname && (port === undefined || portOf(url) === port),
    );
};

const parse = (host: string): { hostname: string; port: string | undefined } => {
  const [, name = '', port] = /^(\[[^\]]+\]|[^:/@?#\s]+)(?::(\d+))?$/.exec(host) ??
    /^([\da-f:.]*:[\da-f:.]*:[\da-f:.]*)$/i.exec(host) ?? [''];
  const written = name.includes(':') && !name.startsWith('[') ? `[${name}]` : name;
  if (name === '' || !URL.canParse(`http://${written}:${port ?? 1}`))
    throw new TypeError('An allowed host is none');
  return { hostname: new URL(`http://${written}`).hostname, port: port && String(Number(port)) };
};

import { describe, expect, it } from 'vitest';
import { placeBehind, takeTicket, ticketOf, ticketOfLink } from './ticket.ts';

const ticket = `4711.${'a'.repeat(43)}`;

describe('a ticket', () => {
  it('is taken out of the address at once', () => {
    const replaced: unknown[] = [];
    const window = {
      location: { hash: `#${ticket}`, pathname: '/login' },
      history: { replaceState: (_: unknown, __: string, path: string) => replaced.push(path) },
    } as unknown as Window;
    expect(takeTicket(window)).toBe(ticket);
    expect(replaced).toEqual(['/login']);
  });

  it.each(['', '#', '#short', `#${'a'.repeat(300)}`, `#${ticket}/../x`])('is not: %s', (hash) => {
    expect(ticketOf(hash)).toBeUndefined();
  });

  it.each([
    ['?to=integrations', 'integrations'],
    ['?to=https://example.org', 'dashboard'],
    ['?to=login', 'dashboard'],
    ['', 'dashboard'],
  ])('leads with %j to %s', (search, place) =>
    expect(placeBehind({ location: { search } as Location })).toBe(place),
  );

  it('is read of a link that was pasted', () => {
    for (const path of ['login', 'login?to=integrations'])
      expect(ticketOfLink(` https://example.org/${path}#${ticket}\n`)).toBe(ticket);
    for (const link of ['', ticket, `https://example.org/#${ticket}`])
      expect(ticketOfLink(link)).toBeUndefined();
  });
});

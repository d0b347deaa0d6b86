// The ticket behind a link of `/web`: it is read once, and taken out of the address at once.

import { type Page, pageOf } from '../../places.ts';

/** Long enough for every ticket, short enough for every table. */
const TICKET = /^[\w.~-]{20,200}$/;

export const ticketOf = (hash: string): string | undefined => {
  const ticket = hash.replace(/^#/, '');
  return TICKET.test(ticket) ? ticket : undefined;
};

/** Of a whole link that somebody pasted. */
export const ticketOfLink = (link: string): string | undefined => {
  const [, hash] = /\/login(?:\?[\w=&-]*)?(#.*)$/.exec(link.trim()) ?? [];
  return hash === undefined ? undefined : ticketOf(hash);
};

/** Where a link leads whom it signs in: `/login?to=integrations`. Read before the ticket is taken. */
export const placeBehind = ({ location }: Pick<Window, 'location'>): Page =>
  pageOf(new URLSearchParams(location.search).get('to')) ?? 'dashboard';

/** Neither the history nor a shared screen keeps it. */
export const takeTicket = (window: Window): string | undefined => {
  const ticket = ticketOf(window.location.hash);
  if (window.location.hash !== '') window.history.replaceState(null, '', window.location.pathname);
  return ticket;
};

// The ticket behind a link of `/web`: it is read once, and taken out of the address at once.

/** Long enough for every ticket, short enough for every table. */
const TICKET = /^[\w.~-]{20,200}$/;

export const ticketOf = (hash: string): string | undefined => {
  const ticket = hash.replace(/^#/, '');
  return TICKET.test(ticket) ? ticket : undefined;
};

/** Of a whole link that somebody pasted. */
export const ticketOfLink = (link: string): string | undefined => {
  const at = link.trim().indexOf('/login#');
  return at < 0 ? undefined : ticketOf(link.trim().slice(at + '/login'.length));
};

/** Neither the history nor a shared screen keeps it. */
export const takeTicket = (window: Window): string | undefined => {
  const ticket = ticketOf(window.location.hash);
  if (window.location.hash !== '') window.history.replaceState(null, '', window.location.pathname);
  return ticket;
};

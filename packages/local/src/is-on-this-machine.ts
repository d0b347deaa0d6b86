/** Whether an address is of this machine: then its clock and its programs are this machine's, too. */
export const isOnThisMachine = (url: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(new URL(url).hostname);

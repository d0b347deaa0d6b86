// What somebody writes as the address of a calendar → the addresses to try, the likeliest first. Plain http is tried also
// where nobody wrote it: only hosts that the operator has named can be reached so.

/** Empty where it can be none. */
export const addressesToTry = (written: string): URL[] => {
  const [, scheme = '', rest = ''] = /^(?:([a-z][a-z\d+.-]*):\/\/)?(.*)$/is.exec(written.trim()) ?? [];
  const order = scheme.toLowerCase() === 'http' ? ['http', 'https'] : ['https', 'http'];
  // Of any other scheme: a calendar's, such as `webcal` or `caldavs`, or one that is no calendar's.
  if (!/^(?:https?|webcals?|caldavs?|)$/i.test(scheme)) return [];
  const urls = order.map((one) => `${one}://${rest}`).filter((url) => rest !== '' && URL.canParse(url));
  return urls.map((url) => new URL(url));
};

const APPLE = /(?:^|[@.])(?:icloud|me|mac)\.com$/i;
const APPLE_SERVER = 'https://caldav.icloud.com/';

/** Also for who knows their account by an address of mail alone. Apple's accounts are all behind one name. */
export const calDavServersToTry = (written: string): URL[] => {
  const mail = /^[^\s/@:]+@([^\s/@:]+)$/.exec(written.trim());
  const urls = addressesToTry(mail?.[1] ?? written);
  return urls.some(({ hostname }) => APPLE.test(hostname)) ? [new URL(APPLE_SERVER)] : urls;
};

// A person at the consent page, without a browser: what the form would send.

export interface Consent {
  decision?: 'allow' | 'deny';
  /** Undefined: the first of the page. */
  account?: string;
  /** Scopes whose box is unticked. */
  without?: string[];
}

/** Opens the page, decides, and gives the address that the browser is sent to. @throws when the page blocks it */
export const giveConsent = async (
  address: string,
  { decision = 'allow', account, without = [] }: Consent = {},
): Promise<URL> => {
  const shown = await fetch(address);
  const page = await shown.text();
  if (shown.status !== 200) throw new Error(`blocked: ${/<code>(\w+)</.exec(page)?.[1] ?? shown.status}`);
  const form = new URLSearchParams({ decision });
  const [first = ''] = valuesOf(page, 'account');
  form.set('account', account ?? first);
  for (const scope of valuesOf(page, 'scope')) if (!without.includes(scope)) form.append('scope', scope);
  const answer = await fetch(address, { method: 'POST', body: form, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (answer.status !== 303 || location === null) throw new Error(`not sent back: ${answer.status}`);
  return new URL(location);
};

const valuesOf = (page: string, name: string): string[] =>
  [...page.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
  );

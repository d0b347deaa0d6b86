// What a person sees: who asks for what, the account to use, and two buttons.

export interface ConsentPage {
  service: string;
  accounts: readonly string[];
  scopes: readonly string[];
}

const STYLE =
  'body{font:16px system-ui;max-width:26rem;margin:3rem auto;padding:0 1rem}label{display:block;margin:.5rem 0}button{font:inherit;padding:.5rem 1.5rem;margin:1rem .5rem 0 0}';

const page = (title: string, content: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}</style><h1>${escapeHtml(title)}</h1>${content}</html>`;

/** The form goes to the address that it came from: the question stays in the query. */
export const consentPage = ({ service, accounts, scopes }: ConsentPage): string =>
  page(
    `Demo ${service}`,
    `<p>Steward wants access to an account of this pretended ${escapeHtml(service)}. Nothing leaves this machine.</p><form method="post">${[
      ...accounts.map((account, index) =>
        choice('radio', 'account', account, index === 0, `Account ${account}`),
      ),
      ...scopes.map((scope) => choice('checkbox', 'scope', scope, true, scope.replace(/^.*\//, ''))),
    ].join(
      '',
    )}<button name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button></form>`,
  );

export const errorPage = (code: string): string =>
  page('Access blocked', `<p>The request of this app is invalid.</p><p>Error: <code>${code}</code></p>`);

const choice = (type: string, name: string, value: string, checked: boolean, label: string): string =>
  `<label><input type="${type}" name="${name}" value="${escapeHtml(value)}"${checked ? ' checked' : ''}> ${escapeHtml(label)}</label>`;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

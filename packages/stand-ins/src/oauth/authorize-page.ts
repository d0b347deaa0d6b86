// What a person sees: that nothing here is real, who asks for what, the account to use, and two buttons.

export interface ConsentPage {
  /** As the app calls this service where it is a stand-in. */
  name: string;
  /** Whose pages the real ones are. */
  service: string;
  accounts: readonly string[];
  scopes: readonly string[];
  /** What a scope allows, in words. */
  words: Readonly<Record<string, string>>;
}

const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:27rem;margin:6vh auto;padding:0 1.25rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}
.demo{padding:.6rem .9rem;border-radius:.6rem;background:light-dark(#e8f1ff,#1c2b44);margin:0 0 1.25rem}
fieldset{border:1px solid light-dark(#d0d5dd,#444b57);border-radius:.6rem;margin:0 0 1rem;padding:.25rem .9rem .5rem}
legend{font-weight:600;padding:0 .3rem}
label{display:flex;gap:.6rem;align-items:baseline;padding:.35rem 0}
button{font:inherit;padding:.55rem 1.4rem;margin:.25rem .6rem 0 0;border-radius:.6rem;border:1px solid light-dark(#b6bdc9,#59616f);background:none;color:inherit;cursor:pointer}
button[value=allow]{background:light-dark(#1757c2,#3d7be0);border-color:transparent;color:#fff}
`;

const page = (title: string, content: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style><h1>${escapeHtml(title)}</h1>${content}</html>`;

/** The form goes to the address that it came from: the question stays in the query. */
export const consentPage = ({ name, service, accounts, scopes, words }: ConsentPage): string =>
  page(
    `Connect “${name}” to Steward?`,
    [
      `<p class="demo">This is a demo: it plays the page on which ${escapeHtml(service)} would ask you. The accounts are made up, and nothing leaves this machine.</p>`,
      '<form method="post">',
      group(
        'Which account?',
        accounts.map((account, index) => choice('radio', 'account', account, index === 0, account)),
      ),
      group(
        'Steward may',
        scopes.map((scope) =>
          choice('checkbox', 'scope', scope, true, words[scope] ?? scope.replace(/^.*\//, '')),
        ),
      ),
      '<button name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button></form>',
    ].join(''),
  );

export const errorPage = (code: string): string =>
  page('Access blocked', `<p>The request of this app is invalid.</p><p>Error: <code>${code}</code></p>`);

const group = (legend: string, choices: readonly string[]): string =>
  choices.length === 0 ? '' : `<fieldset><legend>${legend}</legend>${choices.join('')}</fieldset>`;

const choice = (type: string, name: string, value: string, checked: boolean, label: string): string =>
  `<label><input type="${type}" name="${name}" value="${escapeHtml(value)}"${checked ? ' checked' : ''}> ${escapeHtml(label)}</label>`;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

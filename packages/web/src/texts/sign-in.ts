// The way in: the first page, a ticket, and a session that has ended.

const en = {
  tagline: 'Your own assistant in Telegram',
  what: 'It chats, keeps your conversations, reminds you in time and knows your tasks. It runs on a machine or in an account of your own, and your own models answer.',
  here: 'Here you see what is next and choose how it works for you.',
  how: 'How to sign in',
  steps: ['Open your chat with the bot in Telegram.', 'Send /web to it.', 'Tap the link that it sends back.'],
  open: 'Open Steward',
  asking: 'Looking at your link …',
  question: (name: string) => `Sign in as ${name}?`,
  through: (bot: string) => `The link came from @${bot}.`,
  yes: 'Sign in',
  notYou: 'Not you? Then close this page: nothing has happened yet.',
  refused: 'This link does not work any more. Send /web to the bot again and tap the new link.',
  noTicket: 'Send /web to the bot in Telegram and tap the link that it sends back.',
  ended: 'Your sign-in has ended',
  endedHow: 'Send /web to the bot and tap its link, or paste it here. What you typed stays.',
  paste: 'Link from the bot',
  pasteHint: 'https://…/login#…',
  notALink: 'That is not a link from the bot. It ends with /login# and many letters.',
  outside: 'Open me in Telegram',
  outsideHow:
    'This page belongs inside Telegram: open it from the menu button of your chat with the bot. For a browser, send /web to it.',
  refusedInside:
    'Telegram says that this page was opened too long ago. Close it and open it again from the chat.',
};

const de: typeof en = {
  tagline: 'Dein eigener Assistent in Telegram',
  what: 'Er chattet, bewahrt deine Gespräche, erinnert dich rechtzeitig und kennt deine Aufgaben. Er läuft auf deinem eigenen Rechner oder in deinem eigenen Konto, und deine eigenen Modelle antworten.',
  here: 'Hier siehst du, was als Nächstes kommt, und stellst ein, wie er für dich arbeitet.',
  how: 'So meldest du dich an',
  steps: [
    'Öffne deinen Chat mit dem Bot in Telegram.',
    'Sende ihm /web.',
    'Tippe auf den Link, den er schickt.',
  ],
  open: 'Steward öffnen',
  asking: 'Dein Link wird geprüft …',
  question: (name) => `Als ${name} anmelden?`,
  through: (bot) => `Der Link kam von @${bot}.`,
  yes: 'Anmelden',
  notYou: 'Das bist nicht du? Dann schließe die Seite: Noch ist nichts geschehen.',
  refused: 'Dieser Link gilt nicht mehr. Sende dem Bot noch einmal /web und tippe auf den neuen Link.',
  noTicket: 'Sende dem Bot in Telegram /web und tippe auf den Link, den er schickt.',
  ended: 'Deine Anmeldung ist abgelaufen',
  endedHow:
    'Sende dem Bot /web und tippe auf seinen Link, oder füge ihn hier ein. Was du getippt hast, bleibt.',
  paste: 'Link vom Bot',
  pasteHint: 'https://…/login#…',
  notALink: 'Das ist kein Link vom Bot. Er endet mit /login# und vielen Zeichen.',
  outside: 'Öffne mich in Telegram',
  outsideHow:
    'Diese Seite gehört in Telegram: Öffne sie über die Menütaste im Chat mit dem Bot. Für einen Browser sende ihm /web.',
  refusedInside:
    'Telegram sagt, dass diese Seite vor zu langer Zeit geöffnet wurde. Schließe sie und öffne sie neu aus dem Chat.',
};

export const signIn = { en, de };

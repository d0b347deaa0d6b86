// What is connected, and what can be.
import type {
  ConnectionFault,
  ConsentRefusal,
  Disconnected,
  IntegrationProvider,
} from '@steward/core/web-contract';

const en = {
  how: 'Calendars that I look at, and where your notes go.',
  off: 'Connections are not turned on here: there is no key to keep sign-ins safe with. Who runs this bot can turn them on with token_key_version = 1 in Terraform’s variables.',
  /** What is called by what it is; others have a name of their own. */
  names: {
    caldav: 'iCloud or another CalDAV calendar',
    ics: 'Calendar address (ICS)',
  } as Partial<Record<IntegrationProvider, string>>,
  reads: {
    google: 'I read busy times and titles. Other people in an event are never read.',
    microsoft: 'I read busy times and titles. Other people in an event are never read.',
    caldav: 'I read busy times and titles. Other people in an event are never read.',
    ics: 'I read busy times and titles, and cannot write. Providers renew such an address hours late.',
    notion: 'I add notes to the database that you choose. Other pages are not read.',
    'apple-notes': 'Your Shortcut fetches the notes that you gave me, and can bring some.',
  } satisfies Record<IntegrationProvider, string>,
  states: {
    works: 'Works',
    unread: 'Could not be read',
    broken: 'Has to be connected again',
  },
  lastRead: (when: string) => `last read ${when}`,
  notRead: 'is being read for the first time',
  busy: 'Count as busy',
  busyHow: 'Which of its calendars count when I look for a free time.',
  noDatabase:
    'No database is shared with me. In Notion open one, choose ••• → Connections → this one, then tap Test.',
  test: 'Test',
  testing: 'Asking …',
  tested: (account: string) => `${account} works.`,
  reconnect: 'Connect again',
  disconnect: 'Disconnect',
  disconnectAsk: (account: string) => `Disconnect ${account}?`,
  disconnectHow:
    'I look at it no more, and what opened it is deleted here. Nothing is deleted in your calendar or notes.',
  disconnected: {
    revoked: 'Disconnected, and the access has ended at the provider as well.',
    kept: 'Disconnected here. The provider could not be told.',
    none: 'Disconnected. What opened it is deleted here.',
  } satisfies Record<Disconnected['atProvider'], string>,
  keptTitle: 'Disconnected here',
  keptHow:
    'The provider could not be told. What opened it is deleted here, so I cannot use it. To end it there as well, open your account’s list of connected apps and remove this one.',
  keptPassword:
    'The password is deleted here, and I cannot end it there. Did you make it for me alone? Then delete it in your account.',
  atProvider: 'Open your account',
  targets: 'Where new things go',
  newEvents: 'New events',
  newNotes: 'New notes',
  nowhere: 'Not chosen',
  ownNotes: 'Steward’s own notes',
  connect: 'Connect',
  demo: 'A demo: it needs no account, and holds made-up data.',
  offers: {
    google: 'You agree on Google’s page.',
    microsoft: 'You agree on Microsoft’s page, with a private or a work account.',
    caldav: 'iCloud, Nextcloud, Fastmail, Posteo and others, with a password for apps.',
    ics: 'The secret address of a calendar, to read only.',
    notion: 'You agree on Notion’s page.',
    'apple-notes': 'Through a Shortcut on your iPhone or Mac.',
  } satisfies Record<IntegrationProvider, string>,
  connecting: (name: string) => `Connect: ${name}`,
  consentHow:
    'A page of the provider opens and asks you to agree. Leave all boxes ticked: I ask for nothing that I do not need. Nothing is connected before you say yes here or in the chat.',
  goOn: 'Continue to the provider',
  openAgain: 'Open the page again',
  waiting:
    'Agree in your browser, then tap the button there and confirm in the chat. I look again as soon as you are back.',
  orCopy: 'Or open this link in another browser. Give it to nobody:',
  connected: 'Connected',
  server: 'Calendar server',
  icloud: 'iCloud',
  otherServer: 'Another server',
  url: 'Address of the server',
  username: 'Name or e-mail address',
  appleAccount: 'E-mail address of your Apple account',
  password: 'Password for apps',
  icloudHow:
    'Apple’s app-specific password opens the whole account: mail and contacts, too. I use it for calendars alone, and keep it sealed.',
  makePassword: 'Make one at Apple',
  serverHow: 'Make a password for apps in your provider’s settings. It is kept sealed.',
  submit: 'Connect',
  submitting: 'Connecting …',
  address: 'Secret address (ICS)',
  addressHow:
    'Who knows it can read the whole calendar: it is kept sealed and shown nowhere. Providers renew it hours late.',
  feedName: 'What you call it (optional)',
  notAnAddress: 'That is no address of a calendar. It begins with https:// or webcal://.',
  tooManyTries: 'That was tried very often. Wait an hour, then try again.',
  notAServer: 'That is no address of a server, such as dav.example.org.',
  bridgeHow:
    'Apple lets nobody into Notes from outside. A Shortcut on your iPhone or Mac fetches what you gave me and puts it into a note.',
  makeToken: 'Make a key',
  newToken: 'Make a new key',
  setUp: 'Set up the Shortcut, step by step',
  tokenOnce: 'The key is shown this once. Who has it can read what waits for your Notes.',
  bridgeAddress: 'Address',
  bridgeHeader: 'Value of the header Authorization, with the key',
  faults: {
    auth: 'The access was refused. Check name and password, or connect it again.',
    scope: 'Something that I need was not allowed. Connect again and leave all boxes ticked.',
    gone: 'It is not there any more. Look whether it was moved or deleted there; then connect it anew.',
    throttled:
      'The provider asks for a pause. Try again in a few minutes; what is connected is read again by itself.',
    away: 'Nothing answers there. Check what you typed, or try again later; what is connected is read again by itself.',
    'bad-answer': 'What came back is no calendar that I can read. Check the address, or try again later.',
    'too-large': 'It is larger than I read (5 MB). Choose an address with fewer events.',
    'forbidden-address':
      'That is no address on the internet. Check it; one in a private network can be allowed with CALDAV_HOSTS by who runs this bot.',
    certificate: 'The certificate of that server is not valid. Who runs the server has to renew it.',
    'no-calendar': 'There is no calendar in that account. Make one there, then connect again.',
    'too-many': 'Ten connections are the most. Disconnect one that you no longer need.',
    'provider-off': 'Who runs this bot has not set this provider up, or has turned it off. Ask them.',
  } satisfies Record<ConnectionFault, string>,
  backTitle: 'Go back to Telegram to finish',
  backHow:
    'Nothing is connected yet. Confirm in your chat with the bot that it was you: it shows the account.',
  backByHand: 'Go back to your chat with the bot and open Connections there.',
  toTelegram: 'Open Telegram',
  looking: 'Looking …',
  ask: 'Connect this account?',
  askHow: 'Only if you began this yourself. Did somebody send you a link? Then it was not you.',
  yes: 'Connect',
  no: 'This was not me',
  over: 'This was started by somebody else, or is over. Nothing was connected.',
  refusedTitle: 'Nothing was connected',
  givenBack: 'What the provider gave was given back and deleted. You can close this page.',
  refusals: {
    unknown: 'This was started by somebody else, or is over. Begin again under Connections.',
    'consent-refused':
      'You said no on the provider’s page. Nothing was kept. You can begin again at any time.',
    'scope-missing': 'Something that I need was not allowed. Begin again and leave all boxes ticked.',
    'no-refresh-token':
      'The provider gave no lasting access. Remove this app in your account there, then begin again.',
    away: 'The provider did not answer. Begin again in a few minutes.',
    throttled: 'The provider asks for a pause. Begin again in a few minutes.',
    'bad-answer':
      'The provider’s answer could not be understood. Begin again; if it stays so, tell who runs this bot.',
    'too-many': 'Ten connections are the most. Disconnect one, then begin again.',
    'provider-off': 'Who runs this bot has not set this provider up, or has turned it off. Ask them.',
  } satisfies Record<ConsentRefusal, string>,
  toConnections: 'To your connections',
};

const de: typeof en = {
  how: 'Kalender, in die ich schaue, und wohin deine Notizen kommen.',
  off: 'Verbindungen sind hier nicht eingeschaltet: Es fehlt ein Schlüssel, der Anmeldungen schützt. Wer den Bot betreibt, kann sie mit token_key_version = 1 in den Variablen von Terraform einschalten.',
  names: {
    caldav: 'iCloud oder anderer CalDAV-Kalender',
    ics: 'Kalenderadresse (ICS)',
  },
  reads: {
    google: 'Ich lese belegte Zeiten und Titel. Andere Personen in einem Termin lese ich nie.',
    microsoft: 'Ich lese belegte Zeiten und Titel. Andere Personen in einem Termin lese ich nie.',
    caldav: 'Ich lese belegte Zeiten und Titel. Andere Personen in einem Termin lese ich nie.',
    ics: 'Ich lese belegte Zeiten und Titel und kann nicht schreiben. Anbieter erneuern solche Adressen erst nach Stunden.',
    notion: 'Ich lege Notizen in der Datenbank ab, die du wählst. Andere Seiten lese ich nicht.',
    'apple-notes': 'Dein Kurzbefehl holt die Notizen, die du mir gegeben hast, und kann welche bringen.',
  },
  states: {
    works: 'Funktioniert',
    unread: 'Konnte nicht gelesen werden',
    broken: 'Muss neu verbunden werden',
  },
  lastRead: (when) => `zuletzt gelesen ${when}`,
  notRead: 'wird gerade zum ersten Mal gelesen',
  busy: 'Gelten als belegt',
  busyHow: 'Welche Kalender zählen, wenn ich eine freie Zeit suche.',
  noDatabase:
    'Keine Datenbank ist mit mir geteilt. Öffne in Notion eine, wähle ••• → Verbindungen → diese hier und tippe dann auf Testen.',
  test: 'Testen',
  testing: 'Wird gefragt …',
  tested: (account) => `${account} funktioniert.`,
  reconnect: 'Neu verbinden',
  disconnect: 'Trennen',
  disconnectAsk: (account) => `${account} trennen?`,
  disconnectHow:
    'Ich schaue nicht mehr hinein, und was es geöffnet hat, wird hier gelöscht. In deinem Kalender und deinen Notizen wird nichts gelöscht.',
  disconnected: {
    revoked: 'Getrennt. Auch beim Anbieter ist der Zugang beendet.',
    kept: 'Hier getrennt. Der Anbieter war nicht zu erreichen.',
    none: 'Getrennt. Was es geöffnet hat, ist hier gelöscht.',
  },
  keptTitle: 'Hier getrennt',
  keptHow:
    'Der Anbieter war nicht zu erreichen. Was es geöffnet hat, ist hier gelöscht, ich kann es also nicht benutzen. Um es auch dort zu beenden, öffne die Liste verbundener Apps deines Kontos und entferne diese.',
  keptPassword:
    'Das Passwort ist hier gelöscht; dort kann ich es nicht beenden. Hast du es nur für mich erstellt? Dann lösche es in deinem Konto.',
  atProvider: 'Dein Konto öffnen',
  targets: 'Wohin Neues kommt',
  newEvents: 'Neue Termine',
  newNotes: 'Neue Notizen',
  nowhere: 'Nicht gewählt',
  ownNotes: 'Stewards eigene Notizen',
  connect: 'Verbinden',
  demo: 'Eine Demo: Sie braucht kein Konto und enthält erfundene Daten.',
  offers: {
    google: 'Du stimmst auf der Seite von Google zu.',
    microsoft: 'Du stimmst auf der Seite von Microsoft zu, mit privatem oder Arbeitskonto.',
    caldav: 'iCloud, Nextcloud, Fastmail, Posteo und andere, mit einem Passwort für Apps.',
    ics: 'Die geheime Adresse eines Kalenders, nur zum Lesen.',
    notion: 'Du stimmst auf der Seite von Notion zu.',
    'apple-notes': 'Über einen Kurzbefehl auf deinem iPhone oder Mac.',
  },
  connecting: (name) => `Verbinden: ${name}`,
  consentHow:
    'Eine Seite des Anbieters öffnet sich und bittet dich um Zustimmung. Lass alle Häkchen stehen: Ich bitte um nichts, was ich nicht brauche. Nichts ist verbunden, ehe du hier oder im Chat Ja sagst.',
  goOn: 'Weiter zum Anbieter',
  openAgain: 'Seite noch einmal öffnen',
  waiting:
    'Stimme im Browser zu, tippe dort auf den Knopf und bestätige im Chat. Ich sehe nach, sobald du wieder hier bist.',
  orCopy: 'Oder öffne diesen Link in einem anderen Browser. Gib ihn niemandem:',
  connected: 'Verbunden',
  server: 'Kalender-Server',
  icloud: 'iCloud',
  otherServer: 'Ein anderer Server',
  url: 'Adresse des Servers',
  username: 'Name oder E-Mail-Adresse',
  appleAccount: 'E-Mail-Adresse deines Apple-Kontos',
  password: 'Passwort für Apps',
  icloudHow:
    'Apples app-spezifisches Passwort öffnet das ganze Konto: auch E-Mail und Kontakte. Ich benutze es nur für Kalender und bewahre es versiegelt auf.',
  makePassword: 'Eines bei Apple erstellen',
  serverHow:
    'Erstelle in den Einstellungen deines Anbieters ein Passwort für Apps. Es wird versiegelt aufbewahrt.',
  submit: 'Verbinden',
  submitting: 'Wird verbunden …',
  address: 'Geheime Adresse (ICS)',
  addressHow:
    'Wer sie kennt, kann den ganzen Kalender lesen: Sie wird versiegelt aufbewahrt und nirgends gezeigt. Anbieter erneuern sie erst nach Stunden.',
  feedName: 'Wie du ihn nennst (freiwillig)',
  notAnAddress: 'Das ist keine Adresse eines Kalenders. Sie beginnt mit https:// oder webcal://.',
  tooManyTries: 'Das wurde sehr oft versucht. Warte eine Stunde und versuch es dann wieder.',
  notAServer: 'Das ist keine Adresse eines Servers wie dav.example.org.',
  bridgeHow:
    'Apple lässt von außen niemanden in die Notizen. Ein Kurzbefehl auf deinem iPhone oder Mac holt, was du mir gegeben hast, und legt es in eine Notiz.',
  makeToken: 'Schlüssel erstellen',
  newToken: 'Neuen Schlüssel erstellen',
  setUp: 'Kurzbefehl einrichten, Schritt für Schritt',
  tokenOnce: 'Der Schlüssel wird nur jetzt gezeigt. Wer ihn hat, kann lesen, was auf deine Notizen wartet.',
  bridgeAddress: 'Adresse',
  bridgeHeader: 'Wert des Headers Authorization, mit dem Schlüssel',
  faults: {
    auth: 'Der Zugang wurde verweigert. Prüfe Name und Passwort, oder verbinde neu.',
    scope: 'Etwas, das ich brauche, wurde nicht erlaubt. Verbinde neu und lass alle Häkchen stehen.',
    gone: 'Das gibt es nicht mehr. Sieh nach, ob es dort verschoben oder gelöscht wurde; verbinde dann neu.',
    throttled:
      'Der Anbieter bittet um eine Pause. Versuch es in ein paar Minuten; Verbundenes lese ich von selbst wieder.',
    away: 'Dort antwortet nichts. Prüfe, was du eingegeben hast, oder versuch es später; Verbundenes lese ich von selbst wieder.',
    'bad-answer':
      'Was zurückkam, ist kein Kalender, den ich lesen kann. Prüfe die Adresse, oder versuch es später.',
    'too-large': 'Das ist größer, als ich lese (5 MB). Wähle eine Adresse mit weniger Terminen.',
    'forbidden-address':
      'Das ist keine Adresse im Internet. Prüfe sie; eine im privaten Netz kann der Betreiber des Bots mit CALDAV_HOSTS erlauben.',
    certificate: 'Das Zertifikat dieses Servers ist nicht gültig. Wer den Server betreibt, muss es erneuern.',
    'no-calendar': 'In diesem Konto ist kein Kalender. Lege dort einen an und verbinde dann neu.',
    'too-many': 'Mehr als zehn Verbindungen gehen nicht. Trenne eine, die du nicht mehr brauchst.',
    'provider-off':
      'Wer den Bot betreibt, hat diesen Anbieter nicht eingerichtet oder abgeschaltet. Frag dort nach.',
  },
  backTitle: 'Geh zurück zu Telegram',
  backHow:
    'Noch ist nichts verbunden. Bestätige im Chat mit dem Bot, dass du es warst: Er zeigt dir das Konto.',
  backByHand: 'Geh zurück in deinen Chat mit dem Bot und öffne dort die Verbindungen.',
  toTelegram: 'Telegram öffnen',
  looking: 'Wird nachgesehen …',
  ask: 'Dieses Konto verbinden?',
  askHow:
    'Nur wenn du das selbst begonnen hast. Hat dir jemand einen Link geschickt? Dann warst du es nicht.',
  yes: 'Verbinden',
  no: 'Das war ich nicht',
  over: 'Das hat jemand anderes begonnen, oder es ist vorbei. Nichts wurde verbunden.',
  refusedTitle: 'Nichts wurde verbunden',
  givenBack: 'Was der Anbieter gab, ist zurückgegeben und gelöscht. Du kannst diese Seite schließen.',
  refusals: {
    unknown: 'Das hat jemand anderes begonnen, oder es ist vorbei. Beginne neu unter Verbindungen.',
    'consent-refused':
      'Du hast auf der Seite des Anbieters Nein gesagt. Nichts wurde behalten. Du kannst jederzeit neu beginnen.',
    'scope-missing': 'Etwas, das ich brauche, wurde nicht erlaubt. Beginne neu und lass alle Häkchen stehen.',
    'no-refresh-token':
      'Der Anbieter gab keinen dauerhaften Zugang. Entferne diese App dort in deinem Konto und beginne neu.',
    away: 'Der Anbieter hat nicht geantwortet. Beginne in ein paar Minuten neu.',
    throttled: 'Der Anbieter bittet um eine Pause. Beginne in ein paar Minuten neu.',
    'bad-answer':
      'Die Antwort des Anbieters war nicht zu verstehen. Beginne neu; bleibt es so, sag es dem, der den Bot betreibt.',
    'too-many': 'Mehr als zehn Verbindungen gehen nicht. Trenne eine und beginne dann neu.',
    'provider-off':
      'Wer den Bot betreibt, hat diesen Anbieter nicht eingerichtet oder abgeschaltet. Frag dort nach.',
  },
  toConnections: 'Zu deinen Verbindungen',
};

export const integrations = { en, de };

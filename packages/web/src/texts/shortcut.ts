// The page for the phone: how a Shortcut is made that carries notes to Apple Notes.

const en = {
  onlyHere:
    'This address is reached by this machine alone: a Shortcut on it works, one on a phone needs an address on the internet.',
  keyNeeded: 'The Shortcut needs a key. It is shown once, on this page, until you close it.',
  keyGone:
    'Your key is shown no more. Without it, make a new one: the one before ends, so put it into your Shortcuts.',
  /** As the phone calls them. */
  actions: {
    url: 'Get Contents of URL',
    value: 'Get Dictionary Value',
    each: 'Repeat with Each',
    note: 'Create Note',
  },
  toNotes: 'From me to Apple Notes',
  start:
    'On the phone open Shortcuts, tap + and call it “Steward notes”. Search for each action below, and add it.',
  fetch:
    'The address from above. Tap the arrow: method GET, and under Headers Authorization with the value from above.',
  notes: 'Value for notes in Contents of URL.',
  each: 'With Dictionary Value. The next four belong inside, above End Repeat.',
  text: 'Value for text in Repeat Item.',
  note: 'With Dictionary Value. Choose a folder, and turn Open When Run off.',
  id: 'Value for id in Repeat Item.',
  done: 'The address with /acknowledge behind it. Method POST, the same header, Request Body JSON: a new field Array named ids, and in it a Text with the Dictionary Value from the step before.',
  test: 'Try it',
  tests: [
    'Under Connections let new notes go to Apple Notes.',
    'Send me in the chat: /note Hello from Steward',
    'Run the Shortcut with ▶ and allow all that it asks. The note is in Notes.',
    'To let it run by itself: Automation → + → Time of Day → Run Immediately → “Steward notes”.',
  ],
  toSteward: 'From the phone to me',
  brings: [
    'Make another Shortcut, “To Steward”. Under ⓘ turn on Show in Share Sheet.',
    'The address from above. Method POST, the same header, Request Body JSON: a new field Text named text, with Shortcut Input.',
    'Mark words anywhere, tap Share → To Steward. They are in /notes.',
  ] as [prepare: string, bring: string, share: string],
  trouble: 'When it does not work',
  troubles: {
    'sign-in-refused':
      'The key is wrong, or a newer one ended it. Make a new one and put it into each header.',
    'too-many-requests': 'That was a lot at once. Wait as many seconds as it says.',
    'not-let-in': 'You are not let in any more. Ask who runs this bot.',
    'bad-request': 'Check the body: it is JSON, and its field is called ids, or text.',
  },
  nothing: 'Nothing comes',
  nothingHow: 'Send me /notes: it says which wait. Others went where new notes go.',
};

const de: typeof en = {
  onlyHere:
    'Diese Adresse erreicht nur dieses Gerät: Ein Kurzbefehl darauf geht, einer auf dem Handy braucht eine Adresse im Internet.',
  keyNeeded:
    'Der Kurzbefehl braucht einen Schlüssel. Er wird einmal gezeigt, auf dieser Seite, bis du sie schließt.',
  keyGone:
    'Dein Schlüssel wird nicht mehr gezeigt. Fehlt er dir, erstelle einen neuen: Der bisherige endet, also setz ihn in deine Kurzbefehle ein.',
  actions: {
    url: 'Inhalte von URL abrufen',
    value: 'Wörterbuchwert abrufen',
    each: 'Mit jedem wiederholen',
    note: 'Notiz erstellen',
  },
  toNotes: 'Von mir zu Apple Notizen',
  start:
    'Öffne auf dem Handy Kurzbefehle, tippe auf + und nenne ihn „Steward notes“. Suche jede Aktion von unten und füge sie hinzu.',
  fetch:
    'Die Adresse von oben. Tippe auf den Pfeil: Methode GET, und unter Header Authorization mit dem Wert von oben.',
  notes: 'Wert für notes in Inhalte von URL.',
  each: 'Mit Wörterbuchwert. Die nächsten vier gehören hinein, vor das Ende der Wiederholung.',
  text: 'Wert für text in Objekt wiederholen.',
  note: 'Mit Wörterbuchwert. Wähle einen Ordner, und schalte das Öffnen beim Ausführen aus.',
  id: 'Wert für id in Objekt wiederholen.',
  done: 'Die Adresse mit /acknowledge dahinter. Methode POST, derselbe Header, Text der Anfrage JSON: ein neues Feld Array namens ids, darin ein Text mit dem Wörterbuchwert aus dem Schritt davor.',
  test: 'Probier es aus',
  tests: [
    'Lass unter Verbindungen neue Notizen zu Apple Notizen gehen.',
    'Schick mir im Chat: /note Hallo von Steward',
    'Führe den Kurzbefehl mit ▶ aus und erlaube alles, was er fragt. Die Notiz ist in Notizen.',
    'Damit er von selbst läuft: Automation → + → Tageszeit → Sofort ausführen → „Steward notes“.',
  ],
  toSteward: 'Vom Handy zu mir',
  brings: [
    'Erstelle noch einen Kurzbefehl, „To Steward“. Schalte unter ⓘ ein, dass er beim Teilen erscheint.',
    'Die Adresse von oben. Methode POST, derselbe Header, Text der Anfrage JSON: ein neues Feld Text namens text, mit der Kurzbefehl-Eingabe.',
    'Markiere irgendwo Wörter, tippe auf Teilen → To Steward. Sie stehen in /notes.',
  ],
  trouble: 'Wenn es nicht geht',
  troubles: {
    'sign-in-refused':
      'Der Schlüssel stimmt nicht, oder ein neuerer hat ihn beendet. Erstelle einen neuen und setz ihn in jeden Header ein.',
    'too-many-requests': 'Das war viel auf einmal. Warte so viele Sekunden, wie dabeisteht.',
    'not-let-in': 'Du wirst nicht mehr eingelassen. Frag den, der den Bot betreibt.',
    'bad-request': 'Prüfe den Text der Anfrage: Er ist JSON, und sein Feld heißt ids oder text.',
  },
  nothing: 'Nichts kommt an',
  nothingHow: 'Schick mir /notes: Dort steht, welche warten. Andere kamen dorthin, wohin neue Notizen gehen.',
};

export const shortcut = { en, de };

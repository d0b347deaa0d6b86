// What people wrote may hold what a terminal obeys: control characters and marks that turn text around.
/** The same text, such characters made visible; line breaks and tabs stay. */
exports.harmless = (text) =>
  String(text ?? '').replaceAll(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');

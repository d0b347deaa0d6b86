// Renders a scan of the table: owners with what belongs to them, and, when asked to be verbose, their texts.
import { readFileSync } from 'node:fs';
import { harmless } from './harmless.cjs';

const verbose = process.argv.includes('--verbose');
const { Items: items = [] } = JSON.parse(readFileSync(0, 'utf8') || '{}');

const plain = (value) => value?.S ?? value?.N ?? value?.BOOL;
const time = (value) => (value === undefined ? '-' : new Date(Number(plain(value))).toISOString());
const line = (text) => process.stdout.write(`${text}\n`);

const owners = new Map();
for (const item of items) {
  const owner = plain(item.pk);
  if (!owners.has(owner)) owners.set(owner, []);
  owners.get(owner).push({ sk: plain(item.sk) ?? '', item });
}

const showSession = (item) => {
  const state = plain(item.s3_path) ? 'archived' : 'open';
  const facts = `${plain(item.model_name)}, ${plain(item.message_count) ?? 0} messages, last ${time(item.last_message_ts)}, ${state}`;
  line(`  #${plain(item.number) ?? '?'}  ${facts}${verbose ? `  "${harmless(plain(item.title))}"` : ''}`);
};

const showProfile = (item) => {
  const names = [item.first_name, item.last_name, item.username && { S: `@${plain(item.username)}` }];
  const name = names.map(plain).filter(Boolean).map(harmless).join(' ');
  line(`  since ${time(item.created_at)}${verbose && name ? `, ${name}` : ''}`);
};

const showMessage = ({ sk, item }) => {
  const session = sk.split('#')[1];
  line(`  ${time(item.ts)} ${session} ${plain(item.role)}: ${harmless(plain(item.content))}`);
};

const showServer = ({ sk, item }) => {
  if (sk === 'MODEL_SERVER')
    line(`  model server: last chat ${time(item.last_chat_at)}${plain(item.keep_on) ? ', held on' : ''}`);
};

const starts = (entries, prefix) => entries.filter(({ sk }) => sk.startsWith(prefix));

const showOwner = (owner, entries) => {
  const messages = starts(entries, 'MESSAGE#');
  const updates = starts(entries, 'UPDATE#');
  const sessions = starts(entries, 'MODEL#');
  line(`${owner}: ${sessions.length} conversations, ${messages.length} messages, ${updates.length} updates`);
  for (const { item } of entries.filter(({ sk }) => sk === 'PROFILE')) showProfile(item);
  for (const { item } of sessions) showSession(item);
  if (verbose) for (const message of messages) showMessage(message);
};

if (items.length === 0) line('The table is empty.');
// What is nobody's, such as the note of a try of doctor.sh, makes no conversation.
else if ([...owners.keys()].every((owner) => owner === '0')) line('Nobody has a conversation yet.');
for (const [owner, entries] of owners) {
  if (owner === '0') for (const entry of entries) showServer(entry);
  else showOwner(owner, entries);
}

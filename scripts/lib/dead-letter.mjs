// What a dead letter is, and how it goes back into the queue. Reads a result of ReceiveMessage, or one message.
//   list            a line each: id, chat, update, kind, when, receives. Never what was written.
//   show            one letter, texts hidden; `show --verbose` in full
//   send <queue>    input of SendMessage; 3: it cannot be sent, 4: it need not be
//   handles         input entries of ChangeMessageVisibilityBatch, to let go of what was received
import { readFileSync } from 'node:fs';
import { harmless } from './harmless.cjs';

const [mode, option] = process.argv.slice(2);
const document = JSON.parse(readFileSync(0, 'utf8') || '{}');
const print = (text) => process.stdout.write(`${text}\n`);

const parse = (body) => {
  try {
    const value = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Our own notes go as they are; an update is marked, so that the worker knows that an operator sent it. */
const kindOf = (value) => {
  if (value === undefined) return 'unreadable';
  if (typeof value.steward === 'string') return value.steward;
  return Object.keys(value).find((key) => key !== 'update_id') ?? 'update';
};

/** `reminder 5` or `briefing`: what the table lists as due and asks for again. */
const dueOf = ({ sk = '', due } = {}) => {
  const [, number] = /^REMINDER#(\d+)/.exec(sk) ?? [];
  const thing =
    number === undefined
      ? String(sk)
          .toLowerCase()
          .replace(/[^a-z]/g, '')
      : `reminder ${number}`;
  return `${thing}, due ${new Date(Number(due) || 0).toISOString()}`;
};

/** Of a group such as `r#1001`, in which ringing waits for nothing else, the chat. */
const chatOf = ({ MessageGroupId: group = '-' }) => group.replace(/^[a-z]#/, '');

const updateIdOf = (value) => value?.update_id ?? value?.update?.update_id ?? value?.updateId ?? '-';

const describe = ({ MessageId, Body, Attributes = {} }) => {
  const value = parse(Body);
  const sent = new Date(Number(Attributes.SentTimestamp ?? 0)).toISOString();
  const kind = kindOf(value);
  const what = kind === 'due' ? dueOf(value) : `update ${updateIdOf(value)}  ${kind}`;
  return `${MessageId}  chat ${chatOf(Attributes)}  ${what}  sent ${sent}  tries ${Attributes.ApproximateReceiveCount ?? '-'}`;
};

/** The shape alone: ids and kinds stay, whatever a person wrote or is called goes. */
const SHOWN = new Set(['steward', 'sk', 'type', 'mime_type', 'language_code']);
const hidden = (value, key) => {
  if (Array.isArray(value)) return value.map((one) => hidden(one, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, hidden(one, name)]));
  }
  return typeof value === 'string' && !SHOWN.has(key) ? `(${value.length} characters)` : value;
};

const show = ({ Body, ...rest }) => {
  print(describe({ Body, ...rest }));
  const value = parse(Body);
  if (option === '--verbose') print(harmless(value === undefined ? Body : JSON.stringify(value, null, 2)));
  else print(value === undefined ? `(${Body.length} characters)` : JSON.stringify(hidden(value), null, 2));
};

const send = ({ MessageId, Body, Attributes = {} }) => {
  const value = parse(Body);
  if (value === undefined) {
    process.stderr.write(`${MessageId} is no update and no note: left where it is.\n`);
    process.exit(3);
  }
  if (value.steward === 'due') {
    print(`${MessageId}: ${dueOf(value)}, of chat ${chatOf(Attributes)}`);
    process.exit(4);
  }
  // The body's own text is kept: parsing and writing it again could change it.
  const body = typeof value.steward === 'string' ? Body : `{"steward":"redrive","update":${Body}}`;
  print(
    JSON.stringify({
      QueueUrl: option,
      MessageBody: body,
      MessageGroupId: Attributes.MessageGroupId,
      // Bound to the letter: a second try within five minutes of a crash between send and delete sends nothing twice.
      MessageDeduplicationId: `redrive-${MessageId}`,
    }),
  );
};

const messages = document?.Messages ?? [];
if (mode === 'list') for (const message of messages) print(describe(message));
else if (mode === 'show') show(document);
else if (mode === 'send') send(document);
else if (mode === 'handles') {
  const entry = ({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 });
  print(JSON.stringify({ QueueUrl: option, Entries: messages.map(entry) }));
}

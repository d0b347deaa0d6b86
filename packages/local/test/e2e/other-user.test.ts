// Another user of this machine, against everything that a local run listens on and keeps.
import { execFile } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Product, startProduct } from './start-product.ts';

const canBeAnother = process.platform === 'linux' && process.getuid?.() === 0;
if (!canBeAnother) {
  console.warn('SKIPPED: another user of this machine is only played as root on Linux (setuid, /proc)');
}

const NOBODY = 65_534;
const run = promisify(execFile);

/** Runs as somebody else; resolves with the JSON that it prints. */
const asNobody = async (program: string, ...args: string[]): Promise<unknown> => {
  const become = `process.setgroups([]); process.setgid(${NOBODY}); process.setuid(${NOBODY});`;
  const code = `${become}\nconst args = process.argv.slice(1);\n${program}`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code, ...args], {
    cwd: '/',
  });
  return JSON.parse(stdout);
};

/** The ports on which a process listens, as the system knows them. */
const portsOf = (pid: number): number[] => {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  const lines = ['tcp', 'tcp6'].flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8').split('\n'),
  );
  return lines.flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    return state === '0A' && sockets.has(inode) ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : [];
  });
};

/** Notion, and so the demo notes, says 400 to an address that it does not have. */
const isRefused = ([, status, body]: [string, number, string]): boolean =>
  [401, 403, 404].includes(status) || (status === 400 && body.includes('"invalid_request_url"'));

/** What somebody who has read the source would try. */
const ATTACKS = `
const [port] = args;
const url = 'http://127.0.0.1:' + port;
const aws = (target, body, credential) => [url + '/', { method: 'POST', body: JSON.stringify(body), headers: {
  'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0',
  ...(credential !== undefined && { authorization: 'AWS4-HMAC-SHA256 Credential=' + credential +
    '/20261128/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0' }) } }];
const item = { TableName: 'chatbot-sessions', Item: { pk: { N: '1' }, sk: { S: 'PROFILE' } } };
const attempts = [
  [url + '/'],
  aws('DynamoDB_20120810.ListTables', {}),
  aws('DynamoDB_20120810.Scan', { TableName: 'chatbot-sessions' }, 'local'),
  aws('DynamoDB_20120810.PutItem', item, ''),
  aws('DynamoDB_20120810.PutItem', item, 'a'.repeat(64)),
  aws('AmazonSQS.ListQueues', {}, 'test'),
  [url + '/chatbot-conversations-local?list-type=2'],
  [url + '/bot4000000001:AAEmulatedTelegramBotOfThisMachine1/getUpdates'],
  [url + '/bot/getMe'],
  [url + '/file/bot4000000001:x/documents/file_0.json'],
  [url + '/telegram/webhook', { method: 'POST', body: '{"update_id":1}' }],
  [url + '/2015-03-31/functions/worker/invocations', { method: 'POST', body: '{}' }],
  [url + '/api/tags'],
  [url + '/api/chat', { method: 'POST', body: JSON.stringify({ model: 'demo', messages: [{ role: 'user', content: 'x' }] }) }],
];
const answers = [];
for (const [to, init] of attempts) {
  const answer = await fetch(to, { ...init, signal: AbortSignal.timeout(10000) });
  answers.push([new URL(to).pathname, answer.status, (await answer.text()).slice(0, 200)]);
}
console.log(JSON.stringify(answers));
`;

const READS = `
import { readdirSync, readFileSync } from 'node:fs';
const codeOf = (read) => { try { read(); return 'read'; } catch (error) { return error.code; } };
console.log(JSON.stringify(args.map((path) => codeOf(() => readFileSync(path)))));
`;

const everythingIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? [path, ...everythingIn(path)] : [path];
  });

const modesIn = (folder: string): string[] =>
  [folder, ...everythingIn(folder)].map((path) => {
    const stat = lstatSync(path);
    return `${stat.isDirectory() ? 'folder' : 'file'} ${(stat.mode & 0o777).toString(8)}`;
  });

describe.skipIf(!canBeAnother)('another user of this machine', { timeout: 300_000 }, () => {
  const root = mkdtempSync(join(tmpdir(), 'steward-other-'));
  const dataDir = join(root, 'data');
  let product: Product;
  let page: URL;

  beforeAll(async () => {
    // The way to the folder is open: its own mode has to hold.
    chmodSync(root, 0o755);
    mkdirSync(join(dataDir, 'dynamodb'), { recursive: true });
    for (const folder of [dataDir, join(dataDir, 'dynamodb')]) chmodSync(folder, 0o777);
    const umask = process.umask(0);
    product = startProduct({ DATA_DIR: dataDir, PORT: '0', OLLAMA_URL: 'http://127.0.0.1:9' });
    process.umask(umask);
    page = new URL((await product.printed(/http:\/\/127\.0\.0\.1:\d+(?= {3}\(open)/))[0]);
    await product.ready;
    const post = async (path: string, body: object): Promise<{ user: { id: number } }> => {
      const headers = { origin: page.origin, 'content-type': 'application/json' };
      const answer = await fetch(new URL(path, page), {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      expect(answer.ok).toBe(true);
      return (await answer.json()) as { user: { id: number } };
    };
    const { user: ada } = await post('/api/users', { firstName: 'Ada' });
    await post('/api/messages', { userId: ada.id, chatId: ada.id, text: 'a secret of mine' });
  });
  afterAll(async () => {
    await product.kill9();
    rmSync(root, { recursive: true });
  });

  test('reaches the chat page and the sign-in of the app, and is refused by whatever else listens', async () => {
    const ports = portsOf(product.pid);
    const app = /App {8}http:\/\/localhost:(\d+)/.exec(product.output())?.[1] ?? '';
    expect(ports.length).toBeGreaterThanOrEqual(5);
    expect(ports).toEqual(expect.arrayContaining([Number(page.port), Number(app)]));
    const open = [page.port, app].map(Number);
    for (const port of ports.filter((port) => !open.includes(port))) {
      const answers = (await asNobody(ATTACKS, String(port))) as [string, number, string][];
      expect(answers.filter((answer) => !isRefused(answer))).toEqual([]);
    }
    const [first] = (await asNobody(ATTACKS, page.port)) as [string, number, string][];
    expect(first?.[1]).toBe(200);
    // Of the app only the empty document, which asks who is there.
    const [document, ...others] = (await asNobody(ATTACKS, app)) as [string, number, string][];
    expect(document).toMatchObject(['/', 200, expect.stringContaining('<!doctype html>')]);
    expect(others.filter(([, status]) => ![401, 403, 404, 405].includes(status))).toEqual([]);
  });

  test('reads nothing of the data folder, whose modes are right whatever they and the umask were', async () => {
    const files = everythingIn(dataDir).filter((path) => lstatSync(path).isFile());
    expect(files.some((path) => path.includes('dynamodb') && path.endsWith('LOG'))).toBe(true);
    expect(files.some((path) => path.endsWith('journal.jsonl'))).toBe(true);
    expect(new Set((await asNobody(READS, ...files)) as string[])).toEqual(new Set(['EACCES']));
    expect([...new Set(modesIn(dataDir))].sort()).toEqual(['file 600', 'folder 700']);
  });

  test('finds no key in the process list', async () => {
    const read = `import { readFileSync } from 'node:fs';
      const line = readFileSync('/proc/' + args[0] + '/cmdline', 'utf8');
      let environment; try { environment = readFileSync('/proc/' + args[0] + '/environ', 'utf8'); } catch (error) { environment = error.code; }
      console.log(JSON.stringify([line, environment]));`;
    const [line, environment] = (await asNobody(read, String(product.pid))) as string[];
    expect(line).toMatch(/main\.ts\0$/);
    expect(environment).toBe('EACCES');
  });
});

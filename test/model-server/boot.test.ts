// The first boot in an empty root: once, twice, and after a kill between any two commands.
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { killEverywhere } from './kill-everywhere.ts';
import { apiKey, createMachine, type Machine, writings } from './machine.ts';
import { haveTools } from './tools.ts';

const runnable = haveTools(
  ['bash', 'openssl', 'tar', 'zstd', 'flock', 'ps'],
  'the first boot of the model server',
);
const machines: Machine[] = [];

const machine = (overrides?: Partial<Record<string, string>>): Machine => {
  const made = createMachine(overrides);
  machines.push(made);
  return made;
};

afterEach(() => {
  for (const made of machines.splice(0)) made.remove();
});

const proxy = 'etc/steward/proxy';

/** What must hold wherever the random parts differ. */
const expectSound = (server: Machine): void => {
  const pem = server.read(`${proxy}/server.pem`);
  const certificate = new X509Certificate(pem);
  expect(certificate.checkPrivateKey(createPrivateKey(pem))).toBe(true);
  expect(server.readWorld('ssm/_steward_ollama_certificate').trim()).toBe(certificate.toString().trim());
  const [, right, salt] =
    /^secure_link "([\w-]+)";\nsecure_link_md5 "([0-9a-f]{64})\$http_x_api_key";\n$/.exec(
      server.read(`${proxy}/key-check.conf`),
    ) ?? [];
  expect(right).toBe(createHash('md5').update(`${salt}${apiKey}`).digest('base64url'));
};

describe.skipIf(!runnable)('the first boot', () => {
  test('ends ready, with every service enabled and started', async () => {
    const server = machine();
    const { status, output } = await server.run('boot.sh');
    expect(output).toContain('steward: ready');
    expect(status).toBe(0);
    expectSound(server);
    expect(server.read('var/lib/steward/ready')).toBe('ollama=0.33.3\nmodels=qwen3.5:2b gemma4:e2b\n');
    expect(fs.statSync(server.path('usr/bin/ollama')).mode & 0o111).not.toBe(0);
    expect(server.log().filter((line) => line.startsWith('systemctl'))).toEqual([
      'systemctl daemon-reload',
      'systemctl enable steward-boot.service',
      'systemctl try-restart ollama.service',
      'systemctl daemon-reload',
      'systemctl enable ollama.service steward-proxy.service steward-models.service steward-models-upload.service',
      'systemctl start ollama.service steward-proxy.service',
      'systemctl start steward-models.service',
      'systemctl start --no-block steward-models-upload.service',
    ]);
  });

  test('names the public address and the host in the certificate', async () => {
    const server = machine();
    await server.run('prepare-proxy.sh');
    const names = new X509Certificate(server.read(`${proxy}/server.pem`)).subjectAltName;
    expect(names).toContain('IP Address:203.0.113.7');
    expect(names).toContain('DNS:localhost');
  });

  test('asks the instance for its address when none was given', async () => {
    const server = machine({ PUBLIC_ADDRESS: '' });
    server.writeWorld('metadata/token', 'token');
    server.writeWorld('metadata/public-ipv4', '198.51.100.9');
    server.writeWorld('metadata/public-hostname', 'ec2-198-51-100-9.example.com');
    await server.run('prepare-proxy.sh');
    const names = new X509Certificate(server.read(`${proxy}/server.pem`)).subjectAltName;
    expect(names).toContain('IP Address:198.51.100.9');
    expect(names).toContain('DNS:ec2-198-51-100-9.example.com');
  });

  test('changes nothing the second time', async () => {
    const server = machine();
    await server.run('boot.sh');
    const before = writings(server.root);
    const { status } = await server.run('boot.sh');
    expect(status).toBe(0);
    expect(writings(server.root)).toEqual(before);
    const twice = (word: string) => server.log().filter((line) => line.includes(word)).length;
    expect([twice('dnf'), twice('useradd'), twice('/download/'), twice('put-parameter')]).toEqual([
      1, 1, 1, 1,
    ]);
  });

  test('shows the key in no output, file, log or process list', async () => {
    const server = machine();
    const { output } = await server.run('boot.sh');
    expect(output).not.toContain(apiKey);
    expect(server.log().join('\n')).not.toContain(apiKey);
    expect(server.readWorld('processes')).not.toContain(apiKey);
    for (const entry of fs.readdirSync(server.root, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) {
        expect(fs.readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8')).not.toContain(apiKey);
      }
    }
    const mode = (name: string) => (fs.statSync(server.path(name)).mode & 0o777).toString(8);
    expect([mode(proxy), mode(`${proxy}/server.pem`), mode(`${proxy}/key-check.conf`)]).toEqual([
      '700',
      '600',
      '600',
    ]);
  });

  test('survives package and download servers that fail at first', async () => {
    const server = machine();
    server.writeWorld('dnf-failures', '1\n2\n');
    server.writeWorld('download-failures', '1\n2\n');
    const { status } = await server.run('boot.sh');
    expect(status).toBe(0);
    expect(fs.existsSync(server.path('usr/bin/ollama'))).toBe(true);
  });

  test.each([
    ['by the setting', { OLLAMA_SHA256: '0'.repeat(64) }],
    ['here', { OLLAMA_SHA256: '' }],
  ])('refuses an archive that is not the one that was named %s', async (_, settings) => {
    const server = machine(settings);
    const { status, output } = await server.run('boot.sh');
    expect(status).not.toBe(0);
    expect(output).toContain('Ollama could not be downloaded, or is not the one that was expected');
    expect(fs.existsSync(server.path('usr/bin/ollama'))).toBe(false);
    expect(fs.existsSync(server.path('var/lib/steward/ready'))).toBe(false);
  });

  test('installs no other version without its digest, and fetches nothing before', async () => {
    const server = machine({ OLLAMA_VERSION: '0.99.0', OLLAMA_SHA256: '' });
    const { status, output } = await server.run('boot.sh');
    expect(status).not.toBe(0);
    expect(output).toContain('OLLAMA_SHA256 of Ollama 0.99.0 for ');
    expect(server.log().join('\n')).not.toContain('/download/');
  });

  test('hands over to systemd when it fails, and is not ready', async () => {
    const server = machine();
    server.writeWorld('systemctl-failure', 'start steward-models.service');
    const { status, output } = await server.run('boot.sh');
    expect(status).not.toBe(0);
    expect(output).toContain('the models are not complete');
    expect(server.log().at(-1)).toBe('systemctl start --no-block steward-boot.service');
    expect(fs.existsSync(server.path('var/lib/steward/ready'))).toBe(false);
  });

  test('says which setting is missing', async () => {
    const server = machine({ API_KEY_PARAMETER: '' });
    const { status, output } = await server.run('boot.sh');
    expect(status).not.toBe(0);
    expect(output).toContain('API_KEY_PARAMETER is not set');
  });
});

describe.skipIf(!runnable)('a start of the proxy', () => {
  test('takes a key that was changed', async () => {
    const server = machine();
    await server.run('prepare-proxy.sh');
    const before = server.read(`${proxy}/key-check.conf`);
    server.writeWorld('ssm/_steward_ollama_api-key', 'another-key-of-twenty\n');
    expect((await server.run('prepare-proxy.sh')).status).toBe(0);
    expect(server.read(`${proxy}/key-check.conf`)).not.toBe(before);
  });

  test('publishes the certificate again when the parameter lost it, and makes no other', async () => {
    const server = machine();
    await server.run('prepare-proxy.sh');
    const before = server.read(`${proxy}/server.pem`);
    server.writeWorld('ssm/_steward_ollama_certificate', 'pending\n');
    await server.run('prepare-proxy.sh');
    expect(server.read(`${proxy}/server.pem`)).toBe(before);
    expectSound(server);
  });

  test('replaces a certificate that is damaged', async () => {
    const server = machine();
    await server.run('prepare-proxy.sh');
    server.write(`${proxy}/server.pem`, server.read(`${proxy}/server.pem`).slice(0, 900));
    await server.run('prepare-proxy.sh');
    expectSound(server);
  });

  test.each(['', 'pending', 'two words of a key, no key'])('refuses %o as a key', async (value) => {
    const server = machine();
    server.writeWorld('ssm/_steward_ollama_api-key', value);
    const { status, output } = await server.run('prepare-proxy.sh');
    expect(status).not.toBe(0);
    expect(output).toContain('/steward/ollama/api-key holds no key');
    if (value !== '') expect(output).not.toContain(value);
    expect(fs.existsSync(server.path(`${proxy}/key-check.conf`))).toBe(false);
  });
});

describe.skipIf(!runnable)('a kill between any two commands', () => {
  test.each([
    ['boot.sh', 80],
    ['prepare-proxy.sh', 40],
  ])(
    'of %s leaves nothing that the next run does not put right',
    async (script, atLeast) => {
      const commands = await killEverywhere(script, [], { check: expectSound });
      expect(commands).toBeGreaterThan(atLeast);
    },
    300_000,
  );
});

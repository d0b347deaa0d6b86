import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readHostSettings } from './host-settings.ts';

const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' };
const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const program = (args: string[], environment: Record<string, string>) =>
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    env: environment,
    encoding: 'utf8',
  });

describe('the settings of the host', () => {
  it('have defaults for everything but the server', () => {
    expect(readHostSettings([], env)).toEqual({
      port: 0,
      zips: expect.stringMatching(/packages\/handler\/dist$/),
      prefix: '',
      poll: false,
      aws: {
        endpoint: env.AWS_ENDPOINT_URL,
        region: 'us-east-1',
        accessKeyId: 'test',
        secretAccessKey: 'test',
      },
    });
  });

  it('are taken from the arguments and from what AWS tools read', () => {
    const args = '--port 8790 --zips /z --project steward --poll --url-file /tmp/url'.split(' ');
    const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' };
    expect(readHostSettings(args, { ...env, ...keys, AWS_DEFAULT_REGION: 'us-west-2' })).toEqual({
      port: 8790,
      zips: '/z',
      prefix: 'steward-',
      poll: true,
      urlFile: '/tmp/url',
      aws: {
        endpoint: env.AWS_ENDPOINT_URL,
        region: 'us-west-2',
        accessKeyId: 'a',
        secretAccessKey: 's',
        sessionToken: 't',
      },
    });
  });

  it.each([
    ['no server', [], {}, 'AWS_ENDPOINT_URL'],
    ['AWS itself', [], { AWS_ENDPOINT_URL: 'https://sqs.us-east-1.amazonaws.com' }, 'AWS itself'],
    ['a port that is none', ['--port', '70000'], env, '--port'],
    ['an option that nobody knows', ['--prot', '1'], env, '--prot'],
  ])('refuse %s', (_, args, environment, message) => {
    expect(() => readHostSettings(args, environment)).toThrow(message);
  });
});

describe('the program', () => {
  it('tells its usage', () => {
    const { status, stdout } = program(['--help'], {});
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('--url-file') });
  });

  it('says in one line what is wrong, and ends', () => {
    const { status, stderr } = program([], {});
    expect(status).toBe(2);
    expect(stderr).toBe(
      'The functions cannot run: AWS_ENDPOINT_URL does not name an AWS-compatible server\n',
    );
    const away = program([], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
    expect(away.status).toBe(1);
    expect(away.stderr).toMatch(/^The functions cannot run: .*ECONNREFUSED.*\n$/);
  });
});

// The files as such: clean, small enough for the user data of an instance, and agreeing with each other.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { filesFolder } from './machine.ts';
import { haveTools, toolEnvironment } from './tools.ts';

const names = fs.readdirSync(filesFolder);
const read = (name: string) => fs.readFileSync(path.join(filesFolder, name), 'utf8');

describe('the files of the model server', () => {
  test.skipIf(!haveTools(['shellcheck'], 'shellcheck of the boot scripts'))('satisfy shellcheck', () => {
    const scripts = names.filter((name) => name.endsWith('.sh'));
    const { stdout, status } = spawnSync('shellcheck', ['--external-sources', ...scripts], {
      cwd: filesFolder,
      env: toolEnvironment,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  test('leave room in the 16 KB of user data', () => {
    const all = names.map((name) => ({
      path: `/opt/steward/${name}`,
      permissions: '0755',
      content: read(name),
    }));
    const userData = `#cloud-config\n${JSON.stringify({ write_files: all })}`;
    expect(gzipSync(userData).length).toBeLessThan(14_000);
  });

  test('let systemd start only what is there', () => {
    const units = names.filter((name) => name.endsWith('.service'));
    expect(units).toHaveLength(7);
    for (const unit of units) {
      for (const [, script = ''] of read(unit).matchAll(/\/opt\/steward\/([\w.-]+)/g)) {
        expect(names).toContain(script);
      }
      expect(read(unit)).toContain('WantedBy=multi-user.target');
    }
  });

  test('keep Ollama on loopback, where the proxy looks for it', () => {
    expect(read('ollama.service')).toContain('Environment=OLLAMA_HOST=127.0.0.1:11435\n');
    expect(read('prepare-proxy.sh')).toContain('OLLAMA_ADDRESS:-127.0.0.1:11435');
  });

  test("keep the instance's credentials from Ollama, which starts nowhere else", () => {
    const unit = read('ollama.service');
    expect(unit).toContain('IPAddressDeny=169.254.169.254 fd00:ec2::254\n');
    const [, script = ''] = /^ExecStartPre=\/bin\/bash -c '(.+)'$/m.exec(unit) ?? [];
    /** What the check says when curl ends like this: 7 and 28 are no connection, 0 is an answer, 127 is no curl. */
    const starts = (ended: number) =>
      spawnSync('bash', ['-c', `curl() { return ${ended}; }\n${script.replaceAll('$$', '$')}`]).status === 0;
    expect([0, 7, 22, 28, 127].filter(starts)).toEqual([7, 28]);
  });

  test('let no settings that Ollama could write steer what may use these credentials', () => {
    const units = names.filter((name) => name.endsWith('.service') && name !== 'ollama.service');
    for (const unit of units) expect(read(unit)).not.toMatch(/HOME=\/var\/lib\/ollama/);
  });
});

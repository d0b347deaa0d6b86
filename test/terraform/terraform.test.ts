// Every Terraform configuration is formatted and valid, and its own tests pass.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, folders, hasTerraform, type TestReport, type Workspace } from './terraform.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
if (!hasTerraform)
  console.warn('Terraform is NOT tested: there is no terraform on this machine. Install 1.11 or later.');

/** The one that Terraform starts its provider for, as it does for an operator; the others share one. */
const PLAIN = 'backend-setup';

describe.skipIf(!hasTerraform)('Terraform', () => {
  let workspace: Workspace;
  const reports = new Map<string, Promise<TestReport>>();

  beforeAll(() => {
    workspace = createWorkspace();
    const plain = workspace.test(PLAIN);
    reports.set(PLAIN, plain);
    let before: Promise<unknown> = plain.then(() => workspace.keepProvider(PLAIN));
    for (const folder of folders.filter((name) => name !== PLAIN)) {
      // The root's unit tests are run where their plans are looked at.
      const options = folder === 'infra' ? ['-filter=tests/contract.tftest.hcl'] : [];
      const report = before.then(() => workspace.test(folder, ...options));
      reports.set(folder, report);
      before = report.catch(() => {});
    }
  });
  afterAll(() => workspace.remove());

  it('finds its configurations formatted', { timeout: 300_000 }, async () => {
    const { output, code } = await workspace.terraform('.', 'fmt', '-check', '-recursive', '-no-color');
    expect({ output, code }).toEqual({ output: '', code: 0 });
  });

  it.each(folders)('passes the tests of %s', { timeout: 600_000 }, async (folder) => {
    const report = await reports.get(folder);
    expect(report?.failures).toEqual([]);
    expect(report?.passed).toBeGreaterThan(1);
    expect(readdirSync(join(root, folder, 'tests'))).toEqual(
      expect.arrayContaining(['contract.tftest.hcl', 'unit.tftest.hcl']),
    );
  });

  // The root and the bucket of its state; what they use is validated with them.
  it.each(['infra', 'backend-setup'])('finds %s valid', { timeout: 300_000 }, async (folder) => {
    const { output } = await workspace.terraform(folder, 'validate', '-no-color');
    expect(output).toContain('The configuration is valid');
  });
});

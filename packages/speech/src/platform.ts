// Where this server can run: sherpa-onnx comes ready-made for a few systems, and needs a C library that most of them have.

const READY = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-ia32'];
const INSTEAD = 'Set SPEECH_URL to a server on another machine, or to one of a provider, instead.';

export interface Machine {
  platform: string;
  arch: string;
  /** Undefined where there is none, as on Alpine. */
  glibc: string | undefined;
}

export const thisMachine = (): Machine => {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return { platform: process.platform, arch: process.arch, glibc: header.glibcVersionRuntime };
};

/** What stands against it, as a sentence; undefined where it runs. */
export const whyNotHere = ({ platform, arch, glibc }: Machine): string | undefined => {
  if (platform === 'win32' && arch === 'arm64')
    return `There is no sherpa-onnx for Windows on ARM. ${INSTEAD}`;
  if (!READY.includes(`${platform}-${arch}`))
    return `There is no sherpa-onnx for ${platform} on ${arch}. ${INSTEAD}`;
  if (platform !== 'linux') return undefined;
  if (glibc === undefined)
    return `sherpa-onnx needs glibc, and this Linux has musl (as Alpine). Use an image with Debian or Ubuntu. ${INSTEAD}`;
  const [major = 0, minor = 0] = glibc.split('.').map(Number);
  if (major < 2 || (major === 2 && minor < 32))
    return `sherpa-onnx needs glibc 2.32 or newer, and this Linux has ${glibc}. ${INSTEAD}`;
  return undefined;
};

// Findings, a line each, as scripts/doctor.sh writes them: ✓ good, ✗ broken, ! worth a look; and what mends it.

export interface Finding {
  mark: '✓' | '✗' | '!';
  /** `token: …`, one sentence. */
  said: string;
  /** The one command that mends it, or what to do where none does. */
  mend?: string | undefined;
}

export const good = (said: string): Finding => ({ mark: '✓', said });
export const broken = (said: string, mend?: string): Finding => ({ mark: '✗', said, mend });
export const doubtful = (said: string, mend?: string): Finding => ({ mark: '!', said, mend });

export const lineOf = ({ mark, said, mend }: Finding): string =>
  `${mark} ${said}${mend === undefined ? '' : ` (${mend})`}`;

/** The last line; only what is broken counts for the exit code. */
export const conclusionOf = (findings: readonly Finding[]): { said: string; exitCode: 0 | 1 } => {
  const count = (mark: Finding['mark']): number => findings.filter((one) => one.mark === mark).length;
  const doubts = count('!') > 0 ? `${count('!')} worth a look.` : '';
  if (count('✗') > 0)
    return { said: `${count('✗')} broken, ${doubts || 'nothing else worth a look.'}`, exitCode: 1 };
  return { said: `Nothing is broken. ${doubts}`.trim(), exitCode: 0 };
};

// The provider in one process for many runs of Terraform, which otherwise starts it anew for every walk over a
// configuration: it is half a gigabyte, and most of a run's work. The same program, asked by the same protocol.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * For Terraform and its provider, both of Go: collecting garbage as often as Go does by itself is a third of the processor
 * time of a run. The limit of memory is for each process.
 */
export const FEW_COLLECTIONS = { GOGC: '400', GOMEMLIMIT: '1GiB' };

export interface RunningProvider {
  /** With it in its environment Terraform asks this process and starts none. */
  environment: { TF_REATTACH_PROVIDERS: string };
  close(): Promise<void>;
}

/** It reads until its standard input ends, which comes with the end of this process however that went. */
const RUN = `for program in "$0"/providers/*/hashicorp/aws/*/*/terraform-provider-aws*; do break; done
  "$program" -debug </dev/null & trap 'kill -9 $!; wait' EXIT; cat >/dev/null`;

/**
 * @param initialised the data folder of a configuration that Terraform has initialised: it holds the provider
 * @param environment of the provider: where it calls AWS, and as whom
 */
export const startProvider = async (
  initialised: string,
  environment: NodeJS.ProcessEnv,
): Promise<RunningProvider> => {
  const child = spawn('bash', ['-c', RUN, initialised], {
    env: environment,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const [, address] = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line) ?? [];
    if (address === undefined) continue;
    child.stdout.resume();
    return {
      environment: { TF_REATTACH_PROVIDERS: address },
      async close() {
        child.stdin.end();
        await ended;
      },
    };
  }
  throw new Error(`No provider runs out of ${initialised}`);
};

// A Parameter Store over HTTP.
import { type FakeAws, startFakeAws } from './fake-aws.ts';

export interface FakeSsm extends FakeAws {
  /** What it holds, by name; may be changed while it runs. */
  values: Record<string, string>;
  /** While true, every request is answered 503. */
  down: boolean;
  /** Requests so far. */
  reads: number;
}

export const startFakeSsm = async (values: Record<string, string>): Promise<FakeSsm> => {
  const state = { values, down: false, reads: 0 };
  const aws = await startFakeAws<{ Names: string[] }>('SSM', ({ Names: names }) => {
    state.reads += 1;
    if (state.down) return 503;
    const known = names.filter((name) => name in state.values);
    return { Parameters: known.map((name) => ({ Name: name, Value: state.values[name] })) };
  });
  return Object.assign(state, aws);
};

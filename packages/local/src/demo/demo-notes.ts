// “Demo notes”: a Notion on this machine for who tries Steward, with an empty database for each account.
import { type FakeNotion, type KeptNotion, startFakeNotion } from '@steward/stand-ins';
import { type DemoDependencies, type DemoProvider, startDemo } from './demo-provider.ts';

export const startDemoNotes = async (deps: DemoDependencies): Promise<DemoProvider> => {
  const { environment, close } = await startDemo<KeptNotion, FakeNotion>(
    deps,
    { file: 'demo-notes', provider: 'notion' },
    startFakeNotion,
  );
  return { environment, close };
};

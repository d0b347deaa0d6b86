// What a button asks for: busy meanwhile, and said where it went wrong.
import { useState } from 'preact/hooks';
import { faultText } from './resource.ts';

export interface Attempt {
  fault: string | undefined;
  isBusy: boolean;
  /** Never throws. */
  run: (deed: () => Promise<unknown>) => Promise<void>;
}

export const useAttempt = (sentenceOf = faultText): Attempt => {
  const [fault, setFault] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const run = async (deed: () => Promise<unknown>) => {
    setBusy(true);
    setFault(undefined);
    try {
      await deed();
    } catch (error) {
      setFault(sentenceOf(error));
    }
    setBusy(false);
  };
  return { fault, isBusy, run };
};

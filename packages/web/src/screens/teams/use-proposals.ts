// Which of the times that were found is about to be proposed, and which were.
import { useState } from 'preact/hooks';

export interface Chosen {
  /** The same until it is sent, so that a second try is no second proposal. */
  id: string;
  startMs: number;
  endMs: number;
}

export interface Proposals {
  chosen: Chosen | undefined;
  /** Of the times that are shown, by when they begin. */
  sent: ReadonlySet<number>;
  choose: (slot: Omit<Chosen, 'id'>) => void;
  close: () => void;
  note: (sent: Chosen) => void;
}

const NONE: ReadonlySet<number> = new Set();

/** @param found what is shown: of other times none was sent yet */
export const useProposals = (found: object | undefined): Proposals => {
  const [chosen, setChosen] = useState<Chosen>();
  const [noted, setNoted] = useState({ found, sent: NONE });
  const [ids] = useState(() => new Map<number, string>());
  const sent = noted.found === found ? noted.sent : NONE;
  const close = () => setChosen(undefined);
  return {
    ...{ chosen, sent, close },
    choose: (slot) => {
      const id = ids.get(slot.startMs) ?? crypto.randomUUID();
      ids.set(slot.startMs, id);
      setChosen({ id, ...slot });
    },
    note: ({ id, startMs }) => {
      ids.delete(startMs);
      setNoted({ found, sent: new Set([...sent, startMs]) });
      // It may have been left, and another one opened, while it was sent.
      setChosen((now) => (now?.id === id ? undefined : now));
    },
  };
};

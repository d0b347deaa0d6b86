// A place that notes are written to, whoever keeps it. All stand under one contract (`testing/note-target-contract.ts`).
import type { CallOptions } from '../calendar/calendar.ts';

export interface NoteDraft {
  /** Letters, digits and hyphens, at most 64, chosen once for what was asked: the same id never makes a second note. */
  id: string;
  /** Absent: a place that needs one takes the first line. */
  title?: string;
  /** At most `MAX_NOTE_CHARACTERS`. A place that takes less at once gets it in pieces. */
  text: string;
  /** When it was asked for. */
  atMs: number;
}

/** UTF-16 units: `too-large` beyond. */
export const MAX_NOTE_CHARACTERS = 400_000;

export interface SavedNote {
  /** The place's name for it. */
  noteId: string;
  /** Where the person can open it. */
  url?: string;
  /** As it was behind the save: `undo` compares it. Absent where nobody else can change it, or it cannot be told. */
  version?: string;
}

/** `changed`: somebody has written there since, so it stays. `gone`: it is not there, or lies in the trash. */
export type Undone = 'undone' | 'changed' | 'gone';

export interface SaveOptions extends CallOptions {
  /** An earlier try may have come through: what is not there may have been deleted, and is not made again unasked. */
  again?: boolean;
}

/** Every method throws a `ConnectorError`. */
export interface NoteTarget {
  /** Whether notes can go there. */
  test(options?: CallOptions): Promise<void>;
  /**
   * Makes the note of this draft, or finds and completes the one that an earlier try has begun. One try of a draft at a
   * time: not every place can tell two that come at once.
   * @throws `gone`, with status 410, where an earlier try may have made it and it is not there
   */
  save(draft: NoteDraft, options?: SaveOptions): Promise<SavedNote>;
  /** Takes a note back that `save` made, whole, where it is as that left it. Safe to repeat. */
  undo(saved: SavedNote, options?: CallOptions): Promise<Undone>;
}

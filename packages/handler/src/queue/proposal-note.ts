// What others are told of a time that is proposed. It waits in the group of who is told, and says nothing of what it is about: that
// is read when it is delivered.
import { deduplicationIdOf } from './deduplication-id.ts';

export interface ProposalNote {
  steward: 'proposal';
  /** They are asked; theirs was sent, from the app; somebody answered them; it was taken back. */
  about: 'asked' | 'sent' | 'answered' | 'withdrawn';
  /** The chat that is told. */
  to: number;
  /** Who proposes, and which of theirs it is. */
  by: number;
  id: string;
  /** Who answered, and when (Unix ms); otherwise who proposes, and 0. */
  user: number;
  atMs: number;
}

const ABOUT: readonly ProposalNote['about'][] = ['asked', 'sent', 'answered', 'withdrawn'];

export const readProposalNote = (value: unknown): ProposalNote | undefined => {
  const note = value as ProposalNote | null | undefined;
  const isWhole =
    note?.steward === 'proposal' &&
    ABOUT.includes(note.about) &&
    [note.to, note.by, note.user, note.atMs].every(Number.isSafeInteger) &&
    typeof note.id === 'string';
  return isWhole ? note : undefined;
};

/** What tells it from other notes about the same proposal. */
export const nameOfNote = ({ about, user, atMs }: ProposalNote): string =>
  about === 'answered' ? `${about}-${user}-${atMs}` : about;

export const proposalMessage = (note: ProposalNote) => ({
  groupId: String(note.to),
  deduplicationId: deduplicationIdOf(note.to, `p${note.id}-${nameOfNote(note)}`),
  body: JSON.stringify(note),
});

// What the reader of documents says, line by line: its two sides, which are two processes, share only this.

/** Why nothing could be read. */
export type ReadingFault =
  /** A password is asked for. */
  | 'locked'
  /** It looks like a document, and cannot be read. */
  | 'damaged'
  /** Neither a PDF nor a .docx, whatever its name says. */
  | 'not-a-document'
  /** It would unpack to more than is taken. */
  | 'too-large'
  /** It was read, and there is no text in it. */
  | 'no-text'
  /** Nothing came in time, or within the memory that it may take. */
  | 'too-hard'
  /** The reader does not run here. */
  | 'unavailable';

export type Line = { of: number } | { text: string } | { fault: ReadingFault };

export interface DocumentText {
  /** The first ones of a document that is too long. A page of a picture is ''. */
  pages: string[];
  /** How many pages the document has. */
  of: number;
}

export type Reading = DocumentText | { fault: ReadingFault; of?: number };

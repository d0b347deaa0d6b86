// What the page may offer beside the chats, played by whoever starts it. All sentences are for the person at the page.

/** Why something was not done, in one sentence. */
export interface Problem {
  problem: string;
}

export interface OfferedBot {
  name: string;
  username: string;
}

export interface ConnectedBot extends OfferedBot {
  /** Opens the bot in Telegram. */
  link: string;
  /** The link as a QR code: rows of 0 and 1. */
  qr: string[];
  /** What is to be known about the link. */
  note: string;
}

/** "Connect my Telegram": puts a real bot in the place of this page. */
export interface ConnectPort {
  /** Where the chats of this page are afterwards. */
  note: string;
  check(token: string): Promise<OfferedBot | Problem>;
  /** Shows a code for this token where only the person in charge sees it. */
  showCode(token: string): Promise<OfferedBot | Problem>;
  confirm(token: string, code: string): Promise<ConnectedBot | Problem>;
  /** The page has been told of its success: it may go now. */
  leave(): void;
}

/** A model to download, for a model server that has none. */
export interface ModelOffer {
  name: string;
  state: 'offered' | 'pulling' | 'stopped' | 'failed' | 'done';
  /** Bytes, roughly. */
  sizeBytes?: number | undefined;
  /** Bytes that are there. */
  doneBytes?: number | undefined;
  /** What to say of it. */
  sentence: string;
}

export interface ModelPort {
  /** Undefined: nothing to offer. */
  offer(): Promise<ModelOffer | undefined>;
  pull(): Promise<Problem | object>;
  stop(): void;
}

export interface Cards {
  connect?: ConnectPort | undefined;
  model?: ModelPort | undefined;
}

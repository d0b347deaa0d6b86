// Messages that other programs keep as a tree, of which one branch was shown last.

import { importError } from './import-error.ts';
import type { ImportedMessage } from './imported-conversation.ts';

/** More than any conversation has; each costs memory, however little it says. */
const MAX_NODES = 100_000;

interface Node {
  parent: unknown;
  ts: number;
  message?: ImportedMessage | undefined;
}

export interface Thread {
  /** `ts` where the message itself has none to show. */
  add(id: string, parent: unknown, message: ImportedMessage | undefined, ts?: number): void;
  /** The branch that ends in `leaf`, or else in the latest message; all in their order where nothing links them. */
  shown(leaf: unknown): ImportedMessage[];
}

export const createThread = (): Thread => {
  const nodes = new Map<string, Node>();

  const latest = (): string | undefined => {
    let found: { id: string; ts: number } | undefined;
    for (const [id, { ts }] of nodes) if (found === undefined || ts >= found.ts) found = { id, ts };
    return found?.id;
  };

  const isLinked = (): boolean => {
    for (const { parent } of nodes.values()) if (typeof parent === 'string' && nodes.has(parent)) return true;
    return false;
  };

  return {
    add(id, parent, message, ts = message?.ts ?? 0) {
      // What has an id that was there before is no less said.
      nodes.set(nodes.has(id) ? `${id}#${nodes.size}` : id, { parent, ts, message });
      if (nodes.size > MAX_NODES) throw importError('import-too-many-messages');
    },
    shown(leaf) {
      if (!isLinked()) return [...nodes.values()].flatMap(({ message }) => message ?? []);
      const branch: ImportedMessage[] = [];
      const seen = new Set<string>();
      let id: unknown = typeof leaf === 'string' && nodes.has(leaf) ? leaf : latest();
      // Each once: files have been seen with missing parents.
      while (typeof id === 'string' && !seen.has(id)) {
        seen.add(id);
        const node = nodes.get(id);
        if (node?.message) branch.push(node.message);
        id = node?.parent;
      }
      return branch.reverse();
    },
  };
};

// The bucket of archives in memory: path → body.
import { type ArchiveBody, type ArchiveStore, archivePath } from '../archive/archive-store.ts';

export const createMemoryArchives = (bodies: Map<string, string>, beforeWrite: () => void): ArchiveStore => ({
  async write(owner, sessionId, body) {
    const text = await bodyText(body);
    beforeWrite();
    const path = archivePath(owner, sessionId);
    bodies.set(path, text);
    return path;
  },
  async read(owner, sessionId) {
    const text = bodies.get(archivePath(owner, sessionId));
    return text === undefined ? undefined : textBody(text);
  },
  async remove(owner, sessionId) {
    beforeWrite();
    bodies.delete(archivePath(owner, sessionId));
  },
  async list(owner) {
    const folder = archivePath(owner, '').slice(0, -'.json'.length);
    return [...bodies.keys()]
      .filter((path) => path.startsWith(folder))
      .map((path) => path.slice(folder.length, -'.json'.length))
      .sort();
  },
});

/** In small pieces, so that no reader can rely on getting it whole. */
export async function* textBody(text: string, pieceBytes = 1_000): ArchiveBody {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes);
}

/** The whole text of a body; empty for none. */
export const bodyText = async (body: ArchiveBody | undefined): Promise<string> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of body ?? []) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
};

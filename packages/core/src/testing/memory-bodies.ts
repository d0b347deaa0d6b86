// The bucket in memory: path → body.
import { text } from 'node:stream/consumers';
import { type ArchiveBody, type BodyKind, type BodyStore, bodyPath } from '../archive/archive-store.ts';

export const createMemoryBodies = (
  kind: BodyKind,
  bodies: Map<string, string>,
  beforeWrite: () => void,
): BodyStore => ({
  async write(owner, id, body) {
    const text = await bodyText(body);
    beforeWrite();
    const path = bodyPath(kind, owner, id);
    bodies.set(path, text);
    return path;
  },
  async read(owner, id) {
    const text = bodies.get(bodyPath(kind, owner, id));
    return text === undefined ? undefined : textBody(text);
  },
  async remove(owner, id) {
    beforeWrite();
    bodies.delete(bodyPath(kind, owner, id));
  },
  async list(owner) {
    const folder = bodyPath(kind, owner, '').slice(0, -'.json'.length);
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
export const bodyText = async (body: ArchiveBody | undefined): Promise<string> =>
  body ? await text(body) : '';

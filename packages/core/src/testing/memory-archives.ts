// The bucket of archives in memory: path → body.
import { type ArchiveStore, archivePath } from '../archive/archive-store.ts';

export const createMemoryArchives = (bodies: Map<string, string>, beforeWrite: () => void): ArchiveStore => ({
  async write(owner, sessionId, body) {
    beforeWrite();
    const path = archivePath(owner, sessionId);
    bodies.set(path, body);
    return path;
  },
  async read(owner, sessionId) {
    return bodies.get(archivePath(owner, sessionId));
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

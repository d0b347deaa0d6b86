import { rawRequest } from '@steward/stand-ins/testing';
import { describe, expect, it } from 'vitest';
import type { ChatPage } from './server.ts';
import { originOf, startPage } from './testing/start-page.ts';

describe('files', () => {
  const upload = (page: ChatPage, query: Record<string, string>, body: Uint8Array, type?: string) =>
    rawRequest(page.port, {
      method: 'POST',
      path: `/api/files?${new URLSearchParams(query)}`,
      headers: { ...originOf(page), 'content-type': type ?? 'application/octet-stream' },
      body,
    });

  it('go up with their names and caption and come down as they were', async () => {
    const { page, emulator, you } = await startPage();
    const bytes = new TextEncoder().encode('{"format":"1.0"}');
    const names = { fileName: 'Gespräch "3".json', mimeType: 'application/json', caption: 'Import this' };
    expect((await upload(page, { userId: `${you}`, chatId: `${you}`, ...names }, bytes)).status).toBe(200);
    const [message] = emulator.history(you);
    expect(message).toMatchObject({ caption: 'Import this', document: { file_name: names.fileName } });
    const id = encodeURIComponent(message?.document?.file_id ?? '');
    const answer = await rawRequest(page.port, { path: `/files/${id}` });
    expect(answer.body).toBe('{"format":"1.0"}');
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="Gespr_ch _3_.json"; filename*=UTF-8''Gespr%C3%A4ch%20%223%22.json`,
    );
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('that were recorded go up as what they are, and play', async () => {
    const { page, emulator, you } = await startPage();
    const bytes = new TextEncoder().encode('OggS');
    const names = { userId: `${you}`, chatId: `${you}`, fileName: 'note.ogg', mimeType: 'audio/ogg' };
    for (const recorded of ['voice', 'audio'])
      expect((await upload(page, { ...names, recorded, caption: 'Listen' }, bytes)).status).toBe(200);
    expect((await upload(page, { ...names, recorded: 'video' }, bytes)).status).toBe(400);
    const [voice, audio] = emulator.history(you);
    expect(voice).toMatchObject({ voice: { mime_type: 'audio/ogg' }, caption: 'Listen' });
    expect(audio).toMatchObject({ audio: { file_name: 'note.ogg' } });
    const answer = await rawRequest(page.port, { path: `/files/${voice?.voice?.file_id}` });
    expect(answer.headers['content-type']).toBe('audio/ogg');
    expect(answer.headers['content-security-policy']).toContain("media-src 'self'");
  });

  it('never bring a header of their own', async () => {
    const { page, emulator, you } = await startPage();
    const bytes = new Uint8Array([1, 2, 3]);
    const sent = emulator.sendDocument(you, you, {
      fileName: 'a\r\nSet-Cookie: b\ud800.txt',
      mimeType: 'text/html\r\nx-evil: 1',
      bytes,
    });
    const answer = await rawRequest(page.port, { path: `/files/${sent.document?.file_id}` });
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.headers['content-disposition']).toContain('filename="a__Set-Cookie: b_.txt"');
  });

  it.each(['/files/unknown', '/files/', '/files/a/b', '/files/%E0%A4%A', '/files/..%2f..%2fpackage.json'])(
    'are not found at %s',
    async (path) => {
      const { page } = await startPage();
      expect((await rawRequest(page.port, { path })).status).toBe(404);
    },
  );

  it('are refused when empty, nameless, of another media type, or over 50 MB', async () => {
    const { page, you } = await startPage();
    const query = { userId: `${you}`, chatId: `${you}`, fileName: 'a.txt' };
    const some = new Uint8Array([1]);
    expect((await upload(page, query, new Uint8Array())).json().error).toBe('The file is empty.');
    expect((await upload(page, { ...query, fileName: '' }, some)).status).toBe(400);
    expect((await upload(page, query, some, 'multipart/form-data')).status).toBe(415);
    const tooLarge = await rawRequest(page.port, {
      method: 'POST',
      path: `/api/files?${new URLSearchParams(query)}`,
      headers: {
        ...originOf(page),
        'content-type': 'application/octet-stream',
        'content-length': String(50 * 1024 * 1024 + 1),
      },
      body: some,
    });
    expect(tooLarge.status).toBe(413);
    expect(tooLarge.json().error).toBe('A file has at most 50 MB.');
  });
});

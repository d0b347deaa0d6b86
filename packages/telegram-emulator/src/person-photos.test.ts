import { plainJpeg, plainPng } from '@steward/stand-ins/testing';
import { expect, test } from 'vitest';
import { createTelegramEmulator } from './emulator.ts';
import { sidesOfJpeg } from './photo-size.ts';

const setUp = () => {
  const emulator = createTelegramEmulator({ clock: () => 1_700_000_000_000 });
  const { id } = emulator.addUser({ first_name: 'Ada' });
  return { emulator, id };
};

test('a photo comes in its sizes, the smallest first, and each can be fetched', async () => {
  const { emulator, id } = setUp();
  const sizes = [plainJpeg({ width: 1280, height: 960 }), plainJpeg({ width: 90, height: 67 })];
  const [message] = emulator.sendPhotos(id, id, [{ sizes, caption: 'See https://a.example' }]);
  expect(message?.photo).toMatchObject([
    { width: 90, height: 67, file_size: sizes[1]?.length },
    { width: 1280, height: 960, file_size: sizes[0]?.length },
  ]);
  expect(message).toMatchObject({ caption: 'See https://a.example', caption_entities: [{ type: 'url' }] });
  expect(message).not.toHaveProperty('media_group_id');
  const large = message?.photo?.[1];
  const file = await emulator.api.call('getFile', { values: { file_id: large?.file_id }, files: new Map() });
  expect(file).toMatchObject({ ok: true, result: { file_unique_id: large?.file_unique_id } });
  const path = (file as { result: { file_path: string } }).result.file_path;
  expect(path).toMatch(/^photos\/.+\.jpg$/);
  expect(emulator.fileAt(path)).toMatchObject({ mimeType: 'image/jpeg', bytes: sizes[0] });
  expect(emulator.pendingUpdates()).toBe(1);
});

test('an album is a message for each photo, which belong together', () => {
  const { emulator, id } = setUp();
  const photo = { sizes: [plainJpeg()] };
  const parts = emulator.sendPhotos(id, id, [{ ...photo, caption: 'Which?' }, photo, photo]);
  expect(new Set(parts.map(({ media_group_id: album }) => album)).size).toBe(1);
  expect(parts[0]?.media_group_id).toMatch(/^\d{10,}$/);
  expect(parts.map(({ caption }) => caption)).toEqual(['Which?', undefined, undefined]);
});

test('what Telegram makes no photo of is refused', () => {
  const { emulator, id } = setUp();
  const send = (...photos: { sizes: Uint8Array[] }[]) => emulator.sendPhotos(id, id, photos);
  expect(() => send({ sizes: [plainPng()] })).toThrow('goes as a file');
  expect(() => send({ sizes: [] })).toThrow('a size at least');
  expect(() => send({ sizes: [plainJpeg({ width: 2600, height: 10 })] })).toThrow('at most 2560 pixels');
  expect(() => send()).toThrow('2 to 10 photos');
  expect(emulator.history(id)).toEqual([]);
});

test('the words below a photo can be changed, and taken away', () => {
  const { emulator, id } = setUp();
  const [message] = emulator.sendPhotos(id, id, [{ sizes: [plainJpeg()], caption: 'Old' }]);
  const edit = (text: string) => emulator.editText(id, id, message?.message_id ?? 0, text);
  edit('New');
  expect(emulator.history(id)[0]).toMatchObject({ caption: 'New', photo: message?.photo });
  edit('');
  expect(emulator.history(id)[0]).not.toHaveProperty('caption');
});

test('with a forgotten chat its photos are gone', () => {
  const { emulator, id } = setUp();
  const [message] = emulator.sendPhotos(id, id, [{ sizes: [plainJpeg()] }]);
  const fileId = message?.photo?.[0]?.file_id ?? '';
  expect(emulator.file(fileId)).toBeDefined();
  emulator.forgetChat({ chatId: id, keep: 0, upToUpdateId: 0 });
  expect(emulator.file(fileId)).toBeUndefined();
});

test('the sides of what is no whole JPEG are not known', () => {
  expect(sidesOfJpeg(plainJpeg({ width: 30, height: 20 }))).toEqual({ width: 30, height: 20 });
  expect(sidesOfJpeg(plainJpeg().subarray(0, 30))).toBeUndefined();
  expect(sidesOfJpeg(Uint8Array.from([0xff, 0xd8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))).toBeUndefined();
});

// A bench with a model that sees, and people who send pictures.
import { createFakeClock, createFakeModel, type FakeScript } from '@steward/core/testing';
import { createBench, OFFERED, type QueuedMessage, textMessage } from './bench.ts';

export const NOW = 1_700_000_000_000;
export const JPEG = [0xff, 0xd8, 0xff, 0xe0];
export const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A picture that says its name behind its first bytes. */
export const pictureNamed = (name: string, magic = JPEG) =>
  Buffer.concat([Buffer.from(magic), Buffer.from(name)]);

export const sizes = (name: string) => [
  { file_id: `${name}-s`, file_unique_id: `u${name}-s`, width: 90, height: 67, file_size: 900 },
  { file_id: name, file_unique_id: `u${name}`, width: 1280, height: 960, file_size: 90_000 },
];

export const photo = (name: string, more: object = {}) => ({ text: undefined, photo: sizes(name), ...more });

export const SEES = ['completion', 'vision'];

/** Small sees unless told otherwise; large does not. */
export const createPhotoBench = (
  options: {
    small?: string[];
    large?: string[];
    download?: (fileId: string) => Promise<Uint8Array>;
    scripts?: FakeScript[];
    contextTokens?: number;
  } = {},
) => {
  const { small = SEES, large = ['completion'] } = options;
  const clock = createFakeClock(NOW, { mode: 'auto' });
  const [first, second] = OFFERED.map(({ name }) => name);
  const model = createFakeModel({
    scripts: options.scripts ?? [],
    fallback: () => ['A car.'],
    installed: [
      { name: first ?? '', capabilities: small },
      { name: second ?? '', capabilities: large },
    ],
    clock,
  });
  const downloads: string[] = [];
  const download = async (fileId: string) => {
    downloads.push(fileId);
    return await (options.download ?? (async (id: string) => pictureNamed(id)))(fileId);
  };
  const offered = OFFERED.map((entry) => ({ ...entry, contextLength: options.contextTokens ?? 8192 }));
  const bench = createBench({ clock, model, offered, replace: () => ({ download }) });
  /** What was sent to the model last, without instructions: words, then the names of pictures. */
  const sent = () =>
    (model.requests.at(-1)?.messages ?? [])
      .filter(({ role }) => role !== 'system')
      .map(({ content, images = [] }) => [
        content,
        ...images.map((image) => new TextDecoder('latin1').decode(image.slice(image[0] === 0xff ? 4 : 8))),
      ]);
  /** Plays the chat's FIFO group. */
  const play = async (updates: object[]): Promise<void> => {
    const waiting = [...updates];
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await bench.deliver(next);
      waiting.push(...bench.queue.splice(0).map(({ body }: QueuedMessage) => JSON.parse(body)));
    }
  };
  return { ...bench, bench, clock, downloads, sent, play };
};

/** The parts of one album, as Telegram sends them. */
export const album = (parts: object[], more: object = {}) =>
  parts.map((part, index) => ({
    update_id: 700 + index,
    message: {
      ...textMessage('', 800 + index),
      date: NOW / 1000,
      media_group_id: 'a1',
      text: undefined,
      ...part,
      ...more,
    },
  }));

// Pictures on their way: as Telegram's apps do, a photo is made a JPEG in a few sizes before it is sent.

/** The longer side of each size, in pixels. */
const sides = [90, 320, 800, 1280];
const quality = 0.85;

/** Whether a file is sent as a photo, unless somebody wants it as a file. @param {File} file */
export const isPhoto = ({ type }) => /^image\/(?:jpeg|png|webp|bmp|avif)$/.test(type);

/**
 * A canvas with the picture in it, its longer side so many pixels at most.
 * @param {ImageBitmap} picture
 * @param {number} side
 */
const drawn = (picture, side) => {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw pictures.');
  // A JPEG has no transparency.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
};

/** @param {HTMLCanvasElement} canvas @returns {Promise<string>} */
const toBase64 = async (canvas) => canvas.toDataURL('image/jpeg', quality).split(',')[1] ?? '';

/**
 * The sizes of a photo, as base64 of JPEGs.
 * @param {File} file
 */
export const photoSizes = async (file) => {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Error(`“${file.name}” is no picture that this browser can read.`);
  });
  const longer = Math.max(picture.width, picture.height);
  const needed = [
    ...sides.filter((side) => side < longer),
    ...sides.filter((side) => side >= longer).slice(0, 1),
  ];
  try {
    return await Promise.all(needed.map((side) => toBase64(drawn(picture, side))));
  } finally {
    picture.close();
  }
};

/**
 * A small view of a picture that waits to be sent; stays empty where it cannot be read.
 * @param {File} file
 */
export const thumbnail = (file) => {
  const node = document.createElement('span');
  node.className = 'attachment-picture';
  void createImageBitmap(file).then(
    (picture) => {
      node.append(drawn(picture, 96));
      picture.close();
    },
    () => {},
  );
  return node;
};

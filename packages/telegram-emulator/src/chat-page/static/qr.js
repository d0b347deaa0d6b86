// A QR code as one path, drawn in dark on light in either theme: scanners want it so.

/**
 * @param {string[]} rows Of 0 and 1, all of one length.
 * @param {string} label
 */
export const qrCode = (rows, label) => {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', `0 0 ${rows.length} ${rows.length}`);
  svg.setAttribute('class', 'qr');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  svg.setAttribute('shape-rendering', 'crispEdges');
  const dark = rows.flatMap((row, y) =>
    [...row.matchAll(/1+/g)].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  );
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', dark.join(''));
  svg.append(path);
  return svg;
};

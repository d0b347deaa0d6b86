// The page's icons: strokes on a 24 × 24 grid, drawn in the colour of the text around them.
const paths = {
  attach:
    'M20.5 11.5 12 20a5.5 5.5 0 0 1-7.800-7.800l8.5-8.5a3.700 3.700 0 0 1 5.200 5.200L9.400 17.400a1.800 1.800 0 0 1-2.600-2.600l7.700-7.600',
  app: 'M5 4h14a1.5 1.5 0 0 1 1.5 1.5v13A1.5 1.5 0 0 1 19 20H5a1.5 1.5 0 0 1-1.5-1.5v-13A1.5 1.5 0 0 1 5 4zM3.5 9h17M7 6.600v.1M10 6.600v.1',
  back: 'M10.5 5.5 4 12l6.5 6.5M4.500 12H20',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  checks: 'm2 12.5 4.5 4.5L16 7.5M11.5 16l1 1L22 7.5',
  close: 'M6 6l12 12M18 6 6 18',
  commands:
    'M5 4h14a1.5 1.5 0 0 1 1.5 1.5v13A1.5 1.5 0 0 1 19 20H5a1.5 1.5 0 0 1-1.5-1.5v-13A1.5 1.5 0 0 1 5 4zM13.800 8l-3.600 8',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  down: 'm6 9.5 6 6 6-6',
  download: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14',
  edit: 'M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  info: 'M12 11v5.5M12 7.800v.2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  more: 'M12 5.500v.1M12 12v.1M12 18.500v.1',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  phone:
    'M8 2.5h8a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5zM10.5 18.5h3',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.6-3.600 3.200-5.5 6.5-5.5s5.900 1.900 6.5 5.5M16 5a3.300 3.300 0 0 1 0 6.200M18 14.400c1.900.8 3.100 2.600 3.5 5.100',
  plus: 'M12 5v14M5 12h14',
  reload: 'M19.500 12a7.500 7.500 0 1 1-2.200-5.300L20 9.400M20 4.500v4.900h-4.900',
  reply: 'M10 6 4 11.5l6 5.5v-3.600c5 0 8 1.300 10 5.100-.3-6-3.800-9.600-10-9.900z',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20',
  send: 'M4.5 4.5 20.5 12l-16 7.5 2.200-7.5zM6.700 12h6.800',
  settings:
    'M12 15.200a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400zM19.200 14.500l1.300 1-1.700 3-1.600-.6a7.500 7.500 0 0 1-2 1.200l-.3 1.700H10l-.300-1.700a7.500 7.500 0 0 1-2-1.200l-1.600.6-1.700-3 1.300-1a7 7 0 0 1 0-2.400l-1.300-1 1.700-3 1.600.6a7.500 7.500 0 0 1 2-1.200l.3-1.700h4.900l.3 1.700a7.500 7.500 0 0 1 2 1.200l1.600-.6 1.700 3-1.300 1a7 7 0 0 1 0 2.400z',
  stop: 'M7 7h10v10H7z',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400',
};

/**
 * Draws an icon; screen readers skip it.
 * @param {keyof typeof paths} name
 * @param {string} [className]
 */
export const icon = (name, className = '') => {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon ${className}`.trim());
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
};

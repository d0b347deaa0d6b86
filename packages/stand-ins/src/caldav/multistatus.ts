// The XML of WebDAV's answers, with prefixes of its own.

export const multistatus = (responses: string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">\n${responses.join('\n')}\n</D:multistatus>\n`;

/** @param properties by name, each with its inner XML; beside them one that is not there */
export const propstat = (path: string, properties: Record<string, string>): string => {
  const found = Object.entries(properties).map(([name, inner]) => `<${name}>${inner}</${name}>`);
  return [
    `<D:response><D:href>${path}</D:href>`,
    `<D:propstat><D:prop>${found.join('')}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>`,
    '<D:propstat><D:prop><D:quota/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat></D:response>',
  ].join('');
};

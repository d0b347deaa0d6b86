// Which route takes a request, by API Gateway's rules: a full path before variables, variables before `{proxy+}`, and
// `$default` last; the method before ANY. What variables took is handed over decoded.

export interface RouteMatch<T> {
  route: T;
  pathParameters: Record<string, string>;
}

export const matchRoute = <T extends { routeKey: string }>(
  routes: readonly T[],
  method: string,
  path: string,
): RouteMatch<T> | undefined => {
  const found = routes.flatMap((route) => {
    const [routeMethod, pattern] = route.routeKey.split(' ');
    if (pattern === undefined)
      return route.routeKey === '$default' ? [{ route, pathParameters: {}, rank: 9 }] : [];
    if (routeMethod !== 'ANY' && routeMethod !== method) return [];
    const pathParameters = matchPath(pattern, path);
    if (!pathParameters) return [];
    const width = pattern.includes('+}') ? 4 : pattern.includes('{') ? 2 : 0;
    return [{ route, pathParameters, rank: width + (routeMethod === 'ANY' ? 1 : 0) }];
  });
  return found.sort((a, b) => a.rank - b.rank)[0];
};

const matchPath = (pattern: string, path: string): Record<string, string> | undefined => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const [, name, greedy] = /^\{(\w+)(\+?)\}$/.exec(part) ?? [];
    if (name !== undefined && greedy) {
      const rest = given.slice(index).join('/');
      if (rest === '') return undefined;
      return { ...parameters, [name]: decode(rest) };
    }
    const value = given[index];
    if (name !== undefined && value) parameters[name] = decode(value);
    else if (value !== part) return undefined;
  }
  return given.length === wanted.length ? parameters : undefined;
};

/** A lone `%` stays what it is. */
const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

// A theme chosen before is set before the first paint, so that the page never flashes in the other one.
// A classic script on purpose: modules run too late.
try {
  const theme = localStorage.getItem('steward.theme');
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the system's choice stands then.
}

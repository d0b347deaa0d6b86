# Read by bash before a script (BASH_ENV): kills the script and everything it started before its KILL_AT-th command.
if [[ ${0##*/} == "${KILL_SCRIPT:-}" ]]; then
  set -o functrace
  commands=0
  trap 'if ((++commands == KILL_AT)); then kill -9 0; fi' DEBUG
fi

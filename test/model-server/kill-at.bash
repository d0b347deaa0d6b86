# Read by bash before a script (BASH_ENV): kills the script and everything it started before its KILL_AT-th command.
# The count is in a file: what a subshell counts for itself, the script would count again.
if [[ ${0##*/} == "${KILL_SCRIPT:-}" ]]; then
  set -o functrace
  printf '0\n' >"$WORLD/commands"
  trap '
    read -r commands <"$WORLD/commands"
    printf "%s\n" $((++commands)) >"$WORLD/commands"
    if ((commands == KILL_AT)); then kill -9 0; fi' DEBUG
fi

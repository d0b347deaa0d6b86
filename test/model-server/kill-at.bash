# Read by bash before a script (BASH_ENV). Before each of its commands: keeps what is on disk in a folder of SNAPSHOTS,
# where that is set; before the KILL_AT-th, kills the script and everything it started.
# The count is in a file: what a subshell counts for itself, the script would count again.
if [[ ${0##*/} == "${KILL_SCRIPT:-}" ]]; then
  set -o functrace
  printf '0\n' >"$WORLD/commands"
  trap '
    read -r commands <"$WORLD/commands"
    printf "%s\n" $((++commands)) >"$WORLD/commands"
    if [[ -n ${SNAPSHOTS:-} ]]; then
      # Parts of a pipeline run at the same time: a folder for each, and a file that goes away meanwhile is no fault.
      snapshot=$SNAPSHOTS/$(printf "%04d" "$commands")-$BASHPID
      /bin/mkdir "$snapshot" && /bin/cp -a "$STEWARD_ROOT" "$WORLD" "$snapshot" 2>/dev/null || :
    fi
    if ((commands == ${KILL_AT:-0})); then kill -9 0; fi' DEBUG
fi

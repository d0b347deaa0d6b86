# shellcheck shell=bash
# Findings, a line each: ✓ good, ✗ broken, ! worth a look. Sourced after common.sh.

BROKEN=0
DOUBTFUL=0

good() { printf '✓ %s\n' "$*"; }

broken() {
  printf '✗ %s\n' "$*"
  BROKEN=$((BROKEN + 1))
}

doubtful() {
  printf '! %s\n' "$*"
  DOUBTFUL=$((DOUBTFUL + 1))
}

# The last line and the exit code: only what is broken counts.
conclude() { # <sentence when all is well>
  if ((BROKEN > 0)); then
    say "$BROKEN broken, $DOUBTFUL worth a look."
    exit 1
  fi
  if ((DOUBTFUL > 0)); then say "$1 $DOUBTFUL worth a look."; else say "$1"; fi
}

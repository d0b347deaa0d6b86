# shellcheck shell=bash
# What the scripts of the model server share: settings, log lines, retries and files that are whole or not there.

# Every path below it; empty on a real machine.
root=${STEWARD_ROOT:-}
settings_file=$root/etc/steward/boot.env

log() { printf 'steward: %s\n' "$*" >&2; }

fail() {
  log "$*"
  exit 1
}

# Reads boot.env, which holds names and addresses and no secret, and hands it on to the commands called from here.
load_settings() {
  [[ -r $settings_file ]] || fail "$settings_file is missing"
  set -a
  # shellcheck source=/dev/null
  . "$settings_file"
  set +a
  local name
  for name in "$@"; do
    [[ -n ${!name:-} ]] || fail "$name is not set in $settings_file"
  done
  # The region under the name every version of the AWS CLI knows, and its own retries against throttling.
  [[ -z ${AWS_REGION:-} ]] || export AWS_DEFAULT_REGION=$AWS_REGION
  export AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=5 AWS_PAGER=''
}

# retry TIMES COMMAND...: a fresh instance has neither network nor role at once. Never quotes the command: see the key.
retry() {
  local times=$1 attempt
  shift
  for ((attempt = 1; ; attempt++)); do
    if "$@"; then return 0; fi
    if ((attempt >= times)); then return 1; fi
    log "$1 failed, attempt $attempt of $times"
    sleep "${STEWARD_RETRY_SECONDS:-5}"
  done
}

# replace_file MODE TARGET: takes standard input. The file appears whole, under its mode, and only when it is another.
replace_file() {
  local mode=$1 target=$2
  (umask 077 && cat >"$target.new")
  chmod "$mode" "$target.new"
  if cmp -s "$target.new" "$target"; then
    rm -f "$target.new"
    chmod "$mode" "$target"
  else
    mv -f "$target.new" "$target"
  fi
}

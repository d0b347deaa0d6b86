# shellcheck shell=bash
# What every script needs: messages, tools, JSON, waiting. Sourced, never run.
# Works with bash 3.2, which macOS still has: no associative arrays, no mapfile.

LIB_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT_DIR=$(cd "$LIB_DIR/../.." && pwd)
SCRIPT_NAME=$(basename "$0")

# Nothing a script writes down is for other users of the machine.
umask 077
WORK_DIR=$(mktemp -d "${TMPDIR:-/tmp}/steward.XXXXXX")
trap 'rm -rf "$WORK_DIR"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Node.js parses the JSON: it is there anyway, jq often is not. The one that is deployed, where it is installed.
NODE=$ROOT_DIR/node_modules/node/bin/node
[[ -x $NODE ]] || NODE=node

say() { printf '%s\n' "$*" >&2; }
warn() { printf 'Warning: %s\n' "$*" >&2; }

# Ends the script (or the subshell it is called in) with 1.
fail() {
  printf '%s: %s\n' "$SCRIPT_NAME" "$*" >&2
  exit 1
}

# Ends the script with 2. The caller defines `usage`.
usage_error() {
  printf '%s: %s\n\n' "$SCRIPT_NAME" "$*" >&2
  usage >&2
  exit 2
}

show_usage() {
  usage
  cat <<'TEXT'

Environment:
  AWS_PROFILE, AWS_REGION, …   as for the AWS CLI; AWS_ENDPOINT_URL names an AWS-compatible server
  STEWARD_OUTPUTS              a file with the JSON of `terraform output -json`, instead of asking Terraform
Exit codes: 0 done, 1 failed, 2 wrong usage.
TEXT
  exit 0
}

# Shows the usage when the arguments ask for it anywhere.
help_if_asked() {
  local argument
  for argument in "$@"; do
    case $argument in -h | --help) show_usage ;; esac
  done
}

need_tool() { # <command> <where it comes from>
  command -v "$1" >/dev/null 2>&1 || fail "'$1' is missing. $2"
}

need_node() { need_tool "$NODE" 'Install Node.js 20 or newer: https://nodejs.org'; }
need_curl() { need_tool curl 'Install it with your package manager.'; }

# A header as a line of curl's configuration, which no other user of the machine sees.
curl_header() { # <name> <value>
  local value=${2//\\/\\\\}
  printf 'header = "%s: %s"\n' "$1" "${value//\"/\\\"}"
}

# json <expression over d> [arguments, as args[n]] < document
json() { "$NODE" "$LIB_DIR/json.cjs" "$@"; }

# The bot token of the environment: TELEGRAM_BOT_TOKEN, or what the file holds that TELEGRAM_BOT_TOKEN_FILE names. Prints
# nothing where neither is set; the path is not told, because somebody may have put the token there.
environment_token() {
  local file=${TELEGRAM_BOT_TOKEN_FILE:-} token
  if [[ -z $file ]]; then
    printf '%s' "${TELEGRAM_BOT_TOKEN:-}"
    return 0
  fi
  [[ -z ${TELEGRAM_BOT_TOKEN:-} ]] || fail 'TELEGRAM_BOT_TOKEN_FILE is set beside TELEGRAM_BOT_TOKEN: leave one of the two.'
  [[ -f $file ]] || fail 'TELEGRAM_BOT_TOKEN_FILE names a file that does not exist.'
  [[ -r $file ]] || fail 'TELEGRAM_BOT_TOKEN_FILE names a file that you may not read.'
  token=$(head -c 4096 "$file" | tr -d '[:space:]\0')
  [[ $token =~ ^[0-9]+:[A-Za-z0-9_-]+$ ]] ||
    fail 'TELEGRAM_BOT_TOKEN_FILE names a file that holds no bot token alone (it looks like 123456:ABC…, from @BotFather).'
  printf '%s' "$token"
}

# Now, in Unix milliseconds: `date` cannot on macOS.
now_ms() { "$NODE" -p 'Date.now()'; }

# Asks on the terminal; without one the answer is no.
confirm() { # <question>
  local answer=''
  printf '%s [y/N] ' "$1" >&2
  read -r answer || true
  [[ $answer == y || $answer == Y || $answer == yes ]]
}

# Without a zero in front, which bash would read as octal.
is_number() { [[ $1 =~ ^(0|[1-9][0-9]{0,5})$ ]]; }

# Tries a command until it succeeds. The command says by 0 that it is done, by anything else that it is not yet.
wait_until() { # <seconds at most> <seconds between> <what is waited for> <command…>
  local limit=$1 pause=$2 what=$3 begin=$SECONDS
  shift 3
  while ! "$@"; do
    if ((SECONDS - begin >= limit)); then
      say "  gave up waiting for $what after ${limit} s"
      return 1
    fi
    say "  waiting for $what … $((SECONDS - begin)) s"
    sleep "$pause"
  done
}

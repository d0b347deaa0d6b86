# shellcheck shell=bash
# shellcheck disable=SC2154  # bats sets status and output
# What every test has: a world without AWS, where stubs answer and record. Loaded by each file.

SCRIPTS=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
SECRET_TOKEN=4000000001:AAEmulatedTelegramBotOfThisMachine1
SECRET_WEBHOOK=S3cret_of-the-webhook
SECRET_KEY='k3y"with\odd&signs'

use_stubs() {
  STUB=$BATS_TEST_TMPDIR/stub
  STUB_BIN=$BATS_TEST_TMPDIR/bin
  mkdir -p "$STUB" "$STUB_BIN" "$BATS_TEST_TMPDIR/home"
  local name
  for name in aws terraform sleep; do ln -s "$BATS_TEST_DIRNAME/stubs/$name" "$STUB_BIN/$name"; done
  ln -s "$BATS_TEST_DIRNAME/stubs/record" "$STUB_BIN/curl"
  cp "$BATS_TEST_DIRNAME/outputs.json" "$STUB/outputs.json"
  touch "$STUB/calls" "$STUB/argv" "$STUB/inputs"
  export STUB STUB_BIN HOME=$BATS_TEST_TMPDIR/home STEWARD_OUTPUTS=$STUB/outputs.json INFRA_DIR=$BATS_TEST_TMPDIR/infra
  export PATH=$STUB_BIN:$PATH
  mkdir -p "$INFRA_DIR"
  unset TELEGRAM_API_URL TELEGRAM_BOT_TOKEN TELEGRAM_BOT_TOKEN_FILE AWS_ENDPOINT_URL AWS_SESSION_TOKEN STEWARD_HOST STEWARD_POLLS STEWARD_LOCAL_CLOUD
  answer sts.get-caller-identity '{"Account":"123456789012","Arn":"arn:aws:iam::123456789012:user/operator"}'
}

answer() { printf '%s' "$2" >"$STUB/$1.json"; } # <service.operation> <document>
answer_body() { printf '%s' "$2" >"$STUB/$1.body"; }
refuse() { printf '%s' "$2" >"$STUB/$1.err"; }

# What SSM holds: <last part of the name> <value>.
parameter() {
  local value=${2//\\/\\\\} type=SecureString
  value=${value//\"/\\\"}
  [[ $1 != certificate ]] || type=String
  printf '{"Parameter":{"Type":"%s","Value":"%s"}}' "$type" "${value//$'\n'/\\n}" >"$STUB/ssm.get-parameter@$1.json"
}

# SSM as it is after a deployment.
answer_secrets() {
  parameter bot-token "$SECRET_TOKEN"
  parameter webhook-secret "$SECRET_WEBHOOK"
  parameter api-key "$SECRET_KEY"
  parameter certificate "$(cat "$CERTIFICATE" 2>/dev/null || echo pending)"
}

# Changes outputs: <name> <JSON> …
set_output() {
  node -e 'const fs = require("node:fs"), [file, ...changes] = process.argv.slice(1);
    const all = JSON.parse(fs.readFileSync(file));
    for (let i = 0; i < changes.length; i += 2) all[changes[i]] = { value: JSON.parse(changes[i + 1]) };
    fs.writeFileSync(file, JSON.stringify(all));' "$STEWARD_OUTPUTS" "$@"
}

contains() { # <text>: what the last run printed
  [[ $output == *"$1"* ]] || { printf 'expected: %s\nbut it said: %s\n' "$1" "$output" >&3; return 1; }
}

lacks() {
  [[ $output != *"$1"* ]] || { printf 'must not say: %s\nbut it said: %s\n' "$1" "$output" >&3; return 1; }
}

called() { grep -q -F -- "$1" "$STUB/calls" || { printf 'expected the call: %s\n' "$1" >&3; cat "$STUB/calls" >&3; return 1; }; }
not_called() { ! grep -q -F -- "$1" "$STUB/calls"; }
times_called() { [[ $(grep -c -F -- "$1" "$STUB/calls") == "$2" ]]; }
passed() { grep -q -F -- "$1" "$STUB/inputs" || { printf 'expected the input: %s\n' "$1" >&3; cat "$STUB/inputs" >&3; return 1; }; }

# No secret in what was printed, nor in any recorded argument of any tool.
keeps_secrets() {
  local secret
  for secret in "${SECRET_TOKEN#*:}" "$SECRET_WEBHOOK" "$SECRET_KEY"; do
    lacks "$secret"
    ! grep -q -F -- "$secret" "$STUB/calls" "$STUB/argv" || return 1
  done
}

fails_with() { # <exit code> <text>
  [[ $status == "$1" ]] || { printf 'exit code %s\n%s\n' "$status" "$output" >&3; return 1; }
  contains "$2"
}

succeeds() { [[ $status == 0 ]] || { printf 'exit code %s\n%s\n' "$status" "$output" >&3; return 1; }; }

# Runs a command and presses Ctrl+C as soon as it has said something.
interrupted_at() { # <text> <command …>
  local text=$1 said=$BATS_TEST_TMPDIR/said pid code=0 _
  shift
  # What an earlier command said is no answer of this one.
  : >"$said"
  # A group of its own, in which an interrupt is not ignored.
  set -m
  "$@" >"$said" 2>&1 3>&- &
  pid=$!
  set +m
  for _ in {1..600}; do
    ! grep -q -F -- "$text" "$said" || break
    sleep 0.1
  done
  kill -INT -- "-$pid"
  wait "$pid" || code=$?
  cat "$said"
  return "$code"
}

# Real servers, one set for a file: TELEGRAM, HOOK, OLLAMA and SPEECH are their addresses, CERTIFICATE the model server's.
start_servers() {
  local folder=$BATS_FILE_TMPDIR
  mkfifo "$folder/alive"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=steward-ollama \
    -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>/dev/null || true
  "$SCRIPTS/../node_modules/node/bin/node" --import "$SCRIPTS/../test/kit/start-sooner.mjs" "$BATS_TEST_DIRNAME/servers.ts" "$folder/addresses.tmp" "$folder" \
    "$SECRET_KEY" "$SECRET_WEBHOOK" <"$folder/alive" >"$folder/servers.log" 2>&1 3>&- &
  echo $! >"$folder/servers.pid"
  exec 8>"$folder/alive"
  local _
  for _ in {1..200}; do
    [[ ! -s $folder/addresses.tmp ]] || break
    sleep 0.1
  done
  [[ -s $folder/addresses.tmp ]] || { cat "$folder/servers.log" >&3; return 1; }
  export TELEGRAM HOOK OLLAMA SPEECH CERTIFICATE=$folder/certificate.pem
  TELEGRAM=$(address_of telegram) HOOK=$(address_of hook) OLLAMA=$(address_of ollama)
  SPEECH=$(address_of speech)
}

address_of() { node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1]))[process.argv[2]]' "$BATS_FILE_TMPDIR/addresses.tmp" "$1"; }

stop_servers() {
  exec 8>&-
  kill "$(cat "$BATS_FILE_TMPDIR/servers.pid")" 2>/dev/null || true
}

#!/usr/bin/env bash
# The cloud on this machine: Terraform's infra/, unchanged, on an AWS-compatible server, and the deployed zips running.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
source "$LIB_DIR/terraform.sh"
source "$LIB_DIR/local-cloud.sh"

usage() {
  cat <<'TEXT'
Usage: scripts/local-cloud.sh up [options] | down | status | terraform <arguments>

up          finds an AWS-compatible server or starts one (AWS_ENDPOINT_URL, moto_server, ministack, floci, or LocalStack by
            docker-compose.yml), builds the functions, applies infra/ to it, and runs what is deployed. Again: applies changes.
  --poll        bring updates by polling Telegram (a webhook cannot reach this machine)
  --instance    let Terraform make the model server's instance, though nothing runs on it here
  --no-build    deploy the zips that are there
  --host, --no-host   run the functions here, or leave them to the server; without either, the server decides
  --port <n>    where the deployed API is served (default: a free port)
down        destroys what was applied and stops what was started
status      says what is up; 0 when everything is
terraform   runs terraform with this deployment's state and variables: plan, output, state list, …

A function runs with exactly what its alias live has on the server: its environment, and the zip whose CodeSha256 that is.

Reads TELEGRAM_BOT_TOKEN_FILE or TELEGRAM_BOT_TOKEN, and TELEGRAM_API_URL (without a token: a Telegram of its own, with a chat page, whose people are
let in; a real bot serves nobody before ALLOWED_USER_IDS or `scripts/setup-webhook.sh --pair` says who may use it), OLLAMA_URL and
OLLAMA_API_KEY (without: http://127.0.0.1:11434 where that answers, else the demo model), MODELS, ALLOWED_USER_IDS, STREAMING,
PORT (the chat page), TF_VAR_…, and LOCAL_CLOUD_DIR (default .local-cloud), where state, logs and zips are kept.
infra/terraform.tfvars and infra/backend.tf belong to a deployment on AWS and are left aside.
TEXT
}

need_tools() {
  need_tool terraform 'Install Terraform 1.11 or newer: https://developer.hashicorp.com/terraform/install'
  need_curl
  [[ -x $ROOT_DIR/node_modules/node/bin/node ]] || node "$ROOT_DIR/scripts/run.mjs" setup >&2 ||
    fail 'the dependencies cannot be installed.'
  NODE=$ROOT_DIR/node_modules/node/bin/node
}

# The zips are copied: a later build must not change what is deployed and may come at any moment.
build_zips() { # <1: build>
  local _
  if [[ -n $1 || ! -f $ROOT_DIR/packages/handler/dist/worker.zip ]]; then
    say 'Building the functions …'
    "$NODE" "$ROOT_DIR/packages/handler/scripts/build.ts" >"$LOG_DIR/build.log" 2>&1 || fail "the build failed (log: $LOG_DIR/build.log)."
  fi
  mkdir -p "$STATE_DIR/zips"
  for _ in {1..20}; do
    ! copy_zips || return 0
    # Another build is writing them.
    sleep 1
  done
  fail "the zips in packages/handler/dist are not whole. Build them: pnpm build."
}

copy_zips() {
  local name
  for name in webhook worker dispatcher maintenance web; do
    cp "$ROOT_DIR/packages/handler/dist/$name.zip" "$STATE_DIR/zips/$name.zip" 2>/dev/null || return 1
    # What a zip ends with.
    "$NODE" -e 'process.exitCode = require("node:fs").readFileSync(process.argv[1]).includes("PK\x05\x06") ? 0 : 1' \
      "$STATE_DIR/zips/$name.zip" || return 1
  done
}

address() { json 'd[args[0]] ?? ""' "$1" <"$STATE_DIR/addresses.json"; } # <name>

# Telegram and the model server that stand in for the real ones, where those are not given.
start_stand_ins() {
  rm -f "$STATE_DIR/addresses.json"
  stop_background stand-ins
  start_background stand-ins "$NODE" --disable-warning=ExperimentalWarning \
    "$ROOT_DIR/packages/cloud-host/src/stand-ins.ts" "$STATE_DIR/addresses.json" "$STATE_DIR" "${PORT:-8787}"
  wait_for_file stand-ins "$STATE_DIR/addresses.json"
}

# Sets OLLAMA_SERVER (empty: an instance), and TELEGRAM_SERVER and TOKEN.
choose_counterparts() { # <1: an instance>
  OLLAMA_SERVER='' TELEGRAM_SERVER=${TELEGRAM_API_URL:-}
  TOKEN=$(environment_token)
  if [[ -z $1 ]]; then
    OLLAMA_SERVER=${OLLAMA_URL:-}
    if [[ -z $OLLAMA_SERVER ]] && answers http://127.0.0.1:11434/api/tags; then OLLAMA_SERVER=http://127.0.0.1:11434; fi
  fi
  if [[ -z $TOKEN || (-z $1 && -z $OLLAMA_SERVER) ]]; then start_stand_ins; fi
  if [[ -z $1 && -z $OLLAMA_SERVER ]]; then
    OLLAMA_SERVER=$(address ollama) OLLAMA_API_KEY=$(address key)
    export OLLAMA_API_KEY
  fi
  if [[ -z $TOKEN ]]; then
    TOKEN=$(address token) TELEGRAM_SERVER=$(address telegram) POLL=--poll
    # Its people are played by who has the chat page.
    export ALLOWED_USER_IDS=${ALLOWED_USER_IDS:-everyone}
  fi
}

# Who runs the functions, and where: the app must know its address when it is deployed. Sets HOST, HOST_PORT and APP_ADDRESS.
choose_host() { # <--host | --no-host | nothing> <port>
  HOST=$1 HOST_PORT=$2 APP_ADDRESS=''
  if [[ -z $HOST ]]; then
    case $SERVER_KIND in moto | unknown) HOST=--host ;; *) HOST=--no-host ;; esac
  fi
  [[ $HOST == --host ]] || return 0
  # Where it was before: a webhook may be set to it.
  if [[ $HOST_PORT == 0 && -f $STATE_DIR/host-url ]]; then HOST_PORT=$(sed 's/.*://' "$STATE_DIR/host-url"); fi
  if [[ $HOST_PORT == 0 ]]; then HOST_PORT=$(free_port); fi
  APP_ADDRESS=http://127.0.0.1:$HOST_PORT
}

# Below those that the system gives to outgoing connections, which an apply makes many of.
free_port() {
  "$NODE" -e 'const look = (left) => {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = require("node:net").createServer().once("error", () => (left > 0 ? look(left - 1) : process.exit(1)));
    server.listen(port, "127.0.0.1", () => server.close(() => console.log(port)));
  };
  look(50);' || fail 'no port is free.'
}

apply() {
  local mini_app_key=''
  if [[ -f $STATE_DIR/addresses.json && $TELEGRAM_SERVER == "$(address telegram)" ]]; then mini_app_key=$(address miniAppKey); fi
  "$NODE" "$LIB_DIR/local-cloud-variables.mjs" "$STATE_DIR/zips" "$TELEGRAM_SERVER" "$OLLAMA_SERVER" "$APP_ADDRESS" \
    "$mini_app_key" >"$STATE_DIR/variables.tfvars.json"
  use_terraform_mirror "$STATE_DIR"
  logged_terraform init -input=false -lockfile=readonly
  say "Applying infra/ on $SERVER_URL (a minute or two) …"
  # Secrets travel in the environment, never on a command line.
  TF_VAR_telegram_token=$TOKEN TF_VAR_ollama_api_key=${OLLAMA_API_KEY:-${TF_VAR_ollama_api_key:-}} \
    ephemeral_apply
  run_terraform output -json >"$STATE_DIR/outputs.json" 2>/dev/null
}

# An empty variable is no key, but Terraform would take it for one.
ephemeral_apply() {
  [[ -n $TF_VAR_ollama_api_key ]] || unset TF_VAR_ollama_api_key
  export TF_VAR_telegram_token ${TF_VAR_ollama_api_key:+TF_VAR_ollama_api_key}
  logged_terraform apply -auto-approve
}

# The functions, where the server does not run them itself. Sets API_URL.
run_functions() {
  local project=${TF_VAR_project_name:-steward}
  API_URL=$(json 'd.api_gateway_url.value' <"$STATE_DIR/outputs.json")
  stop_background host
  if [[ $HOST == --no-host ]]; then
    rm -f "$STATE_DIR/host-url"
    say "$SERVER_KIND runs the functions itself (--host runs them here)."
    return
  fi
  rm -f "$STATE_DIR/host-url"
  start_background host "$NODE" --disable-warning=ExperimentalWarning "$ROOT_DIR/packages/cloud-host/src/main.ts" \
    --zips "$STATE_DIR/zips" --project "$project" --port "$HOST_PORT" --url-file "$STATE_DIR/host-url" ${POLL:+"$POLL"}
  wait_for_file host "$STATE_DIR/host-url"
  API_URL=$(cat "$STATE_DIR/host-url")
}

# For the other scripts: where this deployment is. The API's addresses become those that answer here.
write_environment() {
  json 'JSON.stringify({ ...d, api_gateway_url: { ...d.api_gateway_url, value: args[0] },
    webhook_url: { ...d.webhook_url, value: `${args[0]}/telegram/webhook` } })' "$API_URL" \
    <"$STATE_DIR/outputs.json" >"$STATE_DIR/outputs.tmp"
  mv "$STATE_DIR/outputs.tmp" "$STATE_DIR/outputs.json"
  {
    printf 'export AWS_ENDPOINT_URL=%q AWS_REGION=%q AWS_DEFAULT_REGION=%q\n' "$SERVER_URL" "$AWS_REGION" "$AWS_REGION"
    [[ -n $SERVER_GIVEN ]] || printf 'export AWS_ACCESS_KEY_ID=%q AWS_SECRET_ACCESS_KEY=local\nunset AWS_PROFILE AWS_SESSION_TOKEN\n' "$AWS_ACCESS_KEY_ID"
    printf 'export STEWARD_OUTPUTS=%q STEWARD_LOCAL_CLOUD=%q\n' "$STATE_DIR/outputs.json" "$STATE_DIR"
    printf 'unset STEWARD_HOST STEWARD_POLLS\n'
    [[ ! -f $STATE_DIR/host-url ]] || printf 'export STEWARD_HOST=%q\n' "$API_URL"
    [[ -z $POLL || ! -f $STATE_DIR/host-url ]] || printf 'export STEWARD_POLLS=yes\n'
    [[ -z $TELEGRAM_SERVER ]] || printf 'export TELEGRAM_API_URL=%q\n' "$TELEGRAM_SERVER"
  } >"$STATE_DIR/environment"
}

tell_what_is_up() {
  say ''
  say "Server     $SERVER_URL ($SERVER_KIND)"
  say "App        $(json 'd.app_url.value' <"$STATE_DIR/outputs.json")   (/web in the chat signs in)"
  say "Webhook    $API_URL/telegram/webhook${POLL:+   (Telegram is polled)}"
  [[ -z $OLLAMA_SERVER ]] || say "Models     $OLLAMA_SERVER"
  if [[ -f $STATE_DIR/addresses.json && $TELEGRAM_SERVER == "$(address telegram)" ]]; then
    say "Chat page  $(address page)   (open it in a browser and write to the bot)"
  fi
  say "Logs       $LOG_DIR"
  say ''
  say 'What to do next:'
  say "  . $STATE_DIR/environment            the other scripts and the AWS CLI then see this deployment"
  [[ -n $POLL ]] || say '  scripts/setup-webhook.sh           points the bot at it (Telegram itself needs a public address: --poll does without)'
  say '  scripts/local-cloud.sh terraform plan'
  say '  scripts/local-cloud.sh down'
}

up() {
  local instance='' build=1 host='' port=0
  POLL=''
  while (($# > 0)); do
    case $1 in
      --poll) POLL=--poll ;;
      --instance) instance=1 ;;
      --no-build) build='' ;;
      --host | --no-host) host=$1 ;;
      --port)
        [[ ${2:-} =~ ^[0-9]{1,5}$ ]] || usage_error '--port needs a number.'
        port=$2
        shift
        ;;
      *) usage_error "unknown option '$1'." ;;
    esac
    shift
  done
  need_tools
  mkdir -p "$LOG_DIR"
  chmod 700 "$STATE_DIR"
  if [[ -f $STATE_DIR/server ]]; then
    use_server
    if server_is_gone; then
      say 'The server of last time is gone, and what was on it: beginning anew.'
      take_down
      unset AWS_ENDPOINT_URL
      mkdir -p "$LOG_DIR"
    fi
  fi
  [[ -f $STATE_DIR/server ]] || find_server
  use_server
  build_zips "$build"
  choose_counterparts "$instance"
  choose_host "$host" "$port"
  apply
  run_functions
  write_environment
  tell_what_is_up
}

# Stops what was started and forgets it.
take_down() {
  stop_background host
  stop_background stand-ins
  stop_server
  rm -rf "$STATE_DIR"
}

down() {
  if [[ ! -f $STATE_DIR/server ]]; then
    rm -rf "$STATE_DIR"
    say 'Nothing is up.'
    return
  fi
  use_server
  # Who still polls would meet half a deployment.
  stop_background host
  if [[ -f $STATE_DIR/terraform.tfstate ]] && ! server_is_gone; then
    answers "$SERVER_URL" || fail "nothing answers at $SERVER_URL, so nothing can be destroyed there. To forget it: rm -r $STATE_DIR"
    need_tool terraform 'It is needed to destroy what it made.'
    use_terraform_mirror "$STATE_DIR"
    say "Destroying what was applied on $SERVER_URL …"
    logged_terraform destroy -auto-approve
  fi
  take_down
  say 'Everything is down.'
}

status() {
  local bad=0 name
  [[ -f $STATE_DIR/server ]] || { say 'Nothing is up.'; return 1; }
  use_server
  if answers "$SERVER_URL"; then say "✓ server     $SERVER_URL ($SERVER_KIND)"; else say "✗ server     $SERVER_URL does not answer"; bad=1; fi
  for name in host stand-ins; do
    [[ -f $STATE_DIR/$name.pid ]] || continue
    if is_running "$name"; then say "✓ $name"; else say "✗ $name has ended (log: $LOG_DIR/$name.log)"; bad=1; fi
  done
  if [[ -f $STATE_DIR/outputs.json ]]; then
    say "✓ applied    webhook $(json 'd.webhook_url.value' <"$STATE_DIR/outputs.json")"
  else
    say '✗ infra/ is not applied'
    bad=1
  fi
  return "$bad"
}

pass_to_terraform() {
  [[ -f $STATE_DIR/server ]] || fail 'nothing is up.'
  (($# > 0)) || usage_error 'terraform needs a command.'
  use_server
  use_terraform_mirror "$STATE_DIR"
  run_terraform "$@"
}

help_if_asked "$@"
command=${1:-}
(($# == 0)) || shift
case $command in
  up) up "$@" ;;
  terraform) pass_to_terraform "$@" ;;
  down | status)
    (($# == 0)) || usage_error "unknown option '$1'."
    "$command"
    ;;
  '') usage_error 'up, down or status?' ;;
  *) usage_error "unknown command '$command'." ;;
esac

#!/usr/bin/env bash
# The model server: starts, stops and shows it, opens a shell on it, and manages its models. Everything goes through
# AWS Systems Manager (Session Manager, Run Command), so that no port need be open for it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
source "$LIB_DIR/cloud.sh"
source "$LIB_DIR/ollama.sh"

START_SECONDS=300
# A first boot installs Ollama and pulls the models.
API_SECONDS=1200
PULL_SECONDS=7200

usage() {
  cat <<'TEXT'
Usage: scripts/manage-ollama.sh <command>

  start [--keep]   start the model server and wait until it answers; --keep holds it on, however idle
  stop             stop it (and end --keep); the next message wakes it again
  status           the instance, its API, and its models
  ssh              a shell on it, through Session Manager
  pull <model>     install a model, such as llama3.2:3b
  list             the models installed on it
  rm <model>       remove a model
TEXT
}

state_is() { # <instance> <state>
  local state
  state=$(instance_state "$1") || exit 1
  [[ $state == "$2" ]]
}

api_answers() { ollama_get /api/tags; }

# The certificate is published late in the first boot: it is read anew at each try.
server_answers() {
  prepare_ollama || exit 1
  api_answers
}

start() {
  local instance state
  instance=$(need_instance)
  # Noted first: maintenance must not stop what is just starting.
  note_use "$1"
  state=$(instance_state "$instance")
  case $state in
    running | pending) say "The instance is $state." ;;
    stopping)
      wait_until "$START_SECONDS" 5 'the instance to stop first' state_is "$instance" stopped || exit 1
      aws_call ec2 start-instances --instance-ids "$instance" >/dev/null ;;
    stopped) aws_call ec2 start-instances --instance-ids "$instance" >/dev/null ;;
    *) fail "the instance $instance is $state. Run 'terraform -chdir=infra apply' to make a new one." ;;
  esac
  wait_until "$START_SECONDS" 5 'the instance to run' state_is "$instance" running || exit 1
  say "✓ The instance runs${2:+, $2}."
  prepare_ollama || exit 1
  [[ $OLLAMA_CERTIFICATE != pending ]] || say '  Its first boot is not finished: five to fifteen minutes in all.'
  wait_until "$API_SECONDS" 5 'Ollama to answer' server_answers || fail "Ollama does not answer: $(ollama_trouble)."
  say '✓ Ollama answers.'
}

stop() {
  local instance state
  instance=$(need_instance)
  note_use used
  state=$(instance_state "$instance")
  case $state in
    stopped) say 'The instance is stopped already.' ;;
    running | pending | stopping)
      [[ $state == stopping ]] || aws_call ec2 stop-instances --instance-ids "$instance" >/dev/null
      wait_until "$START_SECONDS" 5 'the instance to stop' state_is "$instance" stopped || exit 1
      say '✓ The instance is stopped. The next message wakes it.' ;;
    *) fail "the instance $instance is $state." ;;
  esac
}

show_hold() {
  printf '{"pk":{"N":"0"},"sk":{"S":"MODEL_SERVER"}}' >"$WORK_DIR/key.json"
  aws_call dynamodb get-item --table-name "$(need_output dynamodb_table_name)" --key "file://$WORK_DIR/key.json" \
    >"$WORK_DIR/server.json"
  json '[
    `Last use   ${d?.Item?.last_chat_at ? new Date(Number(d.Item.last_chat_at.N)).toISOString() : "never"}`,
    d?.Item?.keep_on?.BOOL ? "Held on    yes: it never sleeps until \"stop\" or \"start\" without --keep" : undefined,
  ].filter(Boolean)' <"$WORK_DIR/server.json"
}

show_instance() { # <instance>
  local state
  state=$(instance_field "$1" '[i.State?.Name ?? "missing", i.InstanceType, i.PublicIpAddress].filter(Boolean).join(", ")') || exit 1
  printf 'Instance   %s: %s\n' "$1" "$state"
  show_hold
  [[ $state == running* ]]
}

show_api() {
  need_curl
  prepare_ollama
  if ! api_answers; then
    printf 'API        ✗ %s: %s\n' "$OLLAMA_URL" "$(ollama_trouble)"
    return 1
  fi
  printf 'API        ✓ %s\n' "$OLLAMA_URL"
  show_models <"$WORK_DIR/ollama.json"
}

show_models() {
  json '(d.models ?? []).length === 0 ? "Models     none installed" : d.models.map((one, index) =>
    `${index === 0 ? "Models" : "      "}     ${one.name} (${((one.size ?? 0) / 1e9).toFixed(1)} GB)`)'
}

status() {
  local instance
  instance=$(output ollama_instance_id)
  if [[ -z $instance ]]; then
    say 'The model server is none of ours (ollama_url): only its API is looked at.'
  elif ! show_instance "$instance"; then
    say 'Its API is not asked: the instance does not run.'
    return 0
  fi
  show_api
}

open_shell() {
  local instance
  instance=$(need_instance)
  need_tool session-manager-plugin 'Install it: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html'
  state_is "$instance" running || fail "the instance does not run. Start it: scripts/manage-ollama.sh start"
  # Not exec: the work folder is cleaned up afterwards.
  aws ssm start-session --target "$instance"
}

# Ollama's own address on the instance, behind nginx; and, after a change, the models go to the bucket, in their own time.
LOCAL_OLLAMA=127.0.0.1:11435
SAVE_MODELS='systemctl start --no-block steward-models-upload.service'

on_server() { # <seconds at most> <what it does> <command>
  local instance
  instance=$(need_instance)
  state_is "$instance" running || fail "the instance does not run. Start it: scripts/manage-ollama.sh start"
  note_use touch
  run_on_instance "$instance" "$1" "$2" "$3"
}

ollama_command() { printf 'HOME=/root PATH=/usr/local/bin:$PATH OLLAMA_HOST=%s ollama %s' "$LOCAL_OLLAMA" "$1"; }

# By the API: the command would draw progress bars into the result.
pull_command() {
  printf "curl -sS --fail-with-body -H 'Content-Type: application/json' -d '{\"model\":\"%s\",\"stream\":false}' http://%s/api/pull" \
    "$1" "$LOCAL_OLLAMA"
}

check_model_name() {
  [[ $1 =~ ^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*(:[A-Za-z0-9._-]+)?$ ]] ||
    usage_error "no model's name: $1"
}

prepare() {
  need_node
  need_aws
  load_outputs
}

run_command() { # <command> <argument>
  prepare
  case $1 in
    start) if [[ -n $2 ]]; then start keep 'and is held on'; else start used ''; fi ;;
    stop) stop ;;
    status) status ;;
    ssh) open_shell ;;
    list) on_server 60 'listing' "$(ollama_command list)" ;;
    pull)
      on_server "$PULL_SECONDS" "pulling $2" "$(pull_command "$2") && $SAVE_MODELS"
      say "✓ $2 is installed. Chats are offered it when it is among the models of infra/terraform.tfvars." ;;
    rm)
      on_server 60 "removing $2" "$(ollama_command "rm $2") && $SAVE_MODELS"
      say "✓ $2 is removed." ;;
  esac
}

help_if_asked "$@"
case ${1:-} in
  '') usage_error 'a command is missing' ;;
  start) (($# == 1)) || [[ $# == 2 && $2 == --keep ]] || usage_error 'start takes --keep or nothing' ;;
  stop | status | ssh | list) (($# == 1)) || usage_error "$1 takes no arguments" ;;
  pull | rm)
    (($# == 2)) || usage_error "$1 takes the name of a model"
    check_model_name "$2" ;;
  *) usage_error "unknown command: $1" ;;
esac
run_command "$1" "${2:-}"

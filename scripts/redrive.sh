#!/usr/bin/env bash
# The dead letters: updates that could not be answered after every try. Shows them, sends them again, or throws them away.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
source "$LIB_DIR/cloud.sh"

# Long enough to look at a round of ten, short enough not to hide letters for long after a crash.
HOLD_SECONDS=60
ROUNDS=1000

usage() {
  cat <<'TEXT'
Usage: scripts/redrive.sh list
       scripts/redrive.sh show [-v] <id>
       scripts/redrive.sh send <id> | --all
       scripts/redrive.sh purge [--yes]

  list          the dead letters, a line each; never what people wrote
  show <id>     one letter without its texts; with -v in full
  send <id>     send one again, in its chat's order; --all sends every one
  purge         throw all away, after a question (--yes: without one)

A letter is deleted only after the queue has taken it again. A chat's letters come oldest first, and at most ten of a
chat can be seen at once.
TEXT
}

letter_program() { "$NODE" "$LIB_DIR/dead-letter.mjs" "$@"; }

receive() {
  aws_call sqs receive-message --queue-url "$DEAD_QUEUE" --max-number-of-messages 10 --visibility-timeout "$HOLD_SECONDS" \
    --wait-time-seconds 1 --attribute-names All >"$WORK_DIR/received.json"
  # An empty answer is no JSON at all.
  [[ -s $WORK_DIR/received.json ]] || printf '{}' >"$WORK_DIR/received.json"
  RECEIVED=$(json '(d.Messages ?? []).length' <"$WORK_DIR/received.json")
}

# Collects every letter that can be seen, a message a line, in the order they came.
receive_all() {
  local round
  : >"$WORK_DIR/letters"
  for ((round = 0; round < ROUNDS; round++)); do
    receive
    ((RECEIVED > 0)) || return 0
    json '(d.Messages ?? []).map((one) => JSON.stringify(one))' <"$WORK_DIR/received.json" >>"$WORK_DIR/letters"
    cp "$WORK_DIR/received.json" "$WORK_DIR/held-$round.json"
  done
}

# Lets go of what was received, so that the next look sees it at once. Only a courtesy: it comes back by itself.
release() {
  local file
  for file in "$WORK_DIR"/held-*.json; do
    [[ -e $file ]] || continue
    letter_program handles "$DEAD_QUEUE" <"$file" >"$WORK_DIR/handles.json"
    aws_try sqs change-message-visibility-batch --cli-input-json "file://$WORK_DIR/handles.json" >/dev/null || true
    rm -f "$file"
  done
}

letter_id() { json 'd.MessageId' <<<"$1"; }

list() {
  local letter count=0
  receive_all
  while IFS= read -r letter; do
    letter_program list <<<"{\"Messages\":[$letter]}"
    count=$((count + 1))
  done <"$WORK_DIR/letters"
  release
  case $count in
    0) say "No dead letters." ;;
    1) say "1 dead letter." ;;
    *) say "$count dead letters." ;;
  esac
}

# Leaves the letter with this id in the file `letter`, still held, and lets go of the others.
find_letter() { # <id>
  local letter
  receive_all
  while IFS= read -r letter; do
    [[ $(letter_id "$letter") == "$1" ]] || continue
    printf '%s\n' "$letter" >"$WORK_DIR/letter"
    return 0
  done <"$WORK_DIR/letters"
  release
  fail "there is no dead letter $1 to be seen. 'scripts/redrive.sh list' shows which there are."
}

show() { # <id> [--verbose]
  find_letter "$1"
  release
  letter_program show "${2:-}" <"$WORK_DIR/letter"
}

# Sends the letter in the file `letter`, then deletes it. 3: it is no update; any other failure ends the script.
send_letter() {
  local code=0
  letter_program send "$QUEUE" <"$WORK_DIR/letter" >"$WORK_DIR/send.json" || code=$?
  ((code == 0)) || return "$code"
  aws_call sqs send-message --cli-input-json "file://$WORK_DIR/send.json" >/dev/null || exit 1
  json 'JSON.stringify({ QueueUrl: args[0], ReceiptHandle: d.ReceiptHandle })' "$DEAD_QUEUE" \
    <"$WORK_DIR/letter" >"$WORK_DIR/delete.json"
  aws_call sqs delete-message --cli-input-json "file://$WORK_DIR/delete.json" >/dev/null || exit 1
  say "✓ sent again: $(letter_id "$(cat "$WORK_DIR/letter")")"
}

send_one() { # <id>
  find_letter "$1"
  if send_letter; then release; else
    release
    exit 1
  fi
}

# A round at a time: what was sent makes room for what lies behind it in the same chat.
send_all() {
  local round letter sent=0 left=0
  for ((round = 0; round < ROUNDS; round++)); do
    receive
    ((RECEIVED > 0)) || break
    cp "$WORK_DIR/received.json" "$WORK_DIR/held-$round.json"
    json 'd.Messages.map((one) => JSON.stringify(one))' <"$WORK_DIR/received.json" >"$WORK_DIR/letters"
    while IFS= read -r letter; do
      printf '%s\n' "$letter" >"$WORK_DIR/letter"
      if send_letter; then sent=$((sent + 1)); else left=$((left + 1)); fi
    done <"$WORK_DIR/letters"
  done
  # Those that stay are to be seen by the next look; the others are deleted, which refuses nothing.
  release
  say "$sent sent again, $left left."
  ((left == 0)) || exit 1
}

purge() { # [--yes]
  # Also what somebody is just looking at.
  aws_call sqs get-queue-attributes --queue-url "$DEAD_QUEUE" \
    --attribute-names ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible >"$WORK_DIR/count.json"
  if [[ ${1:-} != --yes ]]; then
    local count
    count=$(json 'Object.values(d.Attributes).reduce((sum, count) => sum + Number(count), 0)' <"$WORK_DIR/count.json")
    if ((count == 0)); then
      say 'No dead letters.'
      return 0
    fi
    confirm "Throw away $count dead letters for ever?" || fail 'nothing was thrown away.'
  fi
  aws_call sqs purge-queue --queue-url "$DEAD_QUEUE" >/dev/null
  say '✓ The dead letters are gone (SQS takes up to a minute).'
}

# What SQS and its stand-ins give as ids.
is_id() { [[ ${1:-} =~ ^[A-Za-z0-9-]{1,100}$ && $1 != -* ]]; }

check_arguments() {
  case ${1:-} in
    '') usage_error 'a command is missing' ;;
    list) (($# == 1)) || usage_error 'list takes no arguments' ;;
    show) { [[ $# == 3 && $2 == -v ]] && is_id "$3"; } || { (($# == 2)) && is_id "$2"; } || usage_error 'show takes the id of a letter' ;;
    send) { (($# == 2)) && { [[ $2 == --all ]] || is_id "$2"; }; } || usage_error 'send takes the id of a letter, or --all' ;;
    purge) (($# == 1)) || [[ $# == 2 && $2 == --yes ]] || usage_error 'purge takes --yes or nothing' ;;
    *) usage_error "unknown command: $1" ;;
  esac
}

run_command() {
  case $1 in
    list) list ;;
    show) if [[ $2 == -v ]]; then show "$3" --verbose; else show "$2"; fi ;;
    send) if [[ $2 == --all ]]; then send_all; else send_one "$2"; fi ;;
    purge) purge "${2:-}" ;;
  esac
}

help_if_asked "$@"
check_arguments "$@"
need_node
need_aws
load_outputs
QUEUE=$(need_output queue_url)
DEAD_QUEUE=$(need_output dead_letter_queue_url)
run_command "$@"

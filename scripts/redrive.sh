#!/usr/bin/env bash
# The dead letters: updates that could not be answered, and what was due and could not be delivered, after every try. Shows
# them, sends them again, or throws them away.
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
chat can be seen at once. One of a reminder or briefing is not sent but let go: the table knows what is due, and what
still is, the dispatcher queues again within ten minutes.
TEXT
}

letter_program() { "$NODE" "$LIB_DIR/dead-letter.mjs" "$@"; }

receive() { # <dead-letter queue>
  aws_call sqs receive-message --queue-url "$1" --max-number-of-messages 10 --visibility-timeout "$HOLD_SECONDS" \
    --wait-time-seconds 1 --attribute-names All >"$WORK_DIR/received.json"
  # An empty answer is no JSON at all.
  [[ -s $WORK_DIR/received.json ]] || printf '{}' >"$WORK_DIR/received.json"
  RECEIVED=$(json '(d.Messages ?? []).length' <"$WORK_DIR/received.json")
}

# Keeps the round to let go of it later, and each letter in `letters`, a line each, with the queue it lies in.
note_received() { # <dead-letter queue>
  HELD=$((HELD + 1))
  cp "$WORK_DIR/received.json" "$WORK_DIR/held-$HELD.json"
  printf '%s\n' "$1" >"$WORK_DIR/held-$HELD.queue"
  json 'd.Messages.map((one) => JSON.stringify({ ...one, DeadQueue: args[0] }))' "$1" \
    <"$WORK_DIR/received.json" >>"$WORK_DIR/letters"
}

# Collects every letter that can be seen, in the order they came.
receive_all() {
  local round queue
  : >"$WORK_DIR/letters"
  for queue in "${DEAD_QUEUES[@]}"; do
    for ((round = 0; round < ROUNDS; round++)); do
      receive "$queue"
      ((RECEIVED > 0)) || break
      note_received "$queue"
    done
  done
}

# Lets go of what was received, so that the next look sees it at once. Only a courtesy: it comes back by itself.
release() {
  local file
  for file in "$WORK_DIR"/held-*.json; do
    [[ -e $file ]] || continue
    letter_program handles "$(<"${file%.json}.queue")" <"$file" >"$WORK_DIR/handles.json"
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

# Sends the letter in the file `letter`, or lets go of one that need not be sent; then deletes it. 3: it is no update; any
# other failure ends the script.
send_letter() {
  local code=0 dead
  dead=$(json 'd.DeadQueue' <"$WORK_DIR/letter")
  letter_program send "$(queue_of "$dead")" <"$WORK_DIR/letter" >"$WORK_DIR/send.json" || code=$?
  case $code in
    0) aws_call sqs send-message --cli-input-json "file://$WORK_DIR/send.json" >/dev/null || exit 1 ;;
    4) ;;
    *) return "$code" ;;
  esac
  json 'JSON.stringify({ QueueUrl: d.DeadQueue, ReceiptHandle: d.ReceiptHandle })' <"$WORK_DIR/letter" >"$WORK_DIR/delete.json"
  aws_call sqs delete-message --cli-input-json "file://$WORK_DIR/delete.json" >/dev/null || exit 1
  if ((code == 4)); then
    LET_GO=$((LET_GO + 1))
    say "✓ let go: $(<"$WORK_DIR/send.json"). While it is due, the dispatcher queues it again within ten minutes."
  else
    say "✓ sent again: $(letter_id "$(cat "$WORK_DIR/letter")")"
  fi
}

# Where the letters of a dead-letter queue came from.
queue_of() { # <dead-letter queue>
  if [[ $1 == "${DEAD_QUEUES[0]}" ]]; then printf '%s\n' "$QUEUE"; else need_output due_queue_url; fi
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
  local round letter queue let_go='' sent=0 left=0
  for queue in "${DEAD_QUEUES[@]}"; do
    for ((round = 0; round < ROUNDS; round++)); do
      receive "$queue"
      ((RECEIVED > 0)) || break
      : >"$WORK_DIR/letters"
      note_received "$queue"
      while IFS= read -r letter; do
        printf '%s\n' "$letter" >"$WORK_DIR/letter"
        if send_letter; then sent=$((sent + 1)); else left=$((left + 1)); fi
      done <"$WORK_DIR/letters"
    done
  done
  # Those that stay are to be seen by the next look; the others are deleted, which refuses nothing.
  release
  ((LET_GO == 0)) || let_go=" $LET_GO let go,"
  say "$((sent - LET_GO)) sent again,$let_go $left left."
  ((left == 0)) || exit 1
}

# Also what somebody is just looking at.
count_letters() {
  local queue count=0
  for queue in "${DEAD_QUEUES[@]}"; do
    aws_call sqs get-queue-attributes --queue-url "$queue" \
      --attribute-names ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible >"$WORK_DIR/count.json"
    count=$((count + $(json 'Object.values(d.Attributes).reduce((sum, count) => sum + Number(count), 0)' <"$WORK_DIR/count.json")))
  done
  printf '%s\n' "$count"
}

purge() { # [--yes]
  local count queue
  if [[ ${1:-} != --yes ]]; then
    count=$(count_letters) || exit 1
    if ((count == 0)); then
      say 'No dead letters.'
      return 0
    fi
    confirm "Throw away $count dead letters for ever?" || fail 'nothing was thrown away.'
  fi
  for queue in "${DEAD_QUEUES[@]}"; do aws_call sqs purge-queue --queue-url "$queue" >/dev/null; done
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
dead_queue=$(need_output dead_letter_queue_url)
DEAD_QUEUES=("$dead_queue")
# A deployment of a version before has none.
due_dead_queue=$(output due_dead_letter_queue_url)
[[ -z $due_dead_queue ]] || DEAD_QUEUES+=("$due_dead_queue")
HELD=0
LET_GO=0
run_command "$@"

#!/usr/bin/env bash
# Deploys a new version carefully: build, apply with a tenth of the traffic, watch the alarms, then all of it, or back.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
source "$LIB_DIR/cloud.sh"
source "$LIB_DIR/alarms.sh"
source "$LIB_DIR/aliases.sh"
source "$LIB_DIR/terraform.sh"

WEIGHT=10
WATCH_SECONDS=''
# Longer than any function that is tried may run.
LONGEST_CALL_SECONDS=310
# One apply publishes its versions within so many milliseconds.
SAME_DEPLOYMENT_MS=1800000
BUILD=yes
APPROVE=''
FORCE=no
TASK=deploy

usage() {
  cat <<'TEXT'
Usage: scripts/deploy.sh [--yes] [--no-build] [--weight <percent>] [--watch <seconds>] [--force]
       scripts/deploy.sh --rollback

Builds the functions, applies infra/ so that the alias `live` gives the new versions 10 % of the calls, watches the
alarms, and then gives them all. When an alarm rings, `live` goes back to the versions before. A first deployment, and
one without new code, is applied at once.

  --yes                do not ask before Terraform applies
  --no-build           deploy the packages of packages/handler/dist as they are
  --weight <percent>   what the new versions get at first (10; 0 = everything at once)
  --watch <seconds>    how long the alarms are watched at each step (300; a new dispatcher in the end 420: the alarm
                       `no-tick` rings after five minutes without a tick)
  --force              deploy although an alarm rings
  --rollback           take back what the last deployment changed: point `live` at the versions before, now;
                       Terraform is not asked

The bot token is no argument: export TF_VAR_telegram_token where it must be written.
TEXT
}

build() {
  local name
  if [[ $BUILD == yes ]]; then
    [[ -x $ROOT_DIR/node_modules/node/bin/node ]] ||
      fail "the dependencies are not installed: run 'node scripts/run.mjs' once in $ROOT_DIR."
    (cd "$ROOT_DIR" && "$NODE" packages/handler/scripts/build.ts) >&2 || fail 'the build failed.'
  fi
  for name in webhook worker dispatcher maintenance web; do
    [[ -s $ROOT_DIR/packages/handler/dist/$name.zip ]] || fail "packages/handler/dist/$name.zip is missing: build first."
  done
}

apply() { # <canary weight, 0 to 1> [-auto-approve]
  terraform -chdir="$INFRA_DIR" apply ${2:+"$2" -input=false} -var "canary_weight=$1" >&2 || fail 'terraform apply failed: nothing more was changed.'
}

# Whether something is deployed already: outputs that cannot be read are not the same as none.
is_deployed() {
  read_terraform_outputs
  [[ $(json 'Object.keys(d ?? {}).length > 0' <"$WORK_DIR/outputs.json") == true ]]
}

prepare_terraform() {
  need_tool terraform 'Install Terraform 1.11 or newer: https://developer.hashicorp.com/terraform/install'
  use_terraform_mirror "$WORK_DIR"
  [[ -d ${TF_DATA_DIR:-$INFRA_DIR/.terraform} ]] || terraform -chdir="$INFRA_DIR" init -input=false >&2 ||
    fail 'terraform init failed.'
}

refuse_while_ringing() {
  local ringing
  ringing=$(alarms ALARM) || exit 1
  if [[ -z $ringing || $FORCE == yes ]]; then return 0; fi
  fail "alarms ring already, so watching would tell nothing: ${ringing//$'\n'/, }. Mend that first, or use --force."
}

# Writes `<function> <version> <tried version>` a line each.
note_versions() { # <file>
  local name names=()
  while IFS= read -r name; do names+=("$name"); done < <(function_names)
  # The bash of macOS takes an empty list for a name that is not set.
  alias_versions ${names[@]+"${names[@]}"} >"$1" || exit 1
}

# Back to the versions of the first note.
roll_back() { # <why>
  local name version _
  say "✗ $1. Rolling back:"
  while read -r name version _; do point_alias "$name" "$version" || exit 1; done <"$WORK_DIR/before"
  fail 'rolled back. The new versions stay published without traffic; a plain terraform apply would send them all of it.'
}

stop_watching() {
  say "Interrupted: $WATCHED, and nobody watches. Back: scripts/deploy.sh --rollback. On: scripts/deploy.sh."
  exit 130
}

# Watches the alarms; rolls back when one rings that did not ring before.
watch_alarms() { # <seconds> <what gets the traffic>
  local begin=$SECONDS ringing fresh
  WATCHED=$2
  trap 'stop_watching' INT
  say "Watching the alarms for $1 s ($2) …"
  while :; do
    ringing=$(alarms ALARM) || roll_back 'the alarms cannot be read'
    # One that this deployment has made knows nothing yet, and may ring for that.
    fresh=$(grep -x -F -f "$WORK_DIR/known-alarms" <<<"$ringing" | grep -v -x -F -f "$WORK_DIR/ringing-before" | tr '\n' ' ' || true)
    [[ -z ${fresh// /} ]] || roll_back "alarm: $fresh"
    ((SECONDS - begin < $1)) || return 0
    sleep 15
  done
}

# A tenth of the ticks is one in ten minutes, and `no-tick` rings after five without one: a new dispatcher is watched for
# longer once it has them all.
watch_everything() {
  local name before after seconds=300
  name=$(output lambda_function_names.dispatcher)
  if [[ -n $name ]]; then
    before=$(grep "^$name " "$WORK_DIR/before" | cut -d ' ' -f 2)
    after=$(alias_versions "$name" | cut -d ' ' -f 2) || exit 1
    [[ $after == "$before" ]] || seconds=420
  fi
  watch_alarms "${WATCH_SECONDS:-$seconds}" 'all of it to the new versions'
}

# Calls the new version itself, before chats do: one that cannot start is seen at once. The worker has nothing to do, the
# webhook must refuse a call without the secret, web hands out its page, and the dispatcher makes one tick more, which may wait
# for what is due.
probe() { # <function> <version>
  local payload='{"Records":[]}' seen
  case $1 in
    *-worker) ;;
    *-webhook) payload='{"headers":{},"body":"{}"}' ;;
    *-dispatcher) payload='{}' ;;
    *-web) payload='{"rawPath":"/","headers":{},"requestContext":{"http":{"method":"GET"}}}' ;;
    *) return 0 ;;
  esac
  printf '%s' "$payload" >"$WORK_DIR/payload.json"
  if ! aws_try lambda invoke --function-name "$1" --qualifier "$2" --payload "fileb://$WORK_DIR/payload.json" \
    --cli-read-timeout "$LONGEST_CALL_SECONDS" "$WORK_DIR/answer.json" >"$WORK_DIR/invoked.json"; then
    warn "version $2 of $1 could not be called for a try: $(tr -s '\n' ' ' <"$AWS_ERROR_FILE" | cut -c 1-200)"
    return 0
  fi
  seen=$(json 'd.FunctionError ?? ""' <"$WORK_DIR/invoked.json")
  case $seen in
    '') say "  $1: version $2 runs" ;;
    # A crash, at the start or later. A stand-in for AWS that cannot run functions answers otherwise.
    Unhandled) roll_back "version $2 of $1 does not run ($seen)" ;;
    *) warn "version $2 of $1 answered a try with an error ($seen)" ;;
  esac
}

# Gives the versions that are tried a first share. 1 when there is nothing new to try.
try_new_versions() {
  local name version tried any=1
  apply "$(json 'Number(args[0]) / 100' "$WEIGHT" <<<'null')" "$APPROVE"
  load_outputs
  note_versions "$WORK_DIR/tried"
  while read -r name version tried; do
    [[ -n $tried ]] || continue
    any=0
    say "  $name: live → version $version, and $WEIGHT % to version $tried"
    probe "$name" "$tried"
  done <"$WORK_DIR/tried"
  return "$any"
}

deploy() {
  # Its state is not the one that would be applied here: everything would be made a second time.
  [[ -z ${STEWARD_LOCAL_CLOUD:-} ]] ||
    fail "this shell looks at a cloud on this machine ($STEWARD_LOCAL_CLOUD): 'scripts/local-cloud.sh up' applies changes there."
  # First what takes no time.
  need_credentials
  build
  prepare_terraform
  if ! is_deployed; then
    say 'First deployment: everything is applied at once.'
    apply 0 "$APPROVE"
    say "✓ Deployed. Next: scripts/setup-webhook.sh"
    return 0
  fi
  load_outputs
  refuse_while_ringing
  alarms ALARM >"$WORK_DIR/ringing-before"
  seen_alarms >"$WORK_DIR/known-alarms"
  note_versions "$WORK_DIR/before"
  if ((WEIGHT == 0)); then
    apply 0 "$APPROVE"
  elif try_new_versions; then
    watch_alarms "${WATCH_SECONDS:-300}" "$WEIGHT % to the new versions"
    apply 0 -auto-approve
  else
    say '✓ Applied. No function has new code.'
    return 0
  fi
  watch_everything
  say '✓ Deployed.'
}

# What is tried is ended: the alias still points at the version before. 1 when nothing is tried.
end_trial() {
  local name version tried ended=1
  while read -r name version tried; do
    [[ -n $tried ]] || continue
    point_alias "$name" "$version" || exit 1
    ended=0
  done <"$WORK_DIR/live"
  return "$ended"
}

# Back goes what the last deployment published: its functions come within minutes. One that it did not touch is older and
# stays, for the version before that one belongs to an earlier deployment. 1 when there is nothing to go back to.
undo_last_deployment() {
  local name version before published history last=0 undone=1
  : >"$WORK_DIR/history"
  while read -r name version _; do
    history=$(version_history "$name" "$version") || exit 1
    published=${history%% *}
    ((published <= last)) || last=$published
    printf '%s %s\n' "$name" "$history" >>"$WORK_DIR/history"
  done <"$WORK_DIR/live"
  while read -r name published before; do
    if ((published < last - SAME_DEPLOYMENT_MS)); then
      say "  $name: stays, the last deployment did not change it"
    elif [[ -z $before ]]; then
      warn "$name has no version before"
    else
      point_alias "$name" "$before" || exit 1
      undone=0
    fi
  done <"$WORK_DIR/history"
  return "$undone"
}

roll_back_by_hand() {
  need_aws
  load_outputs
  note_versions "$WORK_DIR/live"
  end_trial || undo_last_deployment || fail 'nothing was rolled back: there is no version before.'
  say '✓ Rolled back. A plain terraform apply would send all traffic to the newest versions again.'
}

help_if_asked "$@"
while (($# > 0)); do
  case $1 in
    --yes) APPROVE=-auto-approve ;;
    --no-build) BUILD=no ;;
    --force) FORCE=yes ;;
    --rollback) TASK=rollback ;;
    --weight)
      { is_number "${2:-}" && (($2 < 100)); } || usage_error '--weight takes a percentage below 100'
      WEIGHT=$2
      shift ;;
    --watch)
      is_number "${2:-}" || usage_error '--watch takes a number of seconds'
      WATCH_SECONDS=$2
      shift ;;
    *) usage_error "unknown argument: $1" ;;
  esac
  shift
done

need_node
if [[ $TASK == rollback ]]; then roll_back_by_hand; else deploy; fi

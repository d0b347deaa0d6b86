#!/usr/bin/env bash
# Looks at everything that was deployed, a line each: is it there, and is it well?
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
source "$LIB_DIR/cloud.sh"
source "$LIB_DIR/alarms.sh"
source "$LIB_DIR/report.sh"

usage() {
  cat <<'TEXT'
Usage: scripts/verify.sh

Checks the whole deployment without changing anything: table, bucket, queues, functions, event source, API, secrets
(that they are there; their values are not read), model server, logs, alarms. Exit code 1 when something is broken.
TEXT
}

# Asks AWS and judges the answer by an expression that gives nothing when all is well, or the fault.
look() { # <what> <expression over d> <arguments of the AWS CLI…>
  local what=$1 expression=$2 fault
  shift 2
  if ! aws_try "$@" >"$WORK_DIR/look.json"; then
    broken "$what: $(first_error)"
    return 0
  fi
  fault=$(json "$expression" <"$WORK_DIR/look.json")
  if [[ -z $fault ]]; then good "$what"; else broken "$what: $(tr '\n' ' ' <<<"$fault")"; fi
}

first_error() { tr -s '\n' ' ' <"$AWS_ERROR_FILE" | cut -c 1-200; }

check_storage() {
  local table bucket
  table=$(need_output dynamodb_table_name)
  bucket=$(need_output s3_bucket_name)
  look "table $table" 'd.Table.TableStatus === "ACTIVE" ? "" : `is ${d.Table.TableStatus}`' \
    dynamodb describe-table --table-name "$table"
  look "expiry of table $table" '/^ENABL/.test(d.TimeToLiveDescription?.TimeToLiveStatus) ? "" : "items never expire"' \
    dynamodb describe-time-to-live --table-name "$table"
  look "bucket $bucket" '""' s3api head-bucket --bucket "$bucket"
  look "privacy of bucket $bucket" \
    'Object.values(d.PublicAccessBlockConfiguration ?? {}).filter(Boolean).length === 4 ? "" : "public access is not blocked"' \
    s3api get-public-access-block --bucket "$bucket"
}

check_queues() {
  check_queue "$(need_output queue_url)" "$(need_output dead_letter_queue_url)" 'scripts/redrive.sh list'
  check_queue "$(need_output due_queue_url)" "$(need_output due_dead_letter_queue_url)" 'reminders that were given up'
}

check_queue() { # <queue> <its dead letters> <what about them>
  local queue=$1 dead=$2
  look "queue ${queue##*/}" '[d.Attributes.FifoQueue !== "true" && "is not FIFO",
    !d.Attributes.RedrivePolicy && "has no dead letters"].filter(Boolean)' \
    sqs get-queue-attributes --queue-url "$queue" --attribute-names All
  look "dead letters ${dead##*/}" '((n) => n > 0 ? `${n} wait ('"$3"')` : "")(Number(d.Attributes.ApproximateNumberOfMessages))' \
    sqs get-queue-attributes --queue-url "$dead" --attribute-names All
}

check_functions() {
  local name function
  for name in webhook worker dispatcher maintenance web; do
    function=$(output "lambda_function_names.$name")
    [[ -n $function ]] || continue
    look "function $function" '(d.Configuration?.State ?? "Active") === "Active" ? "" : `is ${d.Configuration.State}: ${d.Configuration.StateReason ?? ""}`' \
      lambda get-function --function-name "$function"
    look "alias live of $function" '/^\d+$/.test(d.FunctionVersion) ? "" : `points at ${d.FunctionVersion}`' \
      lambda get-alias --function-name "$function" --name live
    look "log of $function" "(d.logGroups ?? []).some((one) => one.retentionInDays) ? '' : 'is missing or kept for ever'" \
      logs describe-log-groups --log-group-name-prefix "$(log_group "$name" "$function")"
  done
  check_event_sources "$(need_output lambda_function_names.worker)"
  check_schedules
}

# That of maintenance is disabled where the model server is never to sleep.
check_schedules() {
  local rule
  rule=$(need_output dispatcher_rule_name)
  look "schedule $rule" 'd.State === "ENABLED" ? "" : `is ${d.State}: nobody is reminded`' events describe-rule --name "$rule"
  rule=$(output maintenance_rule_name)
  [[ -z $rule ]] || look "schedule $rule" '["ENABLED", "DISABLED"].includes(d.State) ? "" : `is ${d.State}`' \
    events describe-rule --name "$rule"
}

log_group() { # <name> <function>
  local group
  group=$(output "log_group_names.$1")
  printf '%s\n' "${group:-/aws/lambda/$2}"
}

# The mappings hang on the alias; a server may list them under the function's name. Where the functions run on this machine
# (scripts/local-cloud.sh), their host has taken them over and switched them off on the server.
check_event_sources() { # <worker>
  local right=Enabled queue
  if [[ -n ${STEWARD_HOST:-} ]]; then
    right=Disabled
    curl -q --silent --max-time 5 --output /dev/null "$STEWARD_HOST" || {
      broken "event sources of $1: the host at $STEWARD_HOST, which receives instead of the server, does not answer (scripts/local-cloud.sh up)"
      return 0
    }
  fi
  for queue in "$(need_output queue_url)" "$(need_output due_queue_url)"; do
    queue=${queue##*/}
    look "event source $queue of $1" '((one) => !one ? "there is none" : (one.State ?? "Enabled").startsWith("'"${right%ed}"'") ? "" : `is ${one.State}`)(
      (d.EventSourceMappings ?? []).find((one) => /:function:/.test(one.FunctionArn) && one.FunctionArn.split(":")[6] === "'"$1"'" &&
        one.EventSourceArn.endsWith(":'"$queue"'")))' \
      lambda list-event-source-mappings
  done
}

# An update without the secret must be turned away, by our own function.
check_api() {
  local url status
  url=$(need_output webhook_url)
  status=$(curl -q --silent --max-time 15 --output /dev/null --write-out '%{http_code}' --header 'Content-Type: application/json' \
    --data '{}' "$url" 2>/dev/null) || true
  case $status in
    401) good "webhook $url (refuses what bears no secret)" ;;
    000) broken "webhook $url: no answer" ;;
    *) broken "webhook $url: answers $status to a call without the secret, 401 is right" ;;
  esac
}

# A first boot takes some minutes until it publishes the certificate.
check_certificate() { # <parameter>
  if ! aws_try ssm get-parameter --name "$1" >"$WORK_DIR/look.json"; then
    broken "parameter $1: $(first_error)"
  elif [[ $(json 'd.Parameter.Value.includes("BEGIN CERTIFICATE")' <"$WORK_DIR/look.json") == true ]]; then
    good "parameter $1"
  else
    doubtful "parameter $1: the model server has not published its certificate yet; its first boot takes some minutes"
  fi
}

check_parameters() {
  local line name
  while IFS= read -r line; do
    [[ $line == ssm_parameter_names.* ]] || continue
    name=${line#*=}
    [[ -n $name ]] || continue
    if [[ $name == */ollama/certificate ]]; then check_certificate "$name"; else
      # Asked without decryption: what a SecureString gives then is not the secret.
      look "parameter $name" 'd.Parameter.Type === "SecureString" ? "" : `is a ${d.Parameter.Type}, readable by all`' \
        ssm get-parameter --name "$name" --no-with-decryption
    fi
  done <"$OUTPUTS_FILE"
}

check_model_server() {
  local instance
  instance=$(output ollama_instance_id)
  if [[ -z $instance ]]; then
    good "model server: $(output ollama_url) (not part of this deployment)"
    return 0
  fi
  look "model server $instance" '((state) => ["running", "stopped", "stopping", "pending"].includes(state) ? "" : `is ${state ?? "missing"}`)(
    d.Reservations?.[0]?.Instances?.[0]?.State?.Name)' ec2 describe-instances --instance-ids "$instance"
}

check_monitoring() {
  local ringing topic dashboard
  if ringing=$(alarms ALARM); then
    if [[ ! -s $WORK_DIR/alarms.json || $(json '(d?.MetricAlarms ?? []).length' <"$WORK_DIR/alarms.json") == 0 ]]; then
      broken 'alarms: there are none'
    elif [[ -n $ringing ]]; then
      broken "alarms that ring: ${ringing//$'\n'/, }"
    else
      good 'alarms: none rings'
    fi
  else
    broken 'alarms: AWS does not tell'
  fi
  dashboard=$(output dashboard_name)
  [[ -z $dashboard ]] || look "dashboard $dashboard" '""' cloudwatch get-dashboard --dashboard-name "$dashboard"
  topic=$(output alarm_topic_arn)
  [[ -z $topic ]] || check_subscriptions "$topic"
}

check_subscriptions() { # <topic>
  local found
  aws_try sns list-subscriptions-by-topic --topic-arn "$1" >"$WORK_DIR/subscriptions.json" || {
    broken "alarm mail: $(first_error)"
    return 0
  }
  found=$(json '((all) => all.length === 0 ? "none" : all.some((one) => /^arn:/.test(one.SubscriptionArn)) ? "confirmed" : "pending")(
    d?.Subscriptions ?? [])' <"$WORK_DIR/subscriptions.json")
  case $found in
    none) doubtful 'alarm mail: nobody is subscribed (alarm_email)' ;;
    pending) doubtful 'alarm mail: the subscription is not confirmed yet, see the mailbox' ;;
    *) good 'alarm mail: subscribed' ;;
  esac
}

help_if_asked "$@"
(($# == 0)) || usage_error "unknown argument: $1"
need_node
need_curl
load_outputs
need_credentials
good "account $(json 'd.Account' <"$WORK_DIR/identity.json"), region ${AWS_REGION:-of the profile}"
check_storage
check_queues
check_functions
check_api
check_parameters
check_model_server
check_monitoring
conclude 'Everything is there and well.'

#!/usr/bin/env bash
# Shows that an error would be noticed: writes one into the worker's log and follows it to log, metric and alarm.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
source "$LIB_DIR/cloud.sh"
source "$LIB_DIR/report.sh"

TIMEOUT=600
STAND_IN=${AWS_ENDPOINT_URL:+ (AWS-compatible servers often store filters and alarms and work out neither)}

usage() {
  cat <<'TEXT'
Usage: scripts/test-observability.sh [--timeout <seconds>]

Writes a probe with level ERROR into the worker's log group, then waits until the log has it, the metric counts it,
and an alarm rings. The alarm mails whoever is subscribed, and becomes OK again by itself.

  --timeout <seconds>   how long to wait for each (600)
TEXT
}

write_probe() {
  local stream="probe/$PROBE"
  aws_call logs create-log-stream --log-group-name "$GROUP" --log-stream-name "$stream" >/dev/null
  json 'JSON.stringify([{ timestamp: Date.now(), message: JSON.stringify({
    level: "ERROR", message: "A probe of the alarms, not a fault", service: "probe", action: "probe", probe: args[0] }) }])' \
    "$PROBE" <<<'null' >"$WORK_DIR/events.json"
  aws_call logs put-log-events --log-group-name "$GROUP" --log-stream-name "$stream" \
    --log-events "file://$WORK_DIR/events.json" >/dev/null
  say "Probe $PROBE is written to $GROUP."
}

log_has_probe() {
  aws_call logs filter-log-events --log-group-name "$GROUP" --start-time "$BEGIN_MS" --filter-pattern "\"$PROBE\"" \
    >"$WORK_DIR/found.json"
  [[ $(json '(d?.events ?? []).some((one) => one.message.includes(args[0]))' "$PROBE" <"$WORK_DIR/found.json") == true ]]
}

# The metric that the log group's error filter feeds: its name is the deployment's, not ours.
find_metric() {
  aws_call logs describe-metric-filters --log-group-name "$GROUP" >"$WORK_DIR/filters.json"
  json '(d?.metricFilters ?? []).filter((one) => /level/.test(one.filterPattern) && /ERROR/.test(one.filterPattern))
    .flatMap((one) => one.metricTransformations).slice(0, 1).flatMap((one) => [one.metricNamespace, one.metricName])' \
    <"$WORK_DIR/filters.json"
}

metric_counts() {
  aws_call cloudwatch get-metric-statistics --namespace "$NAMESPACE" --metric-name "$METRIC" --statistics Sum --period 60 \
    --start-time "$BEGIN" --end-time "$(json 'new Date(Date.now() + 60_000).toISOString()' <<<'null')" \
    >"$WORK_DIR/statistics.json"
  [[ $(json '(d?.Datapoints ?? []).some((one) => one.Sum > 0)' <"$WORK_DIR/statistics.json") == true ]]
}

alarm_rings() {
  aws_call cloudwatch describe-alarms-for-metric --namespace "$NAMESPACE" --metric-name "$METRIC" >"$WORK_DIR/rings.json"
  [[ $(json '(d?.MetricAlarms ?? []).some((one) => one.StateValue === "ALARM")' <"$WORK_DIR/rings.json") == true ]]
}

check() { # <what is seen> <what its absence means> <command>
  if wait_until "$TIMEOUT" 10 "$1" "$3"; then good "$1"; else broken "$1: $2"; fi
}

watch_probe() {
  local metric
  check 'the log' 'the log group does not show the probe' log_has_probe
  metric=$(find_metric)
  if [[ -z $metric ]]; then
    broken "the metric: $GROUP has no filter for errors"
    return 0
  fi
  NAMESPACE=${metric%%$'\n'*}
  METRIC=${metric#*$'\n'}
  check "the metric $NAMESPACE/$METRIC" "the filter does not count the probe$STAND_IN" metric_counts
  check "an alarm of $METRIC" "none rings$STAND_IN" alarm_rings
}

help_if_asked "$@"
case ${1:-} in
  '') ;;
  --timeout)
    { (($# == 2)) && is_number "$2"; } || usage_error '--timeout takes a number of seconds'
    TIMEOUT=$2 ;;
  *) usage_error "unknown argument: $1" ;;
esac

need_node
need_aws
load_outputs
GROUP=$(need_output log_group_names.worker)
BEGIN_MS=$(now_ms)
PROBE=probe-$BEGIN_MS
BEGIN=$(json 'new Date(Number(args[0]) - 60_000).toISOString()' "$BEGIN_MS" <<<'null')
write_probe
watch_probe
conclude 'Errors are noticed.'

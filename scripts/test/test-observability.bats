#!/usr/bin/env bats
# test-observability.sh: a probe goes from log to metric to alarm.

bats_require_minimum_version 1.5.0
load helper

setup() {
  use_stubs
  for operation in create-log-stream put-log-events filter-log-events; do answer logs.$operation '{}'; done
  answer logs.describe-metric-filters '{"metricFilters":[
    {"filterPattern":"{ $.level = \"WARN\" }","metricTransformations":[{"metricNamespace":"X","metricName":"Y"}]},
    {"filterPattern":"{ $.level = \"ERROR\" }","metricTransformations":[{"metricNamespace":"TelegramBot","metricName":"Errors"}]}]}'
  answer cloudwatch.get-metric-statistics.1 '{"Datapoints":[]}'
  answer cloudwatch.get-metric-statistics '{"Datapoints":[{"Sum":1}]}'
  answer cloudwatch.describe-alarms-for-metric.1 '{"MetricAlarms":[{"StateValue":"OK"}]}'
  answer cloudwatch.describe-alarms-for-metric '{"MetricAlarms":[{"StateValue":"ALARM"}]}'
  log_shows_the_probe
}

# The log answers with what was written into it.
log_shows_the_probe() {
  rm "$STUB_BIN/aws"
  cat >"$STUB_BIN/aws" <<TEXT
#!/usr/bin/env bash
if [[ "\$1 \$2" == 'logs filter-log-events' && -s \$STUB/inputs ]]; then
  printf '%s\n' "\$*" >>"\$STUB/calls"
  node -p 'const [{ message }] = JSON.parse(process.argv[1]); JSON.stringify({ events: [{ message }] })' -- \\
    "\$(sed -n 's/^logs.put-log-events //p' "\$STUB/inputs" | tail -n 1)"
else
  exec "$BATS_TEST_DIRNAME/stubs/aws" "\$@"
fi
TEXT
  chmod +x "$STUB_BIN/aws"
}

@test "an error is followed from the log over the metric to the alarm" {
  run "$SCRIPTS/test-observability.sh"
  succeeds
  contains '✓ the log'
  contains '✓ the metric TelegramBot/Errors'
  contains '✓ an alarm of Errors'
  called 'put-log-events --log-group-name /aws/lambda/steward-worker'
  passed '\"level\":\"ERROR\"'
}

@test "an alarm that does not ring, and a metric that does not count, are broken" {
  answer cloudwatch.get-metric-statistics '{"Datapoints":[]}'
  answer cloudwatch.describe-alarms-for-metric '{"MetricAlarms":[]}'
  run "$SCRIPTS/test-observability.sh" --timeout 0
  fails_with 1 '✗ the metric TelegramBot/Errors: the filter does not count the probe'
  contains '✗ an alarm of Errors: none rings'
}

@test "a log group without a filter for errors is broken" {
  answer logs.describe-metric-filters '{"metricFilters":[]}'
  run "$SCRIPTS/test-observability.sh"
  fails_with 1 '✗ the metric: /aws/lambda/steward-worker has no filter for errors'
}

@test "a log group that is not there ends the test at once" {
  rm "$STUB/logs.create-log-stream.json"
  refuse logs.create-log-stream 'An error occurred (ResourceNotFoundException): The specified log group does not exist.'
  run "$SCRIPTS/test-observability.sh"
  fails_with 1 'ResourceNotFoundException'
}

@test "a timeout that is no number is wrong usage" {
  for arguments in '--timeout' '--timeout soon' '--timeout 1 2'; do
    # shellcheck disable=SC2086
    run "$SCRIPTS/test-observability.sh" $arguments
    [[ $status == 2 ]]
  done
}

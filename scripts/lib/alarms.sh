# shellcheck shell=bash
# The deployment's alarms. Sourced after cloud.sh.

# Every alarm bears the project's name in front, as the functions do.
project_name() {
  local worker
  worker=$(need_output lambda_function_names.worker)
  printf '%s\n' "${worker%-worker}"
}

# Names of the alarms in a state, a line each; every alarm's when none is named. Returns 1 when AWS does not tell.
alarms() { # [ALARM|OK|INSUFFICIENT_DATA]
  local project
  project=$(project_name) || return 1
  aws_call cloudwatch describe-alarms --alarm-name-prefix "$project" >"$WORK_DIR/alarms.json" || return 1
  json '(d?.MetricAlarms ?? []).filter((one) => !args[0] || one.StateValue === args[0]).map((one) => one.AlarmName)' \
    "${1:-}" <"$WORK_DIR/alarms.json"
}

# Names of all alarms that the last look saw.
seen_alarms() { json '(d?.MetricAlarms ?? []).map((one) => one.AlarmName)' <"$WORK_DIR/alarms.json"; }

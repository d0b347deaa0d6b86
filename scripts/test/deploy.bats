#!/usr/bin/env bats
# deploy.sh: a tenth first, then all, or back. AWS and Terraform are stubs.

bats_require_minimum_version 1.5.0
load helper

setup() {
  use_stubs
  # The script and its packages, without this repository's own dist folder.
  COPY=$BATS_TEST_TMPDIR/copy
  mkdir -p "$COPY/packages/handler/dist" "$COPY/infra/.terraform"
  cp -r "$SCRIPTS" "$COPY/scripts"
  for name in webhook worker dispatcher maintenance web; do echo zip >"$COPY/packages/handler/dist/$name.zip"; done
  export INFRA_DIR=$COPY/infra
  # Before: version 3 live. While the new one is tried: 3 and 4.
  answer lambda.get-alias '{"FunctionVersion":"3","RoutingConfig":{"AdditionalVersionWeights":{"4":0.1}}}'
  for call in 1 2 3 4 5; do answer lambda.get-alias.$call '{"FunctionVersion":"3"}'; done
  answer lambda.update-alias '{}'
  answer lambda.invoke '{"StatusCode":200}'
  answer lambda.list-versions-by-function '{"Versions":[{"Version":"$LATEST"},{"Version":"1"},{"Version":"2"},{"Version":"3"},{"Version":"4"}]}'
  alarm_is OK
}

alarm_is() { answer "cloudwatch.describe-alarms${2:-}" "{\"MetricAlarms\":[{\"AlarmName\":\"steward-errors\",\"StateValue\":\"$1\"}]}"; }
deploy() { run "$COPY/scripts/deploy.sh" --no-build --yes --watch 0 "$@"; }

@test "a new version gets a tenth, then, when no alarm rings, everything" {
  deploy
  succeeds
  contains 'steward-worker: live → version 3, and 10 % to version 4'
  called 'apply -auto-approve -input=false -var canary_weight=0.1'
  called 'apply -auto-approve -input=false -var canary_weight=0'
  called 'lambda invoke --function-name steward-worker --qualifier 4'
  called 'lambda invoke --function-name steward-webhook --qualifier 4'
  called 'lambda invoke --function-name steward-web --qualifier 4'
  not_called 'lambda invoke --function-name steward-maintenance'
  not_called 'update-alias'
  contains '✓ Deployed.'
}

@test "an alarm during the trial takes every alias back, and nothing is promoted" {
  alarm_is ALARM .3
  deploy
  fails_with 1 'rolled back'
  contains 'alarm: steward-errors'
  for name in webhook worker dispatcher maintenance web; do
    passed "\"FunctionName\":\"steward-$name\",\"Name\":\"live\",\"FunctionVersion\":\"3\",\"RoutingConfig\":{\"AdditionalVersionWeights\":{}}"
  done
  times_called ' apply ' 1
}

@test "an alarm after everything was shifted takes it back, too" {
  alarm_is ALARM .4
  deploy
  fails_with 1 'rolled back'
  times_called ' apply ' 2
  times_called 'lambda update-alias' 5
}

# Version 4 of the dispatcher is tried beside 3; all others stay as they are.
only_the_dispatcher_is_new() {
  answer lambda.get-alias '{"FunctionVersion":"3"}'
  answer lambda.get-alias@steward-dispatcher '{"FunctionVersion":"3","RoutingConfig":{"AdditionalVersionWeights":{"4":0.1}}}'
}

@test "with only the dispatcher changed a tick of it is tried, and its alarms take it back" {
  only_the_dispatcher_is_new
  for name in steward-dispatcher-errors steward-no-tick; do
    rm -f "$STUB"/*.count
    : >"$STUB/calls"
    answer cloudwatch.describe-alarms "{\"MetricAlarms\":[{\"AlarmName\":\"$name\",\"StateValue\":\"OK\"}]}"
    answer cloudwatch.describe-alarms.3 "{\"MetricAlarms\":[{\"AlarmName\":\"$name\",\"StateValue\":\"ALARM\"}]}"
    deploy
    fails_with 1 "alarm: $name"
    called 'lambda invoke --function-name steward-dispatcher --qualifier 4'
    times_called 'lambda invoke' 1
    passed '"FunctionName":"steward-dispatcher","Name":"live","FunctionVersion":"3"'
  done
}

@test "a dispatcher whose tick fails is taken back at once" {
  only_the_dispatcher_is_new
  answer lambda.invoke '{"StatusCode":200,"FunctionError":"Unhandled"}'
  deploy
  fails_with 1 'version 4 of steward-dispatcher does not run'
  times_called ' apply ' 1
}

@test "a new dispatcher is watched until five minutes without a tick can ring, others no longer than before" {
  answer lambda.get-alias.6 '{"FunctionVersion":"4"}'
  run interrupted_at 'all of it' "$COPY/scripts/deploy.sh" --no-build --yes --weight 0
  fails_with 130 'for 420 s (all of it'
  rm -f "$STUB"/*.count
  answer lambda.get-alias.6 '{"FunctionVersion":"3"}'
  run interrupted_at 'all of it' "$COPY/scripts/deploy.sh" --no-build --yes --weight 0
  fails_with 130 'for 300 s (all of it'
}

@test "whoever interrupts the watching is told what is live, and the way on" {
  run interrupted_at 'Watching' "$COPY/scripts/deploy.sh" --no-build --yes --watch 600
  fails_with 130 'Interrupted: 10 % to the new versions'
  contains 'deploy.sh --rollback'
}

@test "a version that cannot start is taken back at once" {
  answer lambda.invoke '{"StatusCode":200,"FunctionError":"Unhandled"}'
  deploy
  fails_with 1 'does not run (Unhandled)'
  times_called ' apply ' 1
  times_called 'lambda update-alias' 5
}

@test "a version that nobody may call for a try is deployed all the same, with a warning" {
  rm "$STUB/lambda.invoke.json"
  refuse lambda.invoke 'An error occurred (AccessDeniedException)'
  deploy
  succeeds
  contains 'could not be called for a try'
}

@test "while an alarm rings nothing is deployed, unless forced; then only new ones count" {
  alarm_is ALARM
  deploy
  fails_with 1 'alarms ring already'
  not_called ' apply '
  rm -f "$STUB"/*.count
  deploy --force
  succeeds
}

@test "an alarm that the deployment has just made may ring: it has seen nothing yet" {
  for call in 3 4; do
    answer cloudwatch.describe-alarms.$call '{"MetricAlarms":[{"AlarmName":"steward-no-tick","StateValue":"ALARM"}]}'
  done
  deploy
  succeeds
}

@test "without new code there is nothing to try" {
  answer lambda.get-alias '{"FunctionVersion":"3"}'
  deploy
  succeeds
  contains 'No function has new code.'
  times_called ' apply ' 1
}

@test "--weight sets the first share, and 0 gives everything at once" {
  deploy --weight 25
  succeeds
  called 'canary_weight=0.25'
  rm -f "$STUB"/*.count
  : >"$STUB/calls"
  deploy --weight 0
  succeeds
  times_called ' apply ' 1
  called 'canary_weight=0'
}

@test "a first deployment is applied at once, after an init" {
  rmdir "$COPY/infra/.terraform"
  echo '{}' >"$STUB/outputs.json"
  unset STEWARD_OUTPUTS
  deploy
  succeeds
  contains 'First deployment'
  called 'init -input=false'
  times_called ' apply ' 1
  called 'canary_weight=0'
  contains 'scripts/setup-webhook.sh'
}

@test "an apply that fails ends the deployment" {
  touch "$STUB/apply.err"
  deploy
  fails_with 1 'terraform apply failed'
  not_called 'update-alias'
}

@test "without --yes Terraform itself asks" {
  run "$COPY/scripts/deploy.sh" --no-build --watch 0
  succeeds
  called 'apply -var canary_weight=0.1'
}

@test "a package that was not built is named, and dependencies that are missing, too" {
  rm "$COPY/packages/handler/dist/maintenance.zip"
  deploy
  fails_with 1 'maintenance.zip is missing'
  run "$COPY/scripts/deploy.sh" --yes
  fails_with 1 'the dependencies are not installed'
}

# Versions 1 to 3 of each function, an hour apart; of the named one the third came with an earlier deployment.
published() { # [function that the last deployment did not change]
  answer lambda.get-alias '{"FunctionVersion":"3"}'
  answer lambda.list-versions-by-function '{"Versions":[{"Version":"$LATEST","LastModified":"2026-01-01T14:00:09.000+0000"},
    {"Version":"1","LastModified":"2026-01-01T10:00:00.000+0000"},{"Version":"2","LastModified":"2026-01-01T12:00:00.000+0000"},
    {"Version":"3","LastModified":"2026-01-01T14:00:05.000+0000"}]}'
  [[ -z ${1:-} ]] || answer "lambda.list-versions-by-function@$1" '{"Versions":[
    {"Version":"2","LastModified":"2026-01-01T10:00:00.000+0000"},{"Version":"3","LastModified":"2026-01-01T12:00:00.000+0000"}]}'
}

@test "--rollback goes to the versions before the last deployment, without Terraform" {
  published
  run "$COPY/scripts/deploy.sh" --rollback
  succeeds
  for name in webhook worker dispatcher maintenance web; do
    passed "\"FunctionName\":\"steward-$name\",\"Name\":\"live\",\"FunctionVersion\":\"2\""
  done
  not_called 'terraform'
}

@test "--rollback leaves a function alone that the last deployment did not change" {
  published steward-webhook
  run "$COPY/scripts/deploy.sh" --rollback
  succeeds
  contains 'steward-webhook: stays'
  times_called 'lambda update-alias' 4
}

@test "--rollback during a trial ends the trial and nothing else" {
  published
  answer lambda.get-alias.1 '{"FunctionVersion":"2","RoutingConfig":{"AdditionalVersionWeights":{"3":0.1}}}'
  run "$COPY/scripts/deploy.sh" --rollback
  succeeds
  times_called 'lambda update-alias' 1
  passed '"FunctionName":"steward-webhook","Name":"live","FunctionVersion":"2"'
}

@test "--rollback with nothing to go back to does not say that it went" {
  answer lambda.list-versions-by-function '{"Versions":[{"Version":"3","LastModified":"2026-01-01T14:00:05.000+0000"}]}'
  answer lambda.get-alias '{"FunctionVersion":"3"}'
  run "$COPY/scripts/deploy.sh" --rollback
  fails_with 1 'nothing was rolled back'
  contains 'steward-maintenance has no version before'
  lacks '✓'
}

@test "without credentials neither a build nor an init is begun" {
  rmdir "$COPY/infra/.terraform"
  rm "$STUB/sts.get-caller-identity.json"
  refuse sts.get-caller-identity 'Unable to locate credentials. You can configure credentials by running "aws configure".'
  run "$COPY/scripts/deploy.sh" --yes
  fails_with 1 'no AWS credentials'
  not_called terraform
}

@test "wrong arguments are wrong usage" {
  for arguments in '--weight' '--weight 100' '--weight all' '--weight 08' '--watch soon' 'now'; do
    # shellcheck disable=SC2086
    run "$SCRIPTS/deploy.sh" $arguments
    [[ $status == 2 ]]
  done
}

@test "a cloud on this machine is not deployed to: its state is elsewhere" {
  STEWARD_LOCAL_CLOUD=/somewhere run "$SCRIPTS/deploy.sh" --yes
  fails_with 1 "'scripts/local-cloud.sh up' applies changes there"
  not_called terraform
}

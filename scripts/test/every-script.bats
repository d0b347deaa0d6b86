#!/usr/bin/env bats
# What all scripts promise alike: help, wrong usage, and clear words for what is missing.

bats_require_minimum_version 1.5.0
load helper

ALL=(setup-webhook manage-ollama view-data test-observability verify redrive deploy doctor)
# A valid call of each that asks AWS.
valid_call() {
  case $1 in
    manage-ollama) echo 'status' ;;
    redrive) echo 'list' ;;
    deploy) echo '--rollback' ;;
    *) echo '' ;;
  esac
}

setup() { use_stubs; }

@test "every script explains itself, on standard output, without touching anything" {
  for name in "${ALL[@]}"; do
    for flag in --help -h; do
      run --separate-stderr "$SCRIPTS/$name.sh" $flag
      succeeds
      contains "Usage: scripts/$name.sh"
      contains 'AWS_ENDPOINT_URL'
    done
  done
  [[ ! -s $STUB/calls ]]
}

@test "every script refuses what it does not know with 2 and its usage, before anything else" {
  for name in "${ALL[@]}"; do
    run "$SCRIPTS/$name.sh" --no-such-thing
    fails_with 2 "Usage: scripts/$name.sh"
  done
  [[ ! -s $STUB/calls ]]
}

@test "every script says which tool is missing" {
  mkdir "$BATS_TEST_TMPDIR/few"
  for tool in bash dirname basename mktemp rm cat cp tr cut tail grep env printenv node curl; do
    ln -s "$(PATH=${PATH#"$STUB_BIN":} command -v $tool)" "$BATS_TEST_TMPDIR/few/$tool"
  done
  for name in "${ALL[@]}"; do
    PATH=$BATS_TEST_TMPDIR/few run "$SCRIPTS/$name.sh" $(valid_call $name)
    fails_with 1 "'aws' is missing"
    STEWARD_OUTPUTS='' PATH=$BATS_TEST_TMPDIR/few run "$SCRIPTS/$name.sh" $(valid_call $name)
    [[ $status == 1 && $output == *"is missing"* ]]
  done
}

@test "every script says that credentials are missing" {
  for operation in sts.get-caller-identity ssm.get-parameter sqs.receive-message dynamodb.scan ec2.describe-instances \
    logs.create-log-stream lambda.get-alias; do
    refuse $operation 'Unable to locate credentials. You can configure credentials by running "aws configure".'
  done
  rm "$STUB/sts.get-caller-identity.json"
  for name in "${ALL[@]}"; do
    run "$SCRIPTS/$name.sh" $(valid_call $name)
    fails_with 1 'no AWS credentials'
  done
}

@test "every script says that a lab session has expired, and what to do" {
  for operation in sts.get-caller-identity ssm.get-parameter sqs.receive-message dynamodb.scan ec2.describe-instances \
    logs.create-log-stream lambda.get-alias; do
    refuse $operation 'An error occurred (ExpiredToken) when calling the X operation: The security token included in the request is expired'
  done
  rm "$STUB/sts.get-caller-identity.json"
  for name in "${ALL[@]}"; do
    run "$SCRIPTS/$name.sh" $(valid_call $name)
    fails_with 1 'session has expired (ExpiredToken)'
    contains 'Start Lab'
  done
}

@test "every script says that nothing is deployed, whether there is no state, no init or no outputs" {
  unset STEWARD_OUTPUTS
  echo '{}' >"$STUB/outputs.json"
  for name in "${ALL[@]}"; do
    run "$SCRIPTS/$name.sh" $(valid_call $name)
    fails_with 1 'nothing is deployed'
  done
  echo 'Error: Backend initialization required, please run "terraform init"' >"$STUB/terraform.err"
  run "$SCRIPTS/verify.sh"
  fails_with 1 'nothing is deployed'
}

@test "an expired session at the remote state is named, too" {
  unset STEWARD_OUTPUTS
  echo 'Error: error loading state: ExpiredToken: The provided token has expired.' >"$STUB/terraform.err"
  run "$SCRIPTS/verify.sh"
  fails_with 1 'session has expired (ExpiredToken)'
}

@test "outputs named by STEWARD_OUTPUTS that are not there are an error, and so is what is no JSON" {
  STEWARD_OUTPUTS=$BATS_TEST_TMPDIR/none run "$SCRIPTS/verify.sh"
  fails_with 1 'cannot be read'
  echo 'no JSON' >"$BATS_TEST_TMPDIR/odd"
  STEWARD_OUTPUTS=$BATS_TEST_TMPDIR/odd run "$SCRIPTS/verify.sh"
  fails_with 1 'no JSON'
}

@test "credentials that AWS does not know, a region that is missing and a network that is down are told apart" {
  rm "$STUB/sts.get-caller-identity.json"
  refuse sts.get-caller-identity 'An error occurred (InvalidClientTokenId): The security token included in the request is invalid.'
  run "$SCRIPTS/verify.sh"
  fails_with 1 'does not accept these credentials'
  refuse sts.get-caller-identity 'You must specify a region.'
  run "$SCRIPTS/verify.sh"
  fails_with 1 'Set AWS_REGION'
  refuse sts.get-caller-identity 'Could not connect to the endpoint URL: "http://127.0.0.1:1/"'
  AWS_ENDPOINT_URL=http://127.0.0.1:1 run "$SCRIPTS/verify.sh"
  fails_with 1 'cannot be reached at http://127.0.0.1:1'
}

@test "a script leaves no folder behind, and asks in the deployment's region" {
  answer ec2.describe-instances '{}'
  mkdir "$BATS_TEST_TMPDIR/tmp"
  TMPDIR=$BATS_TEST_TMPDIR/tmp run "$SCRIPTS/verify.sh"
  [[ -z $(ls "$BATS_TEST_TMPDIR/tmp") ]]
}

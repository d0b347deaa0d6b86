#!/usr/bin/env bats
# local-cloud.sh as far as it needs no server; test/cloud deploys with it for real.

bats_require_minimum_version 1.5.0
load helper

setup() {
  use_stubs
  COPY=$BATS_TEST_TMPDIR/copy
  mkdir -p "$COPY"
  cp -r "$SCRIPTS" "$COPY/scripts"
  cp -r "$SCRIPTS/../infra" "$COPY/infra"
  export LOCAL_CLOUD_DIR=$BATS_TEST_TMPDIR/cloud
}

# A server that is known, though none is there.
is_up() {
  mkdir -p "$LOCAL_CLOUD_DIR"
  printf 'moto\nhttp://127.0.0.1:9\n\n' >"$LOCAL_CLOUD_DIR/server"
}

@test "settings and state of a deployment on AWS stay out of the cloud on this machine" {
  is_up
  echo 'telegram_token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"' >"$COPY/infra/terraform.tfvars"
  echo 'terraform { backend "s3" {} }' >"$COPY/infra/backend.tf"
  run "$COPY/scripts/local-cloud.sh" terraform plan
  succeeds
  called "-chdir=$LOCAL_CLOUD_DIR/infra plan"
  cd "$LOCAL_CLOUD_DIR/infra"
  cmp main.tf "$COPY/infra/main.tf"
  cmp modules/queue/main.tf "$COPY/infra/modules/queue/main.tf"
  [[ -f .terraform.lock.hcl && ! -e terraform.tfvars && ! -e backend.tf ]]
}

@test "a folder named from where one stands is that folder" {
  cd "$BATS_TEST_TMPDIR"
  LOCAL_CLOUD_DIR=cloud is_up
  LOCAL_CLOUD_DIR=cloud run "$COPY/scripts/local-cloud.sh" terraform plan
  succeeds
  called "-state=$BATS_TEST_TMPDIR/cloud/terraform.tfstate"
}

@test "wrong arguments are wrong usage, and without a deployment there is nothing to ask" {
  for arguments in '' 'upp' 'up --prot' 'up --port' 'up --port all' 'down now' 'status now'; do
    # shellcheck disable=SC2086
    run "$COPY/scripts/local-cloud.sh" $arguments
    fails_with 2 'Usage: scripts/local-cloud.sh'
  done
  run "$COPY/scripts/local-cloud.sh" status
  fails_with 1 'Nothing is up.'
  run "$COPY/scripts/local-cloud.sh" terraform plan
  fails_with 1 'nothing is up'
  [[ ! -s $STUB/calls ]]
}

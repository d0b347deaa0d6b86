#!/usr/bin/env bats
# The scripts through the real AWS CLI against an AWS-compatible server, where both are installed.

bats_require_minimum_version 1.5.0
load helper

setup_file() {
  command -v aws >/dev/null && command -v moto_server >/dev/null || return 0
  export PORT
  PORT=$("$SCRIPTS/../node_modules/node/bin/node" -e '
    const server = require("node:net").createServer().listen(0, "127.0.0.1", () => {
      console.log(server.address().port);
      server.close();
    });')
  moto_server -p "$PORT" >"$BATS_FILE_TMPDIR/moto.log" 2>&1 3>&- &
  echo $! >"$BATS_FILE_TMPDIR/moto.pid"
  real_aws
  local _
  for _ in {1..1200}; do
    curl --silent --output /dev/null "$AWS_ENDPOINT_URL/moto-api/" && break
    sleep 0.1
  done
  "$SCRIPTS/../node_modules/node/bin/node" --disable-warning=ExperimentalWarning "$BATS_TEST_DIRNAME/aws-world.ts" \
    "$BATS_FILE_TMPDIR/outputs.json" "$SECRET_TOKEN" >"$BATS_FILE_TMPDIR/world.log" 2>&1 ||
    { cat "$BATS_FILE_TMPDIR/world.log" >&3; return 1; }
}

teardown_file() {
  [[ ! -f $BATS_FILE_TMPDIR/moto.pid ]] || kill "$(cat "$BATS_FILE_TMPDIR/moto.pid")" 2>/dev/null || true
}

real_aws() {
  export AWS_ENDPOINT_URL=http://127.0.0.1:$PORT AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1
  unset AWS_PROFILE AWS_SESSION_TOKEN
}

setup() {
  [[ -f $BATS_FILE_TMPDIR/moto.pid ]] || skip 'aws or moto_server is missing: nothing real to ask'
  real_aws
  export STEWARD_OUTPUTS=$BATS_FILE_TMPDIR/outputs.json HOME=$BATS_TEST_TMPDIR
}

@test "real: dead letters of both queues are listed, and all of a chat's are sent again in order" {
  run "$SCRIPTS/redrive.sh" list
  succeeds
  contains 'chat 1001  update 1  message'
  contains 'chat 1001  reminder 5, due 2023-11-14T22:13:20.000Z'
  lacks 'a secret'
  run "$SCRIPTS/redrive.sh" send --all
  succeeds
  contains '3 sent again, 1 let go, 0 left.'
  run aws sqs receive-message --endpoint-url "$AWS_ENDPOINT_URL" --max-number-of-messages 2 --attribute-names All \
    --queue-url "$AWS_ENDPOINT_URL/123456789012/steward-updates.fifo" --region us-east-1
  contains '{\"steward\":\"redrive\",\"update\":{\"update_id\":1,'
  contains '"MessageGroupId": "1001"'
}

@test "real: data is shown, without the words and with them" {
  run "$SCRIPTS/view-data.sh"
  succeeds
  contains '1001: 1 conversations, 1 messages'
  contains 'archives/1001/s9.json'
  lacks 'bank'
  lacks 'tunnel'
  run "$SCRIPTS/view-data.sh" -v s3
  contains 'user: dig a tunnel'
}

@test "real: the model server is stopped, and its use is noted" {
  run "$SCRIPTS/manage-ollama.sh" stop
  succeeds
  contains 'The instance is stopped.'
  run "$SCRIPTS/manage-ollama.sh" status
  contains ': stopped'
  [[ $output =~ Last\ use\ +20[0-9][0-9]- ]]
}

@test "real: what the server does not know is an error in plain words" {
  sed 's/chatbot-sessions/no-such-table/' "$STEWARD_OUTPUTS" >"$BATS_TEST_TMPDIR/outputs.json"
  STEWARD_OUTPUTS=$BATS_TEST_TMPDIR/outputs.json run "$SCRIPTS/view-data.sh" dynamodb
  fails_with 1 'aws dynamodb scan failed'
  AWS_ENDPOINT_URL=http://127.0.0.1:1 AWS_MAX_ATTEMPTS=1 run "$SCRIPTS/view-data.sh" dynamodb
  fails_with 1 'AWS cannot be reached at http://127.0.0.1:1'
  env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY AWS_EC2_METADATA_DISABLED=true "$SCRIPTS/view-data.sh" dynamodb \
    2>"$BATS_TEST_TMPDIR/error" || true
  grep -q 'no AWS credentials' "$BATS_TEST_TMPDIR/error"
}

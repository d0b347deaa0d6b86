#!/usr/bin/env bats
# verify.sh: a line for each thing that was deployed. The webhook is real, AWS is a stub.

bats_require_minimum_version 1.5.0
load helper

setup_file() { start_servers; }
teardown_file() { stop_servers; }

setup() {
  use_stubs
  set_output webhook_url "\"$HOOK/telegram/webhook\""
  for name in bot-token webhook-secret api-key; do parameter $name 'AQICencrypted'; done
  parameter certificate '-----BEGIN CERTIFICATE-----'
  answer dynamodb.describe-table '{"Table":{"TableStatus":"ACTIVE"}}'
  answer dynamodb.describe-time-to-live '{"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED"}}'
  answer s3api.head-bucket ''
  answer s3api.get-public-access-block '{"PublicAccessBlockConfiguration":{"a":true,"b":true,"c":true,"d":true}}'
  answer sqs.get-queue-attributes@steward-updates.fifo '{"Attributes":{"FifoQueue":"true","RedrivePolicy":"{}"}}'
  answer sqs.get-queue-attributes@steward-due.fifo '{"Attributes":{"FifoQueue":"true","RedrivePolicy":"{}"}}'
  for name in steward-dead-letters steward-due-dead-letters; do
    answer sqs.get-queue-attributes@$name.fifo '{"Attributes":{"ApproximateNumberOfMessages":"0"}}'
  done
  answer lambda.get-function '{"Configuration":{"State":"Active"}}'
  answer lambda.get-alias '{"FunctionVersion":"3"}'
  answer logs.describe-log-groups '{"logGroups":[{"retentionInDays":14}]}'
  mappings_are Enabled
  answer events.describe-rule '{"State":"ENABLED"}'
  answer ec2.describe-instances '{"Reservations":[{"Instances":[{"State":{"Name":"stopped"}}]}]}'
  answer cloudwatch.describe-alarms '{"MetricAlarms":[{"AlarmName":"steward-errors","StateValue":"OK"}]}'
  answer cloudwatch.get-dashboard '{}'
  answer sns.list-subscriptions-by-topic '{"Subscriptions":[{"SubscriptionArn":"arn:aws:sns:us-east-1:1:x:y"}]}'
}

mappings_are() { # <state>
  local of='"FunctionArn":"arn:aws:lambda:us-east-1:1:function:steward-worker:live","EventSourceArn":"arn:aws:sqs:us-east-1:1'
  answer lambda.list-event-source-mappings "{\"EventSourceMappings\":[
    {$of:steward-updates.fifo\",\"State\":\"$1\"},{$of:steward-due.fifo\",\"State\":\"$1\"}]}"
}

@test "a whole deployment is well, thing by thing" {
  run "$SCRIPTS/verify.sh"
  succeeds
  lacks '✗'
  contains '✓ table chatbot-sessions'
  contains '✓ queue steward-updates.fifo'
  contains '✓ alias live of steward-maintenance'
  contains '✓ alias live of steward-dispatcher'
  contains '✓ alias live of steward-web'
  contains '✓ queue steward-due.fifo'
  contains '✓ event source steward-updates.fifo of steward-worker'
  contains '✓ event source steward-due.fifo of steward-worker'
  contains '✓ schedule steward-dispatcher'
  contains '✓ schedule steward-maintenance'
  contains '(refuses what bears no secret)'
  contains '✓ alarms: none rings'
  contains 'Everything is there and well.'
  not_called '--with-decryption'
}

@test "whatever is not well is a line of its own" {
  answer dynamodb.describe-table '{"Table":{"TableStatus":"CREATING"}}'
  answer s3api.get-public-access-block '{"PublicAccessBlockConfiguration":{"a":true}}'
  answer sqs.get-queue-attributes@steward-updates.fifo '{"Attributes":{"FifoQueue":"true"}}'
  answer sqs.get-queue-attributes@steward-dead-letters.fifo '{"Attributes":{"ApproximateNumberOfMessages":"4"}}'
  answer lambda.get-function@steward-worker '{"Configuration":{"State":"Failed"}}'
  answer lambda.list-event-source-mappings '{"EventSourceMappings":[{"FunctionArn":"arn:aws:lambda:us-east-1:1:function:other"}]}'
  answer ssm.get-parameter@bot-token '{"Parameter":{"Type":"String","Value":"hush-hush"}}'
  answer ssm.get-parameter@certificate '{"Parameter":{"Type":"String","Value":"pending"}}'
  answer ec2.describe-instances '{"Reservations":[{"Instances":[{"State":{"Name":"terminated"}}]}]}'
  answer cloudwatch.describe-alarms '{"MetricAlarms":[{"AlarmName":"steward-errors","StateValue":"ALARM"}]}'
  run "$SCRIPTS/verify.sh"
  fails_with 1 '10 broken, 1 worth a look'
  contains '✗ table chatbot-sessions: is CREATING'
  contains '✗ privacy of bucket'
  contains '✗ queue steward-updates.fifo: has no dead letters'
  contains '✗ dead letters steward-dead-letters.fifo: 4 wait (scripts/redrive.sh list)'
  contains '✗ function steward-worker: is Failed'
  contains '✗ event source steward-updates.fifo of steward-worker: there is none'
  contains '✗ event source steward-due.fifo of steward-worker: there is none'
  contains '✗ parameter /steward/telegram/bot-token: is a String'
  contains '! parameter /steward/ollama/certificate: the model server has not'
  contains '✗ model server i-0123456789abcdef0: is terminated'
  contains '✗ alarms that ring: steward-errors'
  lacks 'hush-hush'
}

@test "a thing that is missing is a line with AWS's reason, and the rest is looked at all the same" {
  rm "$STUB/dynamodb.describe-table.json"
  refuse dynamodb.describe-table 'An error occurred (ResourceNotFoundException): Requested resource not found'
  run "$SCRIPTS/verify.sh"
  fails_with 1 '✗ table chatbot-sessions:'
  contains 'ResourceNotFoundException'
  contains '✓ alarms: none rings'
}

@test "a webhook that does not answer is broken, and so is a deployment without alarms" {
  set_output webhook_url '"http://127.0.0.1:1/"'
  answer cloudwatch.describe-alarms '{"MetricAlarms":[]}'
  run "$SCRIPTS/verify.sh"
  fails_with 1 ': no answer'
  contains '✗ alarms: there are none'
}

@test "a webhook that takes anything is broken; mail that nobody confirmed and a model server elsewhere are no faults" {
  set_output webhook_url "\"$HOOK/calls\"" ollama_instance_id null
  answer sns.list-subscriptions-by-topic '{"Subscriptions":[{"SubscriptionArn":"PendingConfirmation"}]}'
  run "$SCRIPTS/verify.sh"
  fails_with 1 'answers 200 to a call without the secret'
  contains '1 broken, 1 worth a look'
  contains '! alarm mail: the subscription is not confirmed'
  contains 'not part of this deployment'
}

@test "where a host on this machine runs the functions, it receives in the place of the server" {
  mappings_are Disabled
  run "$SCRIPTS/verify.sh"
  fails_with 1 '✗ event source steward-due.fifo of steward-worker: is Disabled'
  export STEWARD_HOST=$HOOK
  run "$SCRIPTS/verify.sh"
  contains '✓ event source steward-due.fifo of steward-worker'
  STEWARD_HOST=http://127.0.0.1:1 run "$SCRIPTS/verify.sh"
  fails_with 1 '✗ event sources of steward-worker: the host at http://127.0.0.1:1'
}

#!/usr/bin/env bats
# redrive.sh: dead letters go back into their chat's group, and are deleted only afterwards.

bats_require_minimum_version 1.5.0
load helper

letter() { # <id> <chat> <body as JSON string>
  printf '{"MessageId":"%s","ReceiptHandle":"handle-%s","Body":%s,"Attributes":{"MessageGroupId":"%s","SentTimestamp":"1700000000000","ApproximateReceiveCount":"1"}}' \
    "$1" "$1" "$3" "$2"
}

UPDATE='"{\"update_id\": 7, \"message\": {\"text\": \"a \\uffff secret\", \"from\": {\"first_name\": \"Alice\"}}}"'
FLUSH='"{\"steward\":\"flush\",\"updateId\":8,\"owner\":1001,\"queuedAtMs\":1,\"hop\":1}"'

setup() {
  use_stubs
  printf '{"Messages":[%s,%s]}' "$(letter m-1 1001 "$UPDATE")" "$(letter m-2 1002 "$FLUSH")" >"$STUB/sqs.receive-message.1.json"
  answer sqs.receive-message ''
  for operation in send-message delete-message purge-queue change-message-visibility-batch; do answer sqs.$operation '{}'; done
  answer sqs.get-queue-attributes '{"Attributes":{"ApproximateNumberOfMessages":"2"}}'
}

again() { rm -f "$STUB/sqs.receive-message.count"; }

@test "list shows whose letters they are and never what was written, and lets go of them" {
  run "$SCRIPTS/redrive.sh" list
  succeeds
  contains 'm-1  chat 1001  update 7  message  sent 2023-11-14T22:13:20.000Z  tries 1'
  contains 'm-2  chat 1002  update 8  flush'
  contains '2 dead letters.'
  lacks 'secret'
  passed '"ReceiptHandle":"handle-m-1","VisibilityTimeout":0'
  not_called 'sqs delete-message'
}

@test "show hides the texts, and shows them with -v" {
  run "$SCRIPTS/redrive.sh" show m-1
  succeeds
  contains '"update_id": 7'
  contains 'characters)'
  lacks 'secret'
  lacks 'Alice'
  again
  run "$SCRIPTS/redrive.sh" show -v m-1
  succeeds
  contains 'Alice'
}

@test "send marks an update as sent by an operator, keeps its text to the letter and its group, then deletes it" {
  run "$SCRIPTS/redrive.sh" send m-1
  succeeds
  passed 'sqs.send-message {"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/steward-updates.fifo"'
  passed '"MessageBody":"{\"steward\":\"redrive\",\"update\":{\"update_id\": 7, \"message\": {\"text\": \"a \\uffff secret\"'
  passed '"MessageGroupId":"1001","MessageDeduplicationId":"redrive-m-1"'
  passed '"ReceiptHandle":"handle-m-1"}'
  [[ $(grep -n 'sqs send-message' "$STUB/calls" | cut -d: -f1) -lt $(grep -n 'sqs delete-message' "$STUB/calls" | cut -d: -f1) ]]
  times_called 'sqs delete-message' 1
  lacks 'Alice'
}

@test "a note of ours is sent as it is" {
  run "$SCRIPTS/redrive.sh" send m-2
  succeeds
  passed '"MessageBody":"{\"steward\":\"flush\",\"updateId\":8'
}

@test "a letter that the queue does not take is not deleted" {
  rm "$STUB/sqs.send-message.json"
  refuse sqs.send-message 'An error occurred (InternalError) when calling the SendMessage operation'
  for what in m-1 --all; do
    again
    run "$SCRIPTS/redrive.sh" send $what
    fails_with 1 'InternalError'
  done
  not_called 'sqs delete-message'
}

@test "send --all sends round by round until nothing is left, and leaves what is no update" {
  printf '{"Messages":[%s,%s]}' "$(letter m-3 1001 "$UPDATE")" "$(letter m-4 1001 '"no json"')" >"$STUB/sqs.receive-message.2.json"
  run "$SCRIPTS/redrive.sh" send --all
  fails_with 1 '3 sent again, 1 left.'
  contains 'm-4 is no update and no note'
  times_called 'sqs send-message' 3
  times_called 'sqs delete-message' 3
  passed '"ReceiptHandle":"handle-m-4","VisibilityTimeout":0'
  lacks 'no json'
}

@test "an empty queue is no fault" {
  rm "$STUB/sqs.receive-message.1.json"
  run "$SCRIPTS/redrive.sh" list
  succeeds
  contains 'No dead letters.'
  again
  run "$SCRIPTS/redrive.sh" send --all
  succeeds
  contains '0 sent again'
}

@test "an id that is not there is an error, and nothing is sent" {
  run "$SCRIPTS/redrive.sh" send m-9
  fails_with 1 'there is no dead letter m-9'
  not_called 'sqs send-message'
}

@test "purge asks nothing when there is nothing" {
  answer sqs.get-queue-attributes '{"Attributes":{"ApproximateNumberOfMessages":"0","ApproximateNumberOfMessagesNotVisible":"0"}}'
  run "$SCRIPTS/redrive.sh" purge
  succeeds
  contains 'No dead letters.'
  not_called 'purge-queue'
}

@test "purge asks first" {
  run "$SCRIPTS/redrive.sh" purge <<<'n'
  fails_with 1 'nothing was thrown away'
  run "$SCRIPTS/redrive.sh" purge </dev/null
  fails_with 1 'nothing was thrown away'
  not_called 'purge-queue'
  run "$SCRIPTS/redrive.sh" purge <<<'y'
  succeeds
  run "$SCRIPTS/redrive.sh" purge --yes
  succeeds
  times_called 'sqs purge-queue --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/steward-dead-letters.fifo' 2
}

@test "wrong arguments are wrong usage" {
  for arguments in 'list all' 'show' 'show -v' 'send' 'send --everything' 'send a b' 'send a;b' 'purge --force'; do
    # shellcheck disable=SC2086
    run "$SCRIPTS/redrive.sh" $arguments
    [[ $status == 2 ]]
  done
}

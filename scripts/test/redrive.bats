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

# The second dead-letter queue: a reminder, and a note that the table does not ask for again.
due_letters() {
  rm -f "$STUB/sqs.receive-message.1.json"
  printf '{"Messages":[%s,%s]}' \
    "$(letter d-1 r#-1001 '"{\"steward\":\"due\",\"owner\":-1001,\"sk\":\"REMINDER#5#SNOOZE#1700000000000\",\"due\":1700000000000}"')" \
    "$(letter d-2 z#1002 '"{\"steward\":\"zones\",\"owner\":1002,\"version\":\"2026c\"}"')" >"$STUB/sqs.receive-message.2.json"
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

@test "what was due is listed with its chat and moment, and let go of: the table asks for it again" {
  due_letters
  run "$SCRIPTS/redrive.sh" list
  succeeds
  contains 'd-1  chat -1001  reminder 5, due 2023-11-14T22:13:20.000Z'
  contains 'd-2  chat 1002  update -  zones'
  contains '2 dead letters.'
  passed '{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/steward-due-dead-letters.fifo","Entries":[{"Id":"0","ReceiptHandle":"handle-d-1","VisibilityTimeout":0}'
  again
  run "$SCRIPTS/redrive.sh" send d-1
  succeeds
  contains '✓ let go: d-1: reminder 5, due 2023-11-14T22:13:20.000Z, of chat -1001. While it is due, the dispatcher queues it again within ten minutes.'
  not_called 'sqs send-message'
  passed '{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/steward-due-dead-letters.fifo","ReceiptHandle":"handle-d-1"}'
}

@test "send --all sends from both queues, each letter back to its own" {
  due_letters
  printf '{"Messages":[%s]}' "$(letter m-1 1001 "$UPDATE")" >"$STUB/sqs.receive-message@steward-dead-letters.fifo.json"
  answer sqs.receive-message.2 ''
  printf '{"Messages":[%s]}' "$(letter d-2 z#1002 '"{\"steward\":\"zones\",\"owner\":1002}"')" >"$STUB/sqs.receive-message.3.json"
  answer sqs.receive-message.4 ''
  run "$SCRIPTS/redrive.sh" send --all
  succeeds
  contains '2 sent again, 0 left.'
  passed 'sqs.send-message {"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/steward-updates.fifo"'
  passed 'sqs.send-message {"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/steward-due.fifo","MessageBody":"{\"steward\":\"zones\"'
}

@test "a deployment of before, without a queue of what is due, has one dead-letter queue" {
  set_output due_dead_letter_queue_url null
  run "$SCRIPTS/redrive.sh" purge --yes
  succeeds
  times_called 'sqs purge-queue' 1
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
  for queue in dead-letters due-dead-letters; do
    times_called "sqs purge-queue --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/steward-$queue.fifo" 2
  done
}

@test "wrong arguments are wrong usage" {
  for arguments in 'list all' 'show' 'show -v' 'send' 'send --everything' 'send a b' 'send a;b' 'purge --force'; do
    # shellcheck disable=SC2086
    run "$SCRIPTS/redrive.sh" $arguments
    [[ $status == 2 ]]
  done
}

#!/usr/bin/env bats
# view-data.sh: what people wrote stays away without -v.

bats_require_minimum_version 1.5.0
load helper

setup() {
  use_stubs
  # The whole items, as if the projection were forgotten: the page must not show texts even then.
  answer dynamodb.scan '{"Items":[
    {"pk":{"N":"1001"},"sk":{"S":"PROFILE"},"created_at":{"N":"1700000000000"},"first_name":{"S":"Alice"}},
    {"pk":{"N":"1001"},"sk":{"S":"MODEL#llama3.2:3b#SESSION#s1"},"number":{"N":"3"},"title":{"S":"My secret plan"},
     "model_name":{"S":"llama3.2:3b"},"message_count":{"N":"2"},"last_message_ts":{"N":"1700000000000"},"s3_path":{"S":""}},
    {"pk":{"N":"1001"},"sk":{"S":"MESSAGE#s1#1700000000000#1#0"},"role":{"S":"user"},"content":{"S":"rob a \u001b[31mbank"},"ts":{"N":"1700000000000"}},
    {"pk":{"N":"1001"},"sk":{"S":"UPDATE#1"}},
    {"pk":{"N":"0"},"sk":{"S":"MODEL_SERVER"},"last_chat_at":{"N":"1700000000000"},"keep_on":{"BOOL":true}}]}'
  answer s3api.list-objects-v2 '{"Contents":[{"Key":"archives/1001/s9.json","Size":321,"LastModified":"2026-11-01T00:00:00Z"}]}'
  answer s3api.get-object '{}'
  answer_body s3api.get-object '{"conversation":[{"role":"user","content":"dig a \u009btunnel","ts":1700000000000}]}'
}

@test "it shows owners, conversations and archives, and no word of theirs" {
  run "$SCRIPTS/view-data.sh"
  succeeds
  contains '1001: 1 conversations, 1 messages, 1 updates'
  contains '#3  llama3.2:3b, 2 messages, last 2023-11-14T22:13:20.000Z, open'
  contains 'model server: last chat 2023-11-14T22:13:20.000Z, held on'
  contains 'archives/1001/s9.json  321 bytes'
  lacks 'secret plan'
  lacks 'Alice'
  lacks 'bank'
  lacks 'tunnel'
  not_called 's3api get-object'
  called '--projection-expression'
  not_called 'content'
}

@test "-v shows the words, harmless for a terminal" {
  run "$SCRIPTS/view-data.sh" -v
  succeeds
  contains '"My secret plan"'
  contains 'Alice'
  contains 'user: rob a �[31mbank'
  contains 'user: dig a �tunnel'
  lacks $'\e'
}

@test "one of both can be named, in any order with -v" {
  run "$SCRIPTS/view-data.sh" s3
  succeeds
  not_called 'dynamodb scan'
  run "$SCRIPTS/view-data.sh" dynamodb --verbose
  succeeds
  contains 'bank'
  times_called 's3api list-objects-v2' 1
}

@test "an empty deployment is said to be empty, and a cut list to be cut" {
  answer dynamodb.scan '{}'
  answer s3api.list-objects-v2 ''
  run "$SCRIPTS/view-data.sh"
  succeeds
  contains 'The table is empty.'
  contains 'No archives.'
  answer dynamodb.scan '{"Items":[{"pk":{"N":"0"},"sk":{"S":"UPDATE#0"}}]}'
  run "$SCRIPTS/view-data.sh" dynamodb
  contains 'Nobody has a conversation yet.'
  answer dynamodb.scan '{"Items":[],"NextToken":"more"}'
  run "$SCRIPTS/view-data.sh" --limit 5 dynamodb
  contains 'Only the first 5 items'
}

@test "wrong arguments are wrong usage" {
  for arguments in 'sqs' 's3 dynamodb' '--limit' '--limit many'; do
    # shellcheck disable=SC2086
    run "$SCRIPTS/view-data.sh" $arguments
    [[ $status == 2 ]]
  done
}

#!/usr/bin/env bats
# manage-ollama.sh: AWS is a stub, the model server is real: TLS, a self-signed certificate, a key.

bats_require_minimum_version 1.5.0
load helper

setup_file() { start_servers; }
teardown_file() { stop_servers; }

setup() {
  use_stubs
  [[ -n $OLLAMA ]] || skip 'openssl is missing: no certificate can be made'
  set_output ollama_url "\"$OLLAMA\""
  answer_secrets
  answer dynamodb.update-item '{}'
  answer dynamodb.get-item '{"Item":{"last_chat_at":{"N":"1700000000000"}}}'
  answer ec2.start-instances '{}'
  answer ec2.stop-instances '{}'
  instance_is running
}

instance_is() { # <state> [call]
  printf '{"Reservations":[{"Instances":[{"State":{"Name":"%s"},"InstanceType":"t3.large","PublicIpAddress":"203.0.113.7"}]}]}' \
    "$1" >"$STUB/ec2.describe-instances${2:+.$2}.json"
}

command_ends() { # <status> <standard output> [standard error]
  answer ssm.send-command '{"Command":{"CommandId":"c-1"}}'
  node -p 'JSON.stringify({ Status: process.argv[1], StandardOutputContent: process.argv[2], StandardErrorContent: process.argv[3] })' \
    -- "$1" "$2" "${3:-}" >"$STUB/ssm.get-command-invocation.json"
}

@test "status says instance, API and models, by the key and the certificate of SSM" {
  run "$SCRIPTS/manage-ollama.sh" status
  succeeds
  contains 'i-0123456789abcdef0: running, t3.large, 203.0.113.7'
  contains "API        ✓ $OLLAMA"
  contains 'llama3.2:3b (2.0 GB)'
  contains '2023-11-14T22:13:20.000Z'
  keeps_secrets
}

@test "status of a server with another certificate than the published one is a fault" {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=steward-ollama \
    -keyout "$BATS_TEST_TMPDIR/other.key" -out "$BATS_TEST_TMPDIR/other.pem" 2>/dev/null
  parameter certificate "$(cat "$BATS_TEST_TMPDIR/other.pem")"
  run "$SCRIPTS/manage-ollama.sh" status
  fails_with 1 'or another certificate than the published one'
}

@test "status of a server that refuses the key says so" {
  parameter api-key 'another key'
  run "$SCRIPTS/manage-ollama.sh" status
  fails_with 1 'it refuses the key of SSM (401)'
}

@test "status during the first boot says that the certificate is not there yet" {
  parameter certificate pending
  run "$SCRIPTS/manage-ollama.sh" status
  fails_with 1 'its first boot is not finished'
}

@test "status without credentials says that once, and nothing of an instance" {
  rm "$STUB/ec2.describe-instances.json"
  refuse ec2.describe-instances 'Unable to locate credentials. You can configure credentials by running "aws configure".'
  run "$SCRIPTS/manage-ollama.sh" status
  fails_with 1 'no AWS credentials'
  [[ $(wc -l <<<"$output") == 1 ]]
}

@test "status of a stopped instance is no fault" {
  instance_is stopped
  run "$SCRIPTS/manage-ollama.sh" status
  succeeds
  contains 'stopped'
  not_called 'ssm get-parameter'
}

@test "start notes the use, starts a stopped instance, and waits until Ollama answers" {
  instance_is stopped 1
  instance_is pending 2
  run "$SCRIPTS/manage-ollama.sh" start
  succeeds
  called 'ec2 start-instances --instance-ids i-0123456789abcdef0'
  contains 'waiting for the instance to run'
  contains 'Ollama answers'
  passed '"Key":{"pk":{"N":"0"},"sk":{"S":"MODEL_SERVER"}}'
  passed 'SET last_chat_at = :now REMOVE keep_on'
  keeps_secrets
}

@test "start --keep holds the server on" {
  run "$SCRIPTS/manage-ollama.sh" start --keep
  succeeds
  passed 'SET last_chat_at = :now, keep_on = :true'
  passed '":true":{"BOOL":true}'
  not_called 'ec2 start-instances'
}

@test "start waits for an instance that is just stopping before it starts it" {
  instance_is stopping 1
  instance_is stopping 2
  instance_is stopped 3
  run "$SCRIPTS/manage-ollama.sh" start
  succeeds
  times_called 'ec2 start-instances' 1
}

@test "start waits for the certificate of a first boot, and reads it anew" {
  # Of each two calls the second one asks for the certificate.
  node -p 'JSON.stringify({ Parameter: { Value: "pending" } })' | tee "$STUB/ssm.get-parameter.2.json" >"$STUB/ssm.get-parameter.4.json"
  run "$SCRIPTS/manage-ollama.sh" start
  succeeds
  contains 'five to fifteen minutes'
  contains 'waiting for Ollama to answer'
}

@test "start of a terminated instance says what makes a new one" {
  instance_is terminated
  run "$SCRIPTS/manage-ollama.sh" start
  fails_with 1 'is terminated'
}

@test "stop stops the instance, ends --keep, and is content with one that is stopped" {
  instance_is stopped 2
  run "$SCRIPTS/manage-ollama.sh" stop
  succeeds
  called 'ec2 stop-instances --instance-ids i-0123456789abcdef0'
  passed 'REMOVE keep_on'
  instance_is stopped
  rm -f "$STUB"/ec2.describe-instances.count
  run "$SCRIPTS/manage-ollama.sh" stop
  succeeds
  times_called 'ec2 stop-instances' 1
}

@test "list, pull and rm run on the instance, and changes go to the bucket" {
  command_ends Success 'NAME ID SIZE'
  run "$SCRIPTS/manage-ollama.sh" list
  succeeds
  contains 'NAME ID SIZE'
  passed 'OLLAMA_HOST=127.0.0.1:11435 ollama list'
  run "$SCRIPTS/manage-ollama.sh" pull hf.co/some-one/Model:Q4_K_M
  succeeds
  passed '\"model\":\"hf.co/some-one/Model:Q4_K_M\"'
  passed 'systemctl start --no-block steward-models-upload.service'
  contains 'Model:Q4_K_M is installed'
  run "$SCRIPTS/manage-ollama.sh" rm llama3.2:3b
  succeeds
  passed 'ollama rm llama3.2:3b'
}

@test "a pull that fails says why; a command not known to SSM at first is waited for" {
  command_ends Failed '{"error":"pull model manifest: file does not exist"}' 'curl: (22)'
  printf 'An error occurred (InvocationDoesNotExist)' >"$STUB/ssm.get-command-invocation.1.err"
  run "$SCRIPTS/manage-ollama.sh" pull no-such-model
  fails_with 1 'file does not exist'
  # However many seconds: a busy machine takes longer.
  contains 'pulling no-such-model … '
  contains 'pulling no-such-model: Failed'
}

@test "an instance that Systems Manager does not know yet is explained" {
  refuse ssm.send-command 'An error occurred (InvalidInstanceId) when calling the SendCommand operation'
  run "$SCRIPTS/manage-ollama.sh" list
  fails_with 1 'not in Systems Manager yet'
}

@test "what a model prints cannot drive the terminal" {
  command_ends Success $'name\e]0;owned\a'
  run "$SCRIPTS/manage-ollama.sh" list
  succeeds
  lacks $'\e'
}

@test "a model's name that a shell would obey is wrong usage" {
  for name in 'a; reboot' '$(id)' '--help-me' "x'y" '../etc' 'a b' ''; do
    run "$SCRIPTS/manage-ollama.sh" pull "$name"
    [[ $status == 2 ]]
  done
  run "$SCRIPTS/manage-ollama.sh" pull
  [[ $status == 2 ]]
  run "$SCRIPTS/manage-ollama.sh" start --kep
  [[ $status == 2 ]]
  [[ ! -s $STUB/calls ]]
}

@test "ssh opens a session by Session Manager, and says which plugin is missing" {
  run "$SCRIPTS/manage-ollama.sh" ssh
  fails_with 1 "'session-manager-plugin' is missing"
  ln -s "$BATS_TEST_DIRNAME/stubs/sleep" "$STUB_BIN/session-manager-plugin"
  answer ssm.start-session ''
  run "$SCRIPTS/manage-ollama.sh" ssh
  succeeds
  called 'ssm start-session --target i-0123456789abcdef0'
  instance_is stopped
  run "$SCRIPTS/manage-ollama.sh" ssh
  fails_with 1 'does not run'
}

@test "a model server that is none of ours is looked at, never started" {
  set_output ollama_instance_id null
  run "$SCRIPTS/manage-ollama.sh" status
  succeeds
  contains 'none of ours'
  contains 'API        ✓'
  # Not what a shell would need besides: it would be installed in vain.
  for command in start stop list ssh; do
    run "$SCRIPTS/manage-ollama.sh" $command
    fails_with 1 'has no instance'
  done
}

#!/usr/bin/env bats
# doctor.sh: Telegram, webhook and model server are real, AWS is a stub.

bats_require_minimum_version 1.5.0
load helper

setup_file() { start_servers; }
teardown_file() { stop_servers; }

setup() {
  use_stubs
  [[ -n $OLLAMA ]] || skip 'openssl is missing: no certificate can be made'
  export TELEGRAM_API_URL=$TELEGRAM
  set_output ollama_url "\"$OLLAMA\"" webhook_url "\"$HOOK/telegram/webhook\"" app_url "\"$HOOK\""
  answer dynamodb.get-item@BOT '{"Item":{"id":{"N":"4000000001"},"username":{"S":"steward_local_bot"}}}'
  answer_secrets
  instance_is running
  answer lambda.get-function-configuration '{"Environment":{"Variables":{"ALLOWED_USER_IDS":"1001","MODELS":"[{\"name\":\"llama3.2:3b\"}]"}}}'
  answer ec2.describe-addresses '{"Addresses":[{"PublicIp":"203.0.113.7","AssociationId":"eipassoc-1"}]}'
  answer ec2.describe-volumes '{"Volumes":[]}'
  answer dynamodb.get-item "{\"Item\":{\"last_chat_at\":{\"N\":\"$(($(date +%s) - 300))000\"}}}"
  telegram setChatMenuButton "{\"menu_button\":{\"type\":\"web_app\",\"text\":\"Open\",\"web_app\":{\"url\":\"$HOOK/mini\"}}}"
  telegram setWebhook "{\"url\":\"$HOOK/telegram/webhook\",\"secret_token\":\"$SECRET_WEBHOOK\"}"
}

telegram() {
  PATH=${PATH#"$STUB_BIN":} curl --silent --output /dev/null -H 'Content-Type: application/json' \
    --data "$2" "$TELEGRAM/bot$SECRET_TOKEN/$1"
}

instance_is() { answer ec2.describe-instances "{\"Reservations\":[{\"Instances\":[{\"State\":{\"Name\":\"$1\"}}]}]}"; }

@test "a healthy deployment has nothing broken and tells no secret" {
  run "$SCRIPTS/doctor.sh"
  succeeds
  contains '✓ token: @steward_local_bot'
  contains '✓ groups: privacy mode is on'
  contains "✓ webhook: set to $HOOK/telegram/webhook"
  contains '✓ secret: the webhook takes the one of SSM, and nothing without it'
  contains '✓ access: allowed_user_ids lets in 1001'
  contains '✓ models: every one'
  contains "✓ app: $HOOK answers, with its protections"
  contains '✓ app: it tells nothing to who is not signed in'
  contains '✓ app: the menu button opens it'
  contains '✓ app: it knows its bot'
  contains '✓ speech: no server is set up'
  contains '✓ costs: the model server runs, last used 5 minutes ago'
  lacks '✗'
  lacks '!'
  keeps_secrets
}

@test "an app that is away, another page, or another bot's is found" {
  set_output app_url '"http://127.0.0.1:1"'
  run "$SCRIPTS/doctor.sh"
  fails_with 1 '✗ app: http://127.0.0.1:1 answers nothing'
  set_output app_url "\"$HOOK/other\""
  answer dynamodb.get-item@BOT '{"Item":{"id":{"N":"7"},"username":{"S":"another_bot"}}}'
  telegram setChatMenuButton '{"menu_button":{"type":"default"}}'
  run "$SCRIPTS/doctor.sh"
  fails_with 1 "✗ app: $HOOK/other answers without content-security-policy x-content-type-options referrer-policy"
  contains '✗ app: it belongs to another bot (7'
  contains 'no menu button'
  set_output app_url null
  run "$SCRIPTS/doctor.sh"
  contains '! app: this deployment has none'
}

@test "an app that does not know its bot lets nobody in, and says so" {
  answer dynamodb.get-item@BOT '{}'
  run "$SCRIPTS/doctor.sh"
  fails_with 1 '✗ app: it does not know its bot, so nobody can sign in'
  rm "$STUB/dynamodb.get-item@BOT.json"
  refuse dynamodb.get-item@BOT 'An error occurred (AccessDeniedException)'
  run "$SCRIPTS/doctor.sh"
  fails_with 1 '✗ app: whose app it is cannot be read'
}

@test "a token that is good but not stored is no token for the worker" {
  parameter bot-token pending
  TELEGRAM_BOT_TOKEN=$SECRET_TOKEN run "$SCRIPTS/doctor.sh"
  fails_with 1 '✗ token: SSM holds none, so the worker cannot answer'
  contains 'raise telegram_token_version'
  keeps_secrets
}

@test "a token in a file is as good, and a file that is none is named without its path" {
  parameter bot-token pending
  printf '%s\r\n' "$SECRET_TOKEN" >"$BATS_TEST_TMPDIR/token"
  TELEGRAM_BOT_TOKEN_FILE=$BATS_TEST_TMPDIR/token run "$SCRIPTS/doctor.sh"
  contains '✓ token: @steward_local_bot'
  keeps_secrets
  local path
  for path in "$BATS_TEST_TMPDIR" "$BATS_TEST_TMPDIR/nowhere" "$SECRET_TOKEN"; do
    TELEGRAM_BOT_TOKEN_FILE=$path run "$SCRIPTS/doctor.sh"
    fails_with 1 'TELEGRAM_BOT_TOKEN_FILE names a file that does not exist'
    keeps_secrets
  done
  printf 'token %s\n' "$SECRET_TOKEN" >"$BATS_TEST_TMPDIR/token"
  TELEGRAM_BOT_TOKEN_FILE=$BATS_TEST_TMPDIR/token run "$SCRIPTS/doctor.sh"
  fails_with 1 'holds no bot token alone'
  keeps_secrets
}

@test "a host that polls Telegram needs no webhook" {
  telegram deleteWebhook '{}'
  STEWARD_POLLS=yes STEWARD_HOST=$HOOK run "$SCRIPTS/doctor.sh"
  contains "✓ webhook: none is needed, the host at $HOOK polls Telegram"
}

@test "a webhook that is not set, or set elsewhere, is broken" {
  telegram deleteWebhook '{}'
  run "$SCRIPTS/doctor.sh"
  fails_with 1 '✗ webhook: not set'
  telegram setWebhook '{"url":"https://example.test/elsewhere"}'
  run "$SCRIPTS/doctor.sh"
  fails_with 1 '✗ webhook: set to another address'
}

@test "Telegram sending another secret shows in its deliveries" {
  telegram setWebhook "{\"url\":\"$HOOK/telegram/webhook\",\"secret_token\":\"old\"}"
  curl --silent "$HOOK/say"
  wait_for_fault
  run "$SCRIPTS/doctor.sh"
  telegram setWebhook "{\"url\":\"$HOOK/telegram/webhook\",\"secret_token\":\"old\",\"drop_pending_updates\":true}"
  fails_with 1 'Telegram sends another secret than SSM holds'
}

wait_for_fault() {
  local _
  for _ in {1..100}; do
    PATH=${PATH#"$STUB_BIN":} curl --silent "$TELEGRAM/bot$SECRET_TOKEN/getWebhookInfo" | grep -q last_error_message && return 0
    PATH=${PATH#"$STUB_BIN":} sleep 0.1
  done
  return 1
}

@test "a secret in SSM that the webhook refuses is broken" {
  parameter webhook-secret another
  run "$SCRIPTS/doctor.sh"
  fails_with 1 '✗ secret: the webhook refuses the one of SSM'
}

@test "a webhook that does not answer is broken, and so is a model that is offered but not installed" {
  set_output webhook_url '"http://127.0.0.1:1/telegram/webhook"'
  answer lambda.get-function-configuration '{"Environment":{"Variables":{"MODELS":"[{\"name\":\"llama3.2:3b\"},{\"name\":\"mistral\"}]"}}}'
  run "$SCRIPTS/doctor.sh"
  fails_with 1 '✗ secret: the webhook does not answer at all'
  contains 'offered but not installed: mistral (scripts/manage-ollama.sh pull'
}

@test "a sleeping model server is fine, a vanished one is not" {
  instance_is stopped
  run "$SCRIPTS/doctor.sh"
  succeeds
  contains 'the next message wakes it'
  instance_is terminated
  run "$SCRIPTS/doctor.sh"
  fails_with 1 '✗ model server: its instance is terminated'
}

@test "of a model server that AWS does not tell of, nothing is said to be well" {
  rm "$STUB/ec2.describe-instances.json"
  refuse ec2.describe-instances 'An error occurred (UnauthorizedOperation)'
  run "$SCRIPTS/doctor.sh"
  fails_with 1 '✗ model server: AWS does not tell'
  lacks 'the model server does not run'
}

@test "what costs while idle is worth a look: an instance nobody uses, one held on, loose addresses and volumes" {
  answer ec2.describe-addresses '{"Addresses":[{"PublicIp":"198.51.100.9"}]}'
  answer ec2.describe-volumes '{"Volumes":[{"VolumeId":"vol-1","Size":60,"State":"available"}]}'
  answer dynamodb.get-item '{"Item":{"last_chat_at":{"N":"1700000000000"}}}'
  run "$SCRIPTS/doctor.sh"
  succeeds
  contains '! costs: elastic IPs without an instance, 3.65 USD a month each: 198.51.100.9'
  contains '! costs: volumes without an instance: vol-1 (60 GB)'
  contains '! costs: the model server runs, though nobody has used it'
  answer dynamodb.get-item '{"Item":{"last_chat_at":{"N":"1700000000000"},"keep_on":{"BOOL":true}}}'
  run "$SCRIPTS/doctor.sh"
  contains '! costs: the model server is held on'
}

@test "a lab session that ends soon is worth a look" {
  answer sts.get-caller-identity '{"Account":"1","Arn":"arn:aws:sts::1:assumed-role/voclabs/user1"}'
  answer configure.export-credentials "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"hush-hush\",\"Expiration\":\"$(node -p 'new Date(Date.now() + 600_000).toISOString()')\"}"
  run "$SCRIPTS/doctor.sh"
  succeeds
  contains '! lab session: ends in about 9 minutes'
  lacks hush-hush
}

@test "without an expiry the age of the copied keys tells how long the lab still runs" {
  answer sts.get-caller-identity '{"Account":"1","Arn":"arn:aws:sts::1:assumed-role/voclabs/user1"}'
  mkdir "$HOME/.aws"
  touch -d '60 minutes ago' "$HOME/.aws/credentials"
  run "$SCRIPTS/doctor.sh"
  contains '✓ lab session: about 179 minutes left'
  rm "$HOME/.aws/credentials"
  run "$SCRIPTS/doctor.sh"
  contains 'when it ends is not known here'
}

@test "who may use the bot is told: nobody yet, its owner and their guests, or everyone" {
  local models='"MODELS":"[{\"name\":\"llama3.2:3b\"}]"'
  answer lambda.get-function-configuration "{\"Environment\":{\"Variables\":{$models}}}"
  run "$SCRIPTS/doctor.sh"
  fails_with 1 'nobody is served, because nobody has paired'
  answer dynamodb.get-item '{"Item":{"owner_id":{"N":"1001"},"chats":{"L":[{"M":{"standing":{"S":"in"}}},{"M":{"standing":{"S":"asked"}}}]},"last_chat_at":{"N":"1"}}}'
  run "$SCRIPTS/doctor.sh"
  contains '✓ access: the owner is 1001; let in 1, blocked 0, waiting for an answer 1'
  answer lambda.get-function-configuration "{\"Environment\":{\"Variables\":{\"ALLOWED_USER_IDS\":\"everyone\",$models}}}"
  run "$SCRIPTS/doctor.sh"
  contains '! access: everyone who finds the bot may use it'
}

speech_at() { # <url> [name of the key's parameter]
  set_output speech_url "\"$1\"" ssm_parameter_names "{\"telegram_bot_token\":\"/steward/telegram/bot-token\",\"telegram_webhook_secret\":\"/steward/telegram/webhook-secret\",\"ollama_api_key\":\"/steward/ollama/api-key\",\"ollama_certificate\":\"/steward/ollama/certificate\",\"speech_api_key\":${2:-null}}"
}

@test "it tells whether voice notes can be heard: on the model server, at a provider" {
  speech_at "$OLLAMA"
  run "$SCRIPTS/doctor.sh"
  contains "✓ speech: $OLLAMA answers"
  instance_is stopped
  run "$SCRIPTS/doctor.sh"
  contains '✓ speech: on the model server, which is not running; a voice note wakes it'
  speech_at "$SPEECH/v1/" '"/steward/speech/api-key"'
  run "$SCRIPTS/doctor.sh"
  succeeds
  contains "✓ speech: $SPEECH/v1/ answers"
  keeps_secrets
}

@test "one server elsewhere for models and voice notes is asked with the speech server's own key" {
  speech_at "$SPEECH" '"/steward/speech/api-key"'
  set_output ollama_url "\"$SPEECH\"" ollama_instance_id null
  run "$SCRIPTS/doctor.sh"
  contains "✓ speech: $SPEECH answers"
}

@test "a speech server that refuses the key, has no route, is away or not there is named with what to do" {
  instance_is stopped
  speech_at "$SPEECH"
  run "$SCRIPTS/doctor.sh"
  fails_with 1 '✗ speech: '
  contains 'refuses the key of SSM (401; TF_VAR_speech_api_key'
  local code words
  while read -r code words; do
    speech_at "$SPEECH/$code"
    run "$SCRIPTS/doctor.sh"
    contains "$words"
  done <<'TEXT'
404 has no route for transcriptions
503 its speech server is not, or not yet (503; on the instance
TEXT
  speech_at http://127.0.0.1:1
  run "$SCRIPTS/doctor.sh"
  fails_with 1 '✗ speech: no connection to http://127.0.0.1:1'
}

@test "what can be connected: nothing without a key, and a client's secret that was never written is named" {
  run "$SCRIPTS/doctor.sh"
  contains '✓ connections: nothing can be connected (token_key_version = 1'
  answer lambda.get-function-configuration '{"Environment":{"Variables":{"ALLOWED_USER_IDS":"1001","TOKEN_KEYS_PARAMETERS":"/steward/token-keys/1","GOOGLE_CLIENT_SECRET_PARAMETER":"/steward/google/client-secret","MODELS":"[{\"name\":\"llama3.2:3b\"}]"}}}'
  answer ssm.get-parameter@client-secret '{"Parameter":{"Value":"pending"}}'
  run "$SCRIPTS/doctor.sh"
  contains '! connections: no secret in /steward/google/client-secret'
  answer ssm.get-parameter@client-secret '{"Parameter":{"Value":"a-canary-of-google"}}'
  run "$SCRIPTS/doctor.sh"
  contains '✓ connections: a key seals them; clients registered at providers: 1'
  lacks 'a-canary-of-google'
  keeps_secrets
}

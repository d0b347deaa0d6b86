#!/usr/bin/env bats
# setup-webhook.sh against the Telegram emulator, over real HTTP.

bats_require_minimum_version 1.5.0
load helper

setup_file() { start_servers; }
teardown_file() { stop_servers; }

setup() {
  use_stubs
  export TELEGRAM_API_URL=$TELEGRAM
  set_output webhook_url "\"$HOOK/telegram/webhook\"" app_url "\"$HOOK\""
  answer_secrets
  answer lambda.get-function-configuration '{"Environment":{"Variables":{}}}'
  answer dynamodb.get-item '{}'
  answer dynamodb.put-item '{}'
  answer dynamodb.update-item '{}'
}

# The code that was shown; the table got its hash and the end of its hour, and no argument of any tool has it.
shows_a_code() {
  local code
  code=$(sed -n 's|.*https://t.me/steward_local_bot?start=\(.*\)|\1|p' <<<"$output")
  [[ $code =~ ^[0-9a-z]{4}(-[0-9a-z]{4}){3}$ ]] || { printf 'no code in: %s\n' "$output" >&3; return 1; }
  contains "Or send the bot this code: $code"
  passed '"sk":{"S":"PAIRING"}'
  passed "\"hash\":{\"S\":\"$(printf '%s' "${code//-/}" | sha256sum | cut -d ' ' -f 1)\"}"
  ! grep -q -F -e "$code" -e "${code//-/}" "$STUB/calls" "$STUB/argv" "$STUB/inputs"
}

# Not by the recorder: the test itself may name the token.
menu_button() { PATH=${PATH#"$STUB_BIN":} curl --silent "$TELEGRAM/bot$SECRET_TOKEN/getChatMenuButton"; }
webhook_info() { PATH=${PATH#"$STUB_BIN":} curl --silent "$TELEGRAM/bot$SECRET_TOKEN/getWebhookInfo"; }

@test "it sets the webhook with secret, updates and connections, sets the menu, and checks all of it" {
  run "$SCRIPTS/setup-webhook.sh"
  succeeds
  contains '@steward_local_bot'
  contains 'Telegram confirms it'
  keeps_secrets
  info=$(webhook_info)
  [[ $info == *"\"url\":\"$HOOK/telegram/webhook\""* && $info == *'"max_connections":40'* ]]
  [[ $info == *'["message","edited_message","callback_query","stopped_message_generation","my_chat_member"]'* ]]
  curl --silent "$HOOK/calls" >"$BATS_TEST_TMPDIR/calls"
  grep -q "\"secret_token\":\"$SECRET_WEBHOOK\"" "$BATS_TEST_TMPDIR/calls"
  menu=$(PATH=${PATH#"$STUB_BIN":} curl --silent "$TELEGRAM/bot$SECRET_TOKEN/getMyCommands")
  [[ $menu == *'"command":"start"'* && $menu == *'"command":"archive"'* ]]
}

@test "it puts the app into the menu, tells the table whose app it is, and --delete takes it out of the menu" {
  run "$SCRIPTS/setup-webhook.sh"
  succeeds
  contains "The menu button opens the app: $HOOK/mini"
  [[ $(menu_button) == *"\"web_app\":{\"url\":\"$HOOK/mini\"}"* ]]
  contains 'The app knows its bot'
  called 'dynamodb put-item --table-name chatbot-sessions'
  passed '{"pk":{"N":"0"},"sk":{"S":"BOT"},"id":{"N":"4000000001"},"username":{"S":"steward_local_bot"},"name":{"S":"'
  keeps_secrets
  run "$SCRIPTS/setup-webhook.sh" --delete
  succeeds
  contains 'opens the app no more'
  [[ $(menu_button) == *'"type":"commands"'* || $(menu_button) == *'"type":"default"'* ]]
}

@test "a menu button that somebody else set is left alone by --delete" {
  PATH=${PATH#"$STUB_BIN":} curl --silent --output /dev/null -H 'Content-Type: application/json' "$TELEGRAM/bot$SECRET_TOKEN/setChatMenuButton" \
    --data '{"menu_button":{"type":"web_app","text":"Shop","web_app":{"url":"https://shop.example.org/"}}}'
  run "$SCRIPTS/setup-webhook.sh" --delete
  succeeds
  lacks 'opens the app no more'
  [[ $(menu_button) == *'shop.example.org'* ]]
}

@test "an app where Telegram opens nothing is kept out of the menu, and everything else is done" {
  set_output app_url '"http://app.example.test"'
  run "$SCRIPTS/setup-webhook.sh"
  succeeds
  contains 'the menu stays as it is'
  contains 'The app knows its bot'
  lacks 'The menu button opens the app'
}

@test "a deployment of before the app is told what to do, before Telegram is asked" {
  set_output app_url null
  run "$SCRIPTS/setup-webhook.sh"
  fails_with 1 "the deployment has no output 'app_url'"
  lacks 'The webhook is set'
}

@test "a bot that nobody owns shows how to become its owner, and keeps the code as a hash" {
  run "$SCRIPTS/setup-webhook.sh"
  succeeds
  contains 'Nobody may use this bot yet'
  shows_a_code
  keeps_secrets
}

@test "--pair shows a new code and leaves the webhook alone" {
  run "$SCRIPTS/setup-webhook.sh" --pair
  succeeds
  shows_a_code
  lacks 'The webhook is set'
}

@test "no code is shown for a bot that has its owner, or whose people the configuration names" {
  answer dynamodb.get-item '{"Item":{"owner_id":{"N":"1001"},"revision":{"N":"3"}}}'
  run "$SCRIPTS/setup-webhook.sh" --pair
  succeeds
  contains 'The bot has its owner (Telegram id 1001)'
  answer lambda.get-function-configuration '{"Environment":{"Variables":{"ALLOWED_USER_IDS":"everyone"}}}'
  run "$SCRIPTS/setup-webhook.sh" --pair
  succeeds
  contains 'set by allowed_user_ids: everyone'
  not_called 'dynamodb put-item'
}

@test "--new-owner asks, forgets the owner, and shows a code for another" {
  answer dynamodb.get-item '{"Item":{"owner_id":{"N":"1001"}}}'
  run "$SCRIPTS/setup-webhook.sh" --new-owner <<<n
  fails_with 1 'nothing was changed'
  not_called 'dynamodb update-item'
  answer dynamodb.get-item '{"Item":{"revision":{"N":"4"}}}'
  run "$SCRIPTS/setup-webhook.sh" --new-owner <<<y
  succeeds
  called 'REMOVE owner_id ADD revision :one'
  shows_a_code
}

@test "a table that cannot be read is said to be so" {
  refuse dynamodb.get-item 'An error occurred (AccessDeniedException) when calling the GetItem operation'
  run "$SCRIPTS/setup-webhook.sh" --pair
  fails_with 1 'reading the table failed'
}

# What every process shows that this test's call started, over and over.
watch_processes() {
  local environ
  while :; do
    for environ in $(grep -a -s -l "WATCHED=$1" /proc/[0-9]*/environ); do
      cat "${environ%/environ}/cmdline" 2>/dev/null | tr '\0' ' ' || true
      echo
    done
    # Each call of a recorded tool lasts ten times as long.
    PATH=${PATH#"$STUB_BIN":} sleep 0.05
  done
}

@test "no process shows a secret while it runs" {
  [[ -r /proc/self/environ ]] || skip 'this machine has no /proc'
  watch_processes "$BATS_TEST_TMPDIR" >"$BATS_TEST_TMPDIR/processes" 3>&- &
  watcher=$!
  WATCHED=$BATS_TEST_TMPDIR run "$SCRIPTS/setup-webhook.sh"
  kill "$watcher"
  succeeds
  grep -q 'curl -q --config /dev/fd/' "$BATS_TEST_TMPDIR/processes"
  ! grep -q -F -e "${SECRET_TOKEN#*:}" -e "$SECRET_WEBHOOK" "$BATS_TEST_TMPDIR/processes"
}

@test "--info shows what Telegram knows, --delete takes the webhook away" {
  run "$SCRIPTS/setup-webhook.sh"
  run "$SCRIPTS/setup-webhook.sh" --info
  succeeds
  contains "Address          $HOOK/telegram/webhook"
  contains 'at most 40'
  run "$SCRIPTS/setup-webhook.sh" --delete
  succeeds
  [[ $(webhook_info) == *'"url":""'* ]]
  run "$SCRIPTS/setup-webhook.sh" --info
  contains 'the webhook is not set'
  keeps_secrets
}

@test "the token may come from terraform.tfvars, also when nothing is deployed any more" {
  printf '# a comment\ntelegram_token     = "%s" # mine\ntelegram_api_url = "%s/"\n' "$SECRET_TOKEN" "$TELEGRAM" >"$INFRA_DIR/terraform.tfvars"
  rm "$STUB"/ssm.get-parameter@*
  echo '{}' >"$STEWARD_OUTPUTS"
  unset TELEGRAM_API_URL
  run "$SCRIPTS/setup-webhook.sh" --delete
  succeeds
  keeps_secrets
}

@test "a placeholder in SSM is no token, and is said to be none" {
  parameter bot-token pending
  run "$SCRIPTS/setup-webhook.sh"
  fails_with 1 'no bot token is stored'
}

@test "a token from elsewhere sets the webhook, and the functions' lack of it is told" {
  parameter bot-token pending
  TELEGRAM_BOT_TOKEN=$SECRET_TOKEN run "$SCRIPTS/setup-webhook.sh"
  succeeds
  contains 'the functions read SSM alone'
  keeps_secrets
}

@test "a secret that SSM lacks is named by its parameter" {
  rm "$STUB"/ssm.get-parameter@*
  refuse ssm.get-parameter 'An error occurred (ParameterNotFound) when calling the GetParameter operation'
  run "$SCRIPTS/setup-webhook.sh"
  fails_with 1 'SSM has no parameter /steward/telegram/bot-token'
}

@test "a token that Telegram does not know is refused in plain words, and is not repeated" {
  parameter bot-token 4000000001:wrong-token-wrong-token
  run "$SCRIPTS/setup-webhook.sh"
  fails_with 1 'Telegram does not know this bot token (401)'
  lacks 'wrong-token'
}

@test "a webhook secret that Telegram would refuse is not even sent" {
  parameter webhook-secret 'two words"'
  run "$SCRIPTS/setup-webhook.sh"
  fails_with 1 'the stored webhook secret is none'
  lacks 'two words'
}

@test "an address that is none is refused before Telegram is asked" {
  set_output webhook_url '"https://x\" --insecure"'
  run "$SCRIPTS/setup-webhook.sh"
  fails_with 1 'is no address'
}

@test "a Telegram that cannot be reached is said to be so, without the token" {
  TELEGRAM_API_URL=http://127.0.0.1:1 run "$SCRIPTS/setup-webhook.sh"
  fails_with 1 'Telegram cannot be reached at http://127.0.0.1:1'
  keeps_secrets
}

@test "two options at once are wrong usage" {
  run "$SCRIPTS/setup-webhook.sh" --info --delete
  [[ $status == 2 ]]
}

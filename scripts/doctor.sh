#!/usr/bin/env bash
# Why does the bot not answer? Looks at what goes wrong in practice, and at what costs money while nothing happens.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
source "$LIB_DIR/cloud.sh"
source "$LIB_DIR/telegram.sh"
source "$LIB_DIR/ollama.sh"
source "$LIB_DIR/speech.sh"
source "$LIB_DIR/report.sh"
source "$LIB_DIR/access.sh"

LAB_SESSION_MINUTES=240
# Of the model server; nothing while it is not known, or none of ours.
INSTANCE_STATE=''

usage() {
  cat <<'TEXT'
Usage: scripts/doctor.sh

Looks at the webhook (set, free of errors, secret accepted), the bot's privacy in groups, the model server (answers,
offered models installed), the speech server, connections (a key, the clients' secrets), the app (its page, its closed
door, the bot's menu), who may use the bot, the lab session's end, and costs that go on while idle. ✓ good, ✗ broken,
! worth a look.
Changes nothing; it sends one empty update (id 0) through the webhook, which the bot ignores.
TEXT
}

check_webhook() { # <url>
  local info
  if ! info=$(telegram getWebhookInfo <<<'{}'); then
    broken 'webhook: Telegram does not tell'
    return 0
  fi
  case $(json 'd.url === args[0] ? "ours" : d.url ? "other" : "none"' "$1" <<<"$info") in
    ours) good "webhook: set to $1" ;;
    none)
      if [[ -n ${STEWARD_POLLS:-} ]]; then good "webhook: none is needed, the host at ${STEWARD_HOST:-} polls Telegram"; else
        broken 'webhook: not set (scripts/setup-webhook.sh)'
      fi ;;
    *) broken 'webhook: set to another address, another deployment perhaps (scripts/setup-webhook.sh takes it here)' ;;
  esac
  check_deliveries "$info"
}

# An error of the last hour counts when updates still wait; an older one is history.
check_deliveries() { # <webhook info>
  local waiting trouble
  # Two lines: how many wait, and what goes wrong.
  trouble=$(json '[d.pending_update_count, d.last_error_message && Date.now() / 1000 - d.last_error_date < 3600
    ? `${harmless(d.last_error_message).replace(/\s+/g, " ").slice(0, 300)}, ${Math.round((Date.now() / 1000 - d.last_error_date) / 60)} minutes ago, ${d.pending_update_count} updates wait` : ""]' <<<"$1")
  waiting=${trouble%%$'\n'*}
  trouble=${trouble#"$waiting"}
  trouble=${trouble#$'\n'}
  if [[ -z $trouble ]]; then
    good "deliveries: no error in the last hour, $waiting updates wait"
  elif [[ $waiting == 0 ]]; then
    doubtful "deliveries: $trouble"
  elif [[ $trouble == *401* ]]; then
    broken "deliveries: $trouble: Telegram sends another secret than SSM holds (scripts/setup-webhook.sh)"
  else
    broken "deliveries: $trouble"
  fi
}

post_update() { # <url> [secret]
  local header=''
  [[ -z ${2:-} ]] || header="header = \"X-Telegram-Bot-Api-Secret-Token: $2\""
  curl -q --config <(printf '%s\n' "$header") --silent --max-time 20 --output /dev/null --write-out '%{http_code}' \
    --header 'Content-Type: application/json' --data '{"update_id":0}' "$1" 2>/dev/null || true
}

check_secret() { # <url>
  local secret with without
  if ! secret=$(secret_of telegram/webhook-secret telegram_webhook_secret) || [[ ! $secret =~ ^[A-Za-z0-9_-]{1,256}$ ]]; then
    broken 'secret: SSM holds none that Telegram would take'
    return 0
  fi
  without=$(post_update "$1")
  with=$(post_update "$1" "$secret")
  case "$without $with" in
    '401 200') good 'secret: the webhook takes the one of SSM, and nothing without it' ;;
    000*) broken 'secret: the webhook does not answer at all (scripts/verify.sh)' ;;
    200*) broken 'secret: the webhook takes updates WITHOUT it' ;;
    '401 401') broken 'secret: the webhook refuses the one of SSM' ;;
    *) broken "secret: the webhook answers $without without it and $with with it (401 and 200 are right)" ;;
  esac
}

check_bot() {
  local me
  if ! me=$(telegram getMe <<<'{}'); then
    broken 'token: Telegram does not take it'
    return 0
  fi
  good "token: @$(json 'd.username' <<<"$me")"
  # The one that was asked with may come from terraform.tfvars.
  [[ $(parameter_value telegram/bot-token || true) =~ ^[0-9]+:[A-Za-z0-9_-]+$ ]] ||
    broken 'token: SSM holds none, so the worker cannot answer (export TF_VAR_telegram_token, raise telegram_token_version, apply)'
  if [[ $(json 'd.can_read_all_group_messages' <<<"$me") == true ]]; then
    doubtful 'groups: privacy mode is off, so every message of a group reaches your account (@BotFather, /setprivacy, Enable)'
  else
    good 'groups: privacy mode is on, the bot hears commands, mentions and replies alone'
  fi
}

# Closed by default, open only by the word.
check_access() {
  local allowed
  if ! allowed=$(allowed_ids) || ! read_access; then
    broken 'access: who may use the bot cannot be read'
    return 0
  fi
  if [[ $allowed == everyone ]]; then
    doubtful 'access: everyone who finds the bot may use it, at your expense (allowed_user_ids)'
  elif [[ -n $allowed ]]; then
    good "access: allowed_user_ids lets in $allowed"
  elif [[ -z $(owner_id) ]]; then
    broken 'access: nobody is served, because nobody has paired (scripts/setup-webhook.sh --pair)'
    return 0
  fi
  [[ -z $(owner_id) ]] || good "access: $(json '((all) => {
    const count = (standing) => all.filter((one) => one.M?.standing?.S === standing).length;
    return `the owner is ${d.Item.owner_id.N}; let in ${count("in")}, blocked ${count("blocked")}, waiting for an answer ${count("asked")} (/access in Telegram)`;
  })(d.Item.chats?.L ?? [])' <"$WORK_DIR/access.json")"
}

# The page with what protects it, an API that answers nobody who is not signed in, the way there, and whose app it is.
check_app() {
  local url page missing
  url=$(output app_url)
  if [[ -z $url ]]; then
    doubtful "app: this deployment has none (terraform -chdir=infra apply)"
    return 0
  fi
  page=$(curl -q --silent --max-time 20 --output /dev/null --dump-header "$WORK_DIR/app-headers" --write-out '%{http_code}' "$url/" 2>/dev/null || true)
  if [[ $page != 200 ]]; then
    broken "app: $url answers ${page/000/nothing} (aws logs tail /aws/lambda/$(output lambda_function_names.web))"
    return 0
  fi
  missing=$(app_headers_missing)
  if [[ -z $missing ]]; then good "app: $url answers, with its protections"; else
    broken "app: $url answers without $missing (is it this app? public_url may lead elsewhere)"
  fi
  page=$(curl -q --silent --max-time 20 --output /dev/null --write-out '%{http_code}' "$url/api/me" 2>/dev/null || true)
  if [[ $page == 401 ]]; then good 'app: it tells nothing to who is not signed in'; else
    broken "app: its API answers $page to who is not signed in (401 is right)"
  fi
  check_menu_button "$url/mini"
  check_noted_bot
}

# The names of headers that the page lacks, or has otherwise.
app_headers_missing() {
  local name value missing=''
  while read -r name value; do
    grep -q -i -E "^$name: *$value" "$WORK_DIR/app-headers" || missing+="$name "
  done <<'TEXT'
content-type text/html
content-security-policy default-src 'none'.*frame-ancestors 'none'
x-content-type-options nosniff
referrer-policy no-referrer
TEXT
  printf '%s' "${missing% }"
}

check_menu_button() { # <where it should lead>
  local leads
  if ! leads=$(telegram getChatMenuButton <<<'{}' | json 'harmless(d?.web_app?.url ?? "")'); then
    broken 'app: Telegram does not tell what the menu button opens'
  elif [[ $leads == "$1" ]]; then
    good 'app: the menu button opens it'
  elif [[ $1 != https://* ]]; then
    good "app: no menu button, because Telegram opens https addresses alone; /web gives a link"
  else
    doubtful "app: the menu button opens ${leads:-no app} (scripts/setup-webhook.sh)"
  fi
}

check_noted_bot() {
  local noted
  printf '{"pk":{"N":"0"},"sk":{"S":"BOT"}}' >"$WORK_DIR/bot-key.json"
  if ! aws_try dynamodb get-item --table-name "$(need_output dynamodb_table_name)" --consistent-read \
    --key "file://$WORK_DIR/bot-key.json" >"$WORK_DIR/bot.json"; then
    broken 'app: whose app it is cannot be read'
    return 0
  fi
  noted=$(json 'd?.Item?.id?.N ?? ""' <"$WORK_DIR/bot.json")
  if [[ -z $noted ]]; then
    broken 'app: it does not know its bot, so nobody can sign in (scripts/setup-webhook.sh)'
  elif [[ $noted != "${BOT_TOKEN%%:*}" ]]; then
    broken "app: it belongs to another bot ($noted; scripts/setup-webhook.sh)"
  else
    good 'app: it knows its bot'
  fi
}

check_model_server() {
  local instance
  instance=$(output ollama_instance_id)
  [[ -z $instance ]] || INSTANCE_STATE=$(instance_state "$instance") || {
    broken 'model server: AWS does not tell'
    return 0
  }
  case $INSTANCE_STATE in
    stopped | stopping)
      good "model server: $INSTANCE_STATE; the next message wakes it (its API and models are not looked at)"
      return 0 ;;
    '' | running) ;;
    *)
      broken "model server: its instance is $INSTANCE_STATE"
      return 0 ;;
  esac
  if ! prepare_ollama; then
    broken 'model server: its key or certificate cannot be read'
  elif ollama_get /api/tags; then
    good "model server: $OLLAMA_URL answers"
    check_models
  else
    broken "model server: $(ollama_trouble)"
  fi
}

# What the worker offers against what is installed; `name` and `name:latest` are the same.
check_models() {
  local missing
  read_worker || {
    broken 'models: the worker cannot be read'
    return 0
  }
  missing=$(json '((full) => JSON.parse(args[0] || "[]").map((one) => one.name).filter((name) =>
      !(d.models ?? []).some((one) => full(one.name) === full(name))))((name) => /:[^/]*$/.test(name) ? name : `${name}:latest`)' \
    "$(json 'd.Environment?.Variables?.MODELS ?? ""' <"$WORK_DIR/worker.json")" <"$WORK_DIR/ollama.json")
  if [[ -z $missing ]]; then good 'models: every one that is offered is installed'; else
    broken "models: offered but not installed: $(tr '\n' ' ' <<<"$missing")(scripts/manage-ollama.sh pull <model>)"
  fi
}

check_speech() {
  local url status
  url=$(output speech_url)
  if [[ -z $url ]]; then
    good 'speech: no server is set up, so voice notes are not heard (speech_model or speech_url)'
    return 0
  fi
  if speech_is_ours && [[ $INSTANCE_STATE != running ]]; then
    good 'speech: on the model server, which is not running; a voice note wakes it'
    return 0
  fi
  if ! status=$(probe_speech "$url"); then
    broken 'speech: its key or certificate cannot be read'
    return 0
  fi
  case $status in
    400 | 411 | 413 | 415 | 422) good "speech: $url answers" ;;
    429) doubtful "speech: $url answers, but is busy or over its limit (429)" ;;
    401 | 403) broken "speech: $url refuses the key of SSM ($status; TF_VAR_speech_api_key, raise speech_api_key_version, apply)" ;;
    404) broken "speech: $url has no route for transcriptions (404; an instance made before speech_model was set must be made anew)" ;;
    000 | '') broken "speech: no connection to $url" ;;
    502 | 503 | 504) broken "speech: $url is there, its speech server is not, or not yet ($status; on the instance: journalctl -u steward-speech-setup -u steward-speech)" ;;
    *) doubtful "speech: $url answers $status" ;;
  esac
}

# Minutes until the session ends, as exactly as the machine knows: from the AWS CLI, or else from the age of the file that
# the lab's keys were copied into.
session_minutes() {
  local minutes file=${AWS_SHARED_CREDENTIALS_FILE:-$HOME/.aws/credentials}
  minutes=$({ aws configure export-credentials --format process 2>/dev/null || true; } |
    json 'd?.Expiration ? Math.floor((Date.parse(d.Expiration) - Date.now()) / 60_000) : ""' 2>/dev/null || true)
  if [[ -z $minutes && -r $file && -z ${AWS_SESSION_TOKEN:-} ]]; then
    minutes=$("$NODE" -p 'Math.floor(Number(process.argv[2]) - (Date.now() - require("node:fs").statSync(process.argv[1]).mtimeMs) / 60_000)' \
      "$file" "$LAB_SESSION_MINUTES")
  fi
  printf '%s\n' "$minutes"
}

check_session() {
  local account minutes
  account=$(json '/voclabs|LabRole/i.test(d.Arn) ? "" : d.Account' <"$WORK_DIR/identity.json")
  if [[ -n $account ]]; then
    good "account: $account, no lab session that ends"
    return 0
  fi
  minutes=$(session_minutes)
  if [[ -z $minutes ]]; then
    doubtful 'lab session: when it ends is not known here; a lab runs four hours'
  elif ((minutes < 30)); then
    doubtful "lab session: ends in about $minutes minutes; then its instances stop too (Start Lab again, copy the keys again)"
  else
    good "lab session: about $minutes minutes left"
  fi
}

check_costs() {
  check_addresses
  check_volumes
  check_idle_instance
}

check_addresses() {
  local loose
  if ! aws_try ec2 describe-addresses >"$WORK_DIR/addresses.json"; then
    doubtful 'costs: elastic IPs cannot be listed'
    return 0
  fi
  loose=$(json '(d?.Addresses ?? []).filter((one) => !one.AssociationId).map((one) => one.PublicIp)' <"$WORK_DIR/addresses.json")
  if [[ -z $loose ]]; then good 'costs: no elastic IP without an instance'; else
    doubtful "costs: elastic IPs without an instance, 3.65 USD a month each: $(tr '\n' ' ' <<<"$loose")"
  fi
}

check_volumes() {
  local loose
  if ! aws_try ec2 describe-volumes --filters Name=status,Values=available >"$WORK_DIR/volumes.json"; then
    doubtful 'costs: volumes cannot be listed'
    return 0
  fi
  loose=$(json '(d?.Volumes ?? []).filter((one) => one.State === "available").map((one) => `${one.VolumeId} (${one.Size} GB)`)' <"$WORK_DIR/volumes.json")
  if [[ -z $loose ]]; then good 'costs: no volume without an instance'; else
    doubtful "costs: volumes without an instance: $(tr '\n' ' ' <<<"$loose")"
  fi
}

# A running instance is the one thing that costs by the hour.
check_idle_instance() {
  local table idle
  # What AWS did not tell is said already.
  [[ -n $INSTANCE_STATE ]] || return 0
  [[ $INSTANCE_STATE == running ]] || {
    good 'costs: the model server does not run'
    return 0
  }
  table=$(need_output dynamodb_table_name)
  printf '{"pk":{"N":"0"},"sk":{"S":"MODEL_SERVER"}}' >"$WORK_DIR/key.json"
  aws_try dynamodb get-item --table-name "$table" --key "file://$WORK_DIR/key.json" >"$WORK_DIR/server.json" || {
    doubtful 'costs: the model server runs, its last use cannot be read'
    return 0
  }
  idle=$(json '((item) => item?.keep_on?.BOOL ? "keep" : Math.floor((Date.now() - Number(item?.last_chat_at?.N ?? 0)) / 60_000))(d?.Item)' \
    <"$WORK_DIR/server.json")
  if [[ $idle == keep ]]; then
    doubtful 'costs: the model server is held on (manage-ollama.sh start without --keep lets it sleep again)'
  elif ((idle > 60)); then
    doubtful "costs: the model server runs, though nobody has used it for more than an hour (manage-ollama.sh stop; idle_stop_minutes)"
  else
    good "costs: the model server runs, last used $idle minutes ago"
  fi
}

# Whether a secret that is named to the worker was ever written. Nothing of it is shown.
check_connections() {
  local name value
  local -a names=() pending=()
  read_worker || return 0
  if [[ -z $(json 'd.Environment?.Variables?.TOKEN_KEYS_PARAMETERS ?? ""' <"$WORK_DIR/worker.json") ]]; then
    good 'connections: nothing can be connected (token_key_version = 1 turns it on)'
    return 0
  fi
  while IFS= read -r name; do [[ -z $name ]] || names+=("$name"); done < <(json 'Object.entries(d.Environment.Variables)
    .filter(([key]) => key.endsWith("_CLIENT_SECRET_PARAMETER")).map(([, name]) => name)' <"$WORK_DIR/worker.json")
  for name in ${names[@]+"${names[@]}"}; do
    value=$(aws_try ssm get-parameter --name "$name" --with-decryption | json 'd?.Parameter?.Value ?? ""') || value=''
    [[ -n $value && $value != pending ]] || pending+=("$name")
  done
  if ((${#pending[@]} > 0)); then
    doubtful "connections: no secret in ${pending[*]}, so that provider is not offered (TF_VAR_…_client_secret, raise its version, apply)"
  else
    good "connections: a key seals them; clients registered at providers: ${#names[@]}"
  fi
}

help_if_asked "$@"
(($# == 0)) || usage_error "unknown argument: $1"
need_node
need_curl
load_outputs
need_credentials
URL=$(need_output webhook_url)
load_bot
check_bot
check_webhook "$URL"
check_secret "$URL"
check_access
check_app
check_model_server
check_speech
check_connections
check_session
check_costs
conclude 'Nothing is broken.'

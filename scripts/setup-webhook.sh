#!/usr/bin/env bash
# Tells Telegram where the bot's webhook and its app are, with secret and commands, and checks that Telegram took it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
source "$LIB_DIR/cloud.sh"
source "$LIB_DIR/telegram.sh"
source "$LIB_DIR/access.sh"

MAX_CONNECTIONS=40
BOT_USERNAME=''

usage() {
  cat <<'TEXT'
Usage: scripts/setup-webhook.sh [--pair | --new-owner | --info | --delete]

Points the bot's webhook at the deployment and checks it: getMe, setWebhook with the secret, setMyCommands,
getWebhookInfo. Then it puts the app into the bot's menu (setChatMenuButton), and writes into the table who the bot is, which
the app may not ask Telegram itself. Run it after every first `terraform apply`, and after a new token, secret or public_url. While nobody
owns the bot, it shows a link and a code that make who brings them the owner: once, and within an hour.

  --pair        only show a new link and code, while nobody owns the bot
  --new-owner   forget who owns the bot, and show a link and code for another; who is let in stays so
  --info        show what Telegram knows of the webhook
  --delete      take the webhook away (what waits at Telegram is kept), and the app out of the menu

The address comes from Terraform's outputs, token and secret from SSM, or else from infra/terraform.tfvars
(telegram_token, telegram_webhook_secret) or TELEGRAM_BOT_TOKEN(_FILE). TELEGRAM_API_URL names another Bot API server.
TEXT
}

# What the code has for Telegram and the table, once: it is loaded for this.
read_bot_settings() { # <the app's address>
  local script=$ROOT_DIR/packages/handler/scripts/print-bot-settings.ts
  [[ -x $ROOT_DIR/node_modules/node/bin/node ]] ||
    fail "the dependencies are not installed: run 'node scripts/run.mjs' once in $ROOT_DIR."
  "$NODE" "$script" "$1" <"$WORK_DIR/me.json" >"$WORK_DIR/bot-settings.json"
}

greet_bot() {
  telegram getMe <<<'{}' >"$WORK_DIR/me.json"
  BOT_USERNAME=$(json 'd.username' <"$WORK_DIR/me.json")
  say "✓ The token is good: $(json '`@${d.username} (${d.id})`' <"$WORK_DIR/me.json")"
}

set_webhook() { # <url> <secret> <allowed updates>
  local url=$1 secret=$2 allowed_updates=$3
  printf '{"url":"%s","secret_token":"%s","allowed_updates":%s,"max_connections":%s}' \
    "$url" "$secret" "$allowed_updates" "$MAX_CONNECTIONS" | telegram setWebhook >/dev/null
  say "✓ The webhook is set: $url"
}

set_commands() {
  json '`{"commands":${JSON.stringify(d.commands)}}`' <"$WORK_DIR/bot-settings.json" | telegram setMyCommands >/dev/null
  say "✓ The menu has $(json 'd.commands.length' <"$WORK_DIR/bot-settings.json") commands"
}

# Telegram opens https addresses alone; the emulator also what is on this machine.
set_menu_button() { # <the app's address>
  local here='^http://(127\.0\.0\.1|localhost)(:|$)'
  if [[ $1 != https://* && ! ($1 =~ $here && $TELEGRAM_URL =~ $here) ]]; then
    warn "the app is at $1, where Telegram opens nothing: the menu stays as it is. /web gives a link for this machine's browser."
    return 0
  fi
  json 'JSON.stringify({ menu_button: d.menu_button })' <"$WORK_DIR/bot-settings.json" | telegram setChatMenuButton >/dev/null
  say "✓ The menu button opens the app: $1/mini"
}

# Only one that opens such an app: somebody may have set another since.
take_menu_button_away() {
  [[ $(telegram getChatMenuButton <<<'{}' | json '/^https?:.*\/mini$/.test(d?.web_app?.url ?? "")') == true ]] || return 0
  telegram setChatMenuButton <<<'{"menu_button":{"type":"default"}}' >/dev/null
  say '✓ The menu button opens the app no more.'
}

# The app's function has no token to ask with: who signs in came from this bot, or from none of ours.
note_bot() {
  need_credentials
  json 'JSON.stringify(d.bot_item)' <"$WORK_DIR/bot-settings.json" >"$WORK_DIR/bot-item.json"
  aws_call dynamodb put-item --table-name "$(need_output dynamodb_table_name)" --item "file://$WORK_DIR/bot-item.json" >/dev/null
  say '✓ The app knows its bot'
}

check_webhook() { # <url> <allowed updates>
  local info faults
  info=$(telegram getWebhookInfo <<<'{}')
  faults=$(json '[
    d.url !== args[0] && `its address is ${d.url || "none"}`,
    d.max_connections !== Number(args[1]) && `max_connections is ${d.max_connections}`,
    JSON.parse(args[2]).some((kind) => !(d.allowed_updates ?? []).includes(kind)) && "allowed_updates lack some",
  ].filter(Boolean)' "$1" "$MAX_CONNECTIONS" "$2" <<<"$info")
  [[ -z $faults ]] || fail "Telegram says something else of the webhook: $(tr '\n' ';' <<<"$faults")"
  say '✓ Telegram confirms it'
  faults=$(json 'd.last_error_message ? `${d.last_error_message} (${new Date(d.last_error_date * 1000).toISOString()})` : ""' <<<"$info")
  [[ -z $faults ]] || warn "the last delivery failed: $faults. If that is from now: scripts/doctor.sh"
}

show_info() {
  local info
  info=$(telegram getWebhookInfo <<<'{}')
  json '[
    `Address          ${harmless(d.url) || "none: the webhook is not set"}`,
    `Waiting updates  ${d.pending_update_count}`,
    `Connections      at most ${d.max_connections ?? "-"}`,
    `Updates          ${(d.allowed_updates ?? ["the default kinds"]).join(", ")}`,
    `Last error       ${d.last_error_message ? `${harmless(d.last_error_message).replace(/\s+/g, " ")} (${new Date(d.last_error_date * 1000).toISOString()})` : "none"}`,
  ]' <<<"$info"
}

# Closed by default: a deployment serves nobody before its owner has paired, unless the configuration says who may use it.
pair() {
  local allowed owner
  need_credentials
  allowed=$(allowed_ids) || { explain_aws_error "$AWS_ERROR_FILE" 'reading the worker'; exit 1; }
  if [[ -n $allowed ]]; then
    say "✓ Who may use the bot is set by allowed_user_ids: $allowed"
    return 0
  fi
  read_access || { explain_aws_error "$AWS_ERROR_FILE" 'reading the table'; exit 1; }
  owner=$(owner_id)
  if [[ -n $owner ]]; then
    say "✓ The bot has its owner (Telegram id $owner), who lets others in with /access"
    return 0
  fi
  offer_pairing "$BOT_USERNAME"
}

forget_owner() {
  need_credentials
  confirm 'Forget who owns the bot, so that somebody else can pair?' || fail 'nothing was changed.'
  printf '{"pk":{"N":"0"},"sk":{"S":"ACCESS"}}' >"$WORK_DIR/access-key.json"
  printf '{":one":{"N":"1"}}' >"$WORK_DIR/one.json"
  # The revision grows with every write: who changes the list at this moment reads it again.
  aws_try dynamodb update-item --table-name "$(need_output dynamodb_table_name)" --key "file://$WORK_DIR/access-key.json" \
    --condition-expression 'attribute_exists(pk)' --update-expression 'REMOVE owner_id ADD revision :one' \
    --expression-attribute-values "file://$WORK_DIR/one.json" >/dev/null && return 0
  aws_error_is ConditionalCheckFailed && return 0
  explain_aws_error "$AWS_ERROR_FILE" 'writing the table'
  exit 1
}

# Without a webhook to set, a token from elsewhere is enough: the deployment may be destroyed already.
load_bot_anyhow() {
  need_node
  if [[ -z ${TELEGRAM_BOT_TOKEN:-}${TELEGRAM_BOT_TOKEN_FILE:-} && -z $(tfvars_value telegram_token) ]]; then load_outputs; fi
  load_bot
}

set_up() {
  local url secret allowed_updates app
  load_outputs
  url=$(need_output webhook_url)
  app=$(need_output app_url)
  [[ $app =~ ^https?://[A-Za-z0-9.:-]+$ ]] || fail "the output app_url is no address: $app"
  [[ $url =~ ^https?://[A-Za-z0-9._:/~%-]+$ ]] || fail "the output webhook_url is no address: $url"
  load_bot
  secret=$(secret_of telegram/webhook-secret telegram_webhook_secret)
  [[ $secret =~ ^[A-Za-z0-9_-]{1,256}$ ]] || fail 'the stored webhook secret is none that Telegram takes (A-Z a-z 0-9 _ -).'
  greet_bot
  read_bot_settings "$app"
  allowed_updates=$(json 'JSON.stringify(d.allowed_updates)' <"$WORK_DIR/bot-settings.json")
  set_webhook "$url" "$secret" "$allowed_updates"
  set_commands
  check_webhook "$url" "$allowed_updates"
  set_menu_button "$app"
  note_bot
  pair
}

help_if_asked "$@"
(($# <= 1)) || usage_error 'one option at most'
case ${1:-} in
  '') set_up ;;
  --pair | --new-owner)
    load_outputs
    load_bot
    greet_bot
    [[ $1 == --pair ]] || forget_owner
    pair ;;
  --info)
    load_bot_anyhow
    show_info ;;
  --delete)
    load_bot_anyhow
    telegram deleteWebhook <<<'{}' >/dev/null
    say '✓ The webhook is taken away. Updates wait at Telegram for a day.'
    take_menu_button_away ;;
  *) usage_error "unknown argument: $1" ;;
esac

# shellcheck shell=bash
# The Bot API for the scripts. The token is part of every address, so addresses reach curl through a file descriptor.
# Sourced after cloud.sh.

BOT_TOKEN=''
TELEGRAM_URL=''

# A string of infra/terraform.tfvars; nothing when it is not there.
tfvars_value() {
  local file=$INFRA_DIR/terraform.tfvars line pattern
  pattern="^[[:space:]]*$1[[:space:]]*=[[:space:]]*\"([^\"]*)\""
  [[ -r $file ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line =~ $pattern ]]; then
      printf '%s\n' "${BASH_REMATCH[1]}"
      return 0
    fi
  done <"$file"
}

# A secret from SSM, or else from terraform.tfvars or the environment. Ends the script when none has it.
secret_of() { # <end of the parameter's name> <variable of terraform.tfvars> [what the environment has]
  local value=''
  if [[ -n $(parameter_name "$1") ]] && value=$(parameter_value "$1") && [[ -n $value && $value != pending ]]; then
    printf '%s\n' "$value"
    return 0
  fi
  value=$(tfvars_value "$2")
  value=${value:-${3:-}}
  if [[ -n $value ]]; then
    say "SSM gave no $1: taking it from terraform.tfvars or the environment."
    # Nobody may think that the bot answers because this script does its part.
    [[ -z $(parameter_name "$1") ]] ||
      warn "the functions read SSM alone and cannot work without it. To write it there, raise telegram_token_version (for the webhook secret: webhook_secret_version) and apply."
    printf '%s\n' "$value"
    return 0
  fi
  need_aws
  need_parameter "$1"
}

load_bot() {
  local given
  given=$(environment_token)
  BOT_TOKEN=$(secret_of telegram/bot-token telegram_token "$given")
  [[ $BOT_TOKEN =~ ^[0-9]+:[A-Za-z0-9_-]+$ ]] ||
    fail "no bot token is stored. Get one from @BotFather, export TF_VAR_telegram_token, and apply with telegram_token_version raised."
  TELEGRAM_URL=${TELEGRAM_API_URL:-$(tfvars_value telegram_api_url)}
  TELEGRAM_URL=${TELEGRAM_URL:-https://api.telegram.org}
  TELEGRAM_URL=${TELEGRAM_URL%/}
  local address='^https?://[]A-Za-z0-9._:/[-]+$'
  [[ $TELEGRAM_URL =~ $address ]] || fail 'TELEGRAM_API_URL is no http(s) address.'
}

# telegram <method> < parameters as JSON. Prints the `result`; 1 with a sentence when Telegram refuses.
telegram() {
  need_curl
  local answer=$WORK_DIR/telegram.json result=''
  if ! curl -q --config <(printf 'url = "%s/bot%s/%s"\n' "$TELEGRAM_URL" "$BOT_TOKEN" "$1") \
    --silent --show-error --max-time 20 --header 'Content-Type: application/json' --data-binary @- \
    --output "$answer" 2>"$WORK_DIR/curl-error"; then
    say "$SCRIPT_NAME: Telegram cannot be reached at $TELEGRAM_URL ($(tr -d '\n' <"$WORK_DIR/curl-error" | cut -c 1-200))."
    return 1
  fi
  result=$(json 'd.ok === true ? JSON.stringify(d.result ?? null) : ""' <"$answer" 2>/dev/null) || true
  if [[ -n $result ]]; then
    printf '%s\n' "$result"
    return 0
  fi
  explain_refusal "$1" "$answer"
  return 1
}

explain_refusal() { # <method> <file with the answer>
  local refusal
  # Foreign words: on one line, harmless for a terminal, and the token is not repeated where they quote it.
  refusal=$(json 'harmless(`${d?.error_code ?? 0} ${d?.description ?? "no reason given"}`).replace(/\s+/g, " ").slice(0, 300)' \
    <"$2" 2>/dev/null || printf '0 no Bot API answer')
  refusal=${refusal//"$BOT_TOKEN"/…}
  case $refusal in
    401* | 404*) say "$SCRIPT_NAME: Telegram does not know this bot token (${refusal%% *}). Get the right one from @BotFather, export TF_VAR_telegram_token, apply with telegram_token_version raised, and run this again." ;;
    429*) say "$SCRIPT_NAME: Telegram asks to slow down ($refusal). Wait and run this again." ;;
    *) say "$SCRIPT_NAME: Telegram refused $1: $refusal" ;;
  esac
}

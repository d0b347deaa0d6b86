# shellcheck shell=bash
# The model server: its API, and commands run on its instance. Sourced after cloud.sh.

# The address of the public key in a certificate, as curl wants it. The names in the certificate say nothing: it was made
# before the server had an address. That it holds this very key says everything.
public_key_pin() { # < PEM
  "$NODE" --input-type=module -e '
    import { createHash, X509Certificate } from "node:crypto";
    import { readFileSync } from "node:fs";
    const key = new X509Certificate(readFileSync(0)).publicKey.export({ type: "spki", format: "der" });
    process.stdout.write(`sha256//${createHash("sha256").update(key).digest("base64")}\n`);
  ' 2>/dev/null
}

# Gathers what curl must know about the server: key and pin. 1 when SSM does not tell; every step says so itself, because
# callers wait on it.
prepare_ollama() {
  OLLAMA_URL=$(need_output ollama_url) || return 1
  OLLAMA_CONFIG=''
  OLLAMA_CERTIFICATE=none
  write_key && write_pin
}

write_key() {
  local key=''
  if [[ -n $(parameter_name ollama/api-key) ]]; then key=$(need_parameter ollama/api-key) || return 1; fi
  OLLAMA_CONFIG=$(curl_header X-API-Key "$key")$'\n'
}

write_pin() {
  local pem pin
  if [[ $OLLAMA_URL != https://* || -z $(parameter_name ollama/certificate) ]]; then return 0; fi
  pem=$(need_parameter ollama/certificate) || return 1
  if [[ $pem != *'BEGIN CERTIFICATE'* ]]; then
    OLLAMA_CERTIFICATE=pending
    return 0
  fi
  pin=$(public_key_pin <<<"$pem") || fail 'the certificate in SSM cannot be read.'
  OLLAMA_CONFIG+="insecure"$'\n'"pinnedpubkey = \"$pin\""$'\n'
}

# GET of the server's API. Prints the body; 1 when it does not answer 200.
ollama_get() { # <path>
  local status
  [[ ${OLLAMA_CERTIFICATE:-} != pending ]] || return 1
  status=$(curl -q --config <(printf '%s' "$OLLAMA_CONFIG") --silent --max-time 10 --output "$WORK_DIR/ollama.json" \
    --write-out '%{http_code}' "$OLLAMA_URL$1" 2>/dev/null) || true
  OLLAMA_STATUS=$status
  [[ $status == 200 ]] || return 1
}

# Why the last ollama_get failed.
ollama_trouble() {
  if [[ ${OLLAMA_CERTIFICATE:-} == pending ]]; then
    printf 'its first boot is not finished: no certificate is published yet'
    return 0
  fi
  case ${OLLAMA_STATUS:-000} in
    000) printf 'no connection to %s, or another certificate than the published one' "$OLLAMA_URL" ;;
    401 | 403) printf 'it refuses the key of SSM (%s)' "$OLLAMA_STATUS" ;;
    502 | 503 | 504) printf 'nginx is up, Ollama behind it is not (%s)' "$OLLAMA_STATUS" ;;
    *) printf 'it answers %s' "$OLLAMA_STATUS" ;;
  esac
}

# The id of the instance; ends the script when the model server is not ours.
need_instance() {
  local id
  id=$(output ollama_instance_id)
  [[ -n $id ]] || fail 'this deployment has no instance: its model server is one that existed before (ollama_url). Manage it where it lives.'
  printf '%s\n' "$id"
}

instance_field() { # <instance id> <expression over the instance, i>
  aws_call ec2 describe-instances --instance-ids "$1" >"$WORK_DIR/instance.json"
  json "((i) => $2)(d.Reservations?.[0]?.Instances?.[0] ?? {})" <"$WORK_DIR/instance.json"
}

instance_state() { instance_field "$1" 'i.State?.Name ?? "missing"'; }

# What maintenance reads before it stops the server: `keep` holds it on, `used` lets it sleep when idle, `touch` changes
# only the time. Times are Unix milliseconds.
note_use() { # keep|used|touch
  local expression='SET last_chat_at = :now' more=''
  case $1 in
    keep) expression+=', keep_on = :true' more=',":true":{"BOOL":true}' ;;
    used) expression+=' REMOVE keep_on' ;;
  esac
  printf '{"TableName":"%s","Key":{"pk":{"N":"0"},"sk":{"S":"MODEL_SERVER"}},"UpdateExpression":"%s","ExpressionAttributeValues":{":now":{"N":"%s"}%s}}' \
    "$(need_output dynamodb_table_name)" "$expression" "$(now_ms)" "$more" >"$WORK_DIR/note-use.json"
  aws_call dynamodb update-item --cli-input-json "file://$WORK_DIR/note-use.json" >/dev/null
}

# Runs one shell command on the instance through Systems Manager, prints its output, and fails when it does.
run_on_instance() { # <instance id> <seconds at most> <what it does> <command>
  printf '%s' "$4" | "$NODE" -e '
    const [instance, seconds] = process.argv.slice(1);
    const command = require("node:fs").readFileSync(0, "utf8");
    process.stdout.write(JSON.stringify({
      DocumentName: "AWS-RunShellScript", InstanceIds: [instance], TimeoutSeconds: 60,
      Parameters: { commands: [command], executionTimeout: [seconds] },
    }));' "$1" "$2" >"$WORK_DIR/command.json"
  if ! aws_try ssm send-command --cli-input-json "file://$WORK_DIR/command.json" >"$WORK_DIR/sent.json"; then
    aws_error_is 'InvalidInstanceId' && fail "the instance is not in Systems Manager yet: is it running ('manage-ollama.sh status')? After a start it takes a minute."
    explain_aws_error "$AWS_ERROR_FILE" 'Run Command'
    exit 1
  fi
  follow_command "$(json 'd.Command.CommandId' <"$WORK_DIR/sent.json")" "$@"
}

follow_command() { # <command id> <instance id> <seconds at most> <what it does>
  local status='' begin=$SECONDS touched=$SECONDS
  while :; do
    if aws_try ssm get-command-invocation --command-id "$1" --instance-id "$2" >"$WORK_DIR/invocation.json"; then
      status=$(json 'd.Status' <"$WORK_DIR/invocation.json")
    elif ! aws_error_is InvocationDoesNotExist; then
      explain_aws_error "$AWS_ERROR_FILE" 'Run Command'
      exit 1
    fi
    case $status in
      Success) break ;;
      Failed | TimedOut | Cancelled | Undeliverable | Terminated)
        json '[d.StandardOutputContent, d.StandardErrorContent, d.StatusDetails].filter(Boolean).join("\n").split(/[\r\n]+/).filter(Boolean).slice(-8).map(harmless)' \
          <"$WORK_DIR/invocation.json" >&2
        fail "$4: $status" ;;
    esac
    ((SECONDS - begin < $3)) || fail "$4: still not done after $3 s"
    # A long pull is use, too: the server must not fall asleep under it.
    if ((SECONDS - touched >= 60)); then
      note_use touch
      touched=$SECONDS
    fi
    say "  $4 … $((SECONDS - begin)) s"
    sleep 3
  done
  json 'harmless((d.StandardOutputContent ?? "").trimEnd())' <"$WORK_DIR/invocation.json"
}

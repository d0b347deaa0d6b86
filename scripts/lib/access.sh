# shellcheck shell=bash
# Who may use a deployment: what its configuration says, who is its owner, and the code that makes somebody the owner.
# Sourced after cloud.sh.

# The configuration of the worker that is live, once in a run. 1 when it cannot be read.
read_worker() {
  [[ -s $WORK_DIR/worker.json ]] || aws_try lambda get-function-configuration --function-name "$(need_output lambda_function_names.worker)" --qualifier live \
    >"$WORK_DIR/worker.json"
}

# Its ALLOWED_USER_IDS; nothing where it has none. 1 when they cannot be read.
allowed_ids() {
  read_worker || return 1
  json 'd.Environment?.Variables?.ALLOWED_USER_IDS ?? ""' <"$WORK_DIR/worker.json"
}

# Reads the list of who is let in. 1 when it cannot be read.
read_access() {
  printf '{"pk":{"N":"0"},"sk":{"S":"ACCESS"}}' >"$WORK_DIR/access-key.json"
  aws_try dynamodb get-item --table-name "$(need_output dynamodb_table_name)" --consistent-read \
    --key "file://$WORK_DIR/access-key.json" >"$WORK_DIR/access.json"
}

# The owner's Telegram id; nothing while nobody has paired.
owner_id() { json 'd?.Item?.owner_id?.N ?? ""' <"$WORK_DIR/access.json"; }

# Shows a new code; the table gets its hash alone, by way of a file.
offer_pairing() { # <the bot's username>
  local code
  "$NODE" "$ROOT_DIR/packages/handler/scripts/new-pairing-code.ts" >"$WORK_DIR/pairing.json"
  json 'JSON.stringify(d.item)' <"$WORK_DIR/pairing.json" >"$WORK_DIR/pairing-item.json"
  aws_call dynamodb put-item --table-name "$(need_output dynamodb_table_name)" --item "file://$WORK_DIR/pairing-item.json" >/dev/null
  code=$(json 'd.code' <"$WORK_DIR/pairing.json")
  say 'Nobody may use this bot yet. Who opens this link within an hour becomes its owner:'
  say "  https://t.me/$1?start=$code"
  say "Or send the bot this code: $code"
}

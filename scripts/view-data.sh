#!/usr/bin/env bash
# Shows what is stored: who has which conversations, and the archives. What people wrote only with -v.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
source "$LIB_DIR/cloud.sh"

LIMIT=1000

usage() {
  cat <<'TEXT'
Usage: scripts/view-data.sh [-v] [--limit <items>] [dynamodb | s3]

Shows the table's owners and conversations, and the archives in S3; both when none is named.

  -v, --verbose     also what people wrote: titles, names, messages, the archives' text
  --limit <items>   read at most so many items (1000)
TEXT
}

# Without -v the texts are not even fetched. Every name has a placeholder: several are reserved words.
scan_table() {
  local table=$1
  if [[ $VERBOSE == yes ]]; then
    aws_call dynamodb scan --table-name "$table" --max-items "$LIMIT"
    return 0
  fi
  printf '{"#number":"number"}' >"$WORK_DIR/names.json"
  aws_call dynamodb scan --table-name "$table" --max-items "$LIMIT" \
    --projection-expression 'pk, sk, #number, model_name, message_count, last_message_ts, s3_path, created_at, last_chat_at, keep_on' \
    --expression-attribute-names "file://$WORK_DIR/names.json"
}

view_table() {
  local table
  table=$(need_output dynamodb_table_name)
  say "Table $table"
  scan_table "$table" >"$WORK_DIR/items.json"
  if [[ $VERBOSE == yes ]]; then set -- --verbose; else set --; fi
  "$NODE" "$LIB_DIR/show-items.mjs" "$@" <"$WORK_DIR/items.json"
  [[ $(json 'd?.NextToken ? "more" : ""' <"$WORK_DIR/items.json") != more ]] ||
    say "Only the first $LIMIT items were read: --limit reads more."
}

view_bucket() {
  local bucket key
  bucket=$(need_output s3_bucket_name)
  say "Bucket $bucket"
  aws_call s3api list-objects-v2 --bucket "$bucket" --prefix archives/ --max-items "$LIMIT" >"$WORK_DIR/objects.json"
  json '(d?.Contents ?? []).length === 0 ? "No archives." :
    d.Contents.map((one) => `${one.Key}  ${one.Size} bytes  ${one.LastModified}`)' <"$WORK_DIR/objects.json"
  [[ $VERBOSE == yes ]] || return 0
  json '(d?.Contents ?? []).map((one) => one.Key)' <"$WORK_DIR/objects.json" >"$WORK_DIR/keys"
  while IFS= read -r key; do view_archive "$bucket" "$key"; done <"$WORK_DIR/keys"
}

view_archive() { # <bucket> <key>
  aws_call s3api get-object --bucket "$1" --key "$2" "$WORK_DIR/archive.json" >/dev/null
  printf '\n%s\n' "$2"
  json '(d.conversation ?? []).map((one) =>
    `  ${new Date(one.ts).toISOString()} ${one.role}: ${harmless(one.content)}`)' \
    <"$WORK_DIR/archive.json"
}

help_if_asked "$@"
VERBOSE=no
WHAT=''
while (($# > 0)); do
  case $1 in
    -v | --verbose) VERBOSE=yes ;;
    --limit)
      is_number "${2:-}" || usage_error '--limit takes a number'
      LIMIT=$2
      shift ;;
    dynamodb | s3)
      [[ -z $WHAT ]] || usage_error 'name one of dynamodb and s3, or none for both'
      WHAT=$1 ;;
    *) usage_error "unknown argument: $1" ;;
  esac
  shift
done

need_node
need_aws
load_outputs
[[ $WHAT == s3 ]] || view_table
[[ $WHAT == dynamodb ]] || view_bucket

#!/usr/bin/env bash
# Brings the models of MODELS here, from the bucket or by a pull, and mirrors what is here in the bucket. How Ollama
# keeps its lists is its own affair and changes: all that is known here is that blobs/ holds the parts they name.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib.sh
. "$here/lib.sh"

home=$root/var/lib/ollama
models=$home/models
# Set once this disk has taken everything from the bucket; only such a disk may delete there.
restored=$home/restored
ollama=http://127.0.0.1:11435
json='content-type: application/json'

main() {
  load_settings
  local bucket=${MODELS_BUCKET:-}
  bucket=${bucket%/}
  case ${1:-} in
    restore) restore "$bucket" ;;
    upload) upload "$bucket" ;;
    *) fail 'usage: sync-models.sh restore|upload' ;;
  esac
}

restore() {
  local model failed=0
  for model in ${MODELS:-}; do
    [[ $model =~ ^[A-Za-z0-9][A-Za-z0-9._:/-]*$ ]] || fail 'MODELS holds something that is no model name'
  done
  if [[ -n $1 && ! -f $restored ]]; then
    if take_from_bucket "s3://$1"; then
      replace_file 644 "$restored" <<<"$1"
    else
      log 'the bucket could not be read; pulling instead'
    fi
  fi
  retry 24 curl --silent --fail --max-time 5 --output /dev/null "$ollama/api/version" || fail 'Ollama does not answer'
  for model in ${MODELS:-}; do
    is_known "$model" || pull "$model" || failed=1
  done
  if ((failed)); then fail 'not every model could be brought here'; fi
}

# The lists come last: Ollama knows a model from then on, and then every part of it is here.
take_from_bucket() {
  local staging=$home/restore
  log 'restoring from the bucket'
  mkdir -p "$models/blobs" || return 1
  # What downloads left behind that were cut off; no name of a part has a dot.
  rm -rf "$staging" "$models"/blobs/*.*
  retry 3 aws s3 sync "$1/blobs" "$models/blobs" --size-only --only-show-errors || return 1
  retry 3 aws s3 sync "$1" "$staging" --exclude 'blobs/*' --exclude 'speech/*' --only-show-errors || return 1
  if [[ -d $staging ]]; then cp -R "$staging/." "$models/" || return 1; fi
  rm -rf "$staging"
}

is_known() {
  curl --silent --fail --max-time 30 --output /dev/null --header "$json" --data "{\"model\":\"$1\"}" "$ollama/api/show"
}

# Ollama continues a pull that was cut off. Through its API: the command would draw progress bars into the log. Without
# a time limit: it may be 17 GB.
pull() {
  log "pulling $1"
  retry 3 curl --silent --show-error --fail --output /dev/null --header "$json" \
    --data "{\"model\":\"$1\",\"stream\":false}" "$ollama/api/pull"
}

# New parts, then the lists, then what no list names any more: whenever this ends, the bucket holds whole models.
upload() {
  if [[ -z $1 || ! -d $models/blobs ]]; then return 0; fi
  local bucket=s3://$1 delete=()
  if [[ -f $restored ]]; then delete=(--delete); fi
  aws s3 sync "$models/blobs" "$bucket/blobs" --size-only --exclude '*-partial*' --exclude '*.*' --only-show-errors
  # No half-written list either. The speech server's files are not Ollama's.
  aws s3 sync "$models" "$bucket" --exclude 'blobs/*' --exclude 'speech/*' --exclude '*/.*' "${delete[@]}" --only-show-errors
  if [[ -f $restored ]]; then
    aws s3 sync "$models/blobs" "$bucket/blobs" --size-only --exclude '*-partial*' --exclude '*.*' --delete \
      --only-show-errors
  fi
}

main "$@"

#!/usr/bin/env bash
# Before the speech server starts: its files from the bucket, its packages from npm and its model, each compared with its
# digest. As root, so that the server itself, which reads what strangers recorded, may write nothing and reach nobody.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib.sh
. "$here/lib.sh"

folder=$root/opt/speech
models=$root/var/lib/speech

main() {
  load_settings SPEECH_MODEL MODELS_BUCKET
  mkdir -p "$folder" "$models"
  retry 5 take_files || [[ -f $folder/src/main.ts ]] || fail 'the files of the speech server could not be read from the bucket'
  # It goes on where a download was cut off.
  export SPEECH_MODELS_DIR=$models npm_config_cache=$root/var/cache/steward/npm
  retry 3 fetch || fail 'packages or model of the speech server could not be fetched'
}

take_files() {
  aws s3 sync "s3://$MODELS_BUCKET/speech" "$folder" --exclude 'node_modules/*' --delete --only-show-errors
}

fetch() { node-22 --experimental-strip-types "$folder/src/main.ts" --yes --fetch-only --model "$SPEECH_MODEL"; }

main "$@"

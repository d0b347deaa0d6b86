#!/usr/bin/env bash
# Before every start of the proxy: certificate, API key and configuration. Both parameters are read from SSM each time,
# so a new key arrives with a restart, and a certificate that the parameter lost is published again.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib.sh
. "$here/lib.sh"

folder=$root/etc/steward/proxy
# Key and certificate in one file: two could be of different pairs after a crash.
pair=$folder/server.pem

main() {
  umask 077
  mkdir -p "$folder"
  load_settings AWS_REGION API_KEY_PARAMETER CERTIFICATE_PARAMETER
  # A private key that a crash left behind.
  rm -f "$folder/key.new" "$folder/certificate.new"
  usable_certificate || make_certificate
  write_key_check
  # The route for recordings is there where they are heard.
  local speech='/^@SPEECH@/d'
  if [[ -n ${SPEECH_MODEL:-} ]]; then speech="s/^@SPEECH@//;s/@SPEECH_UPSTREAM@/${SPEECH_ADDRESS:-127.0.0.1:11436}/"; fi
  sed -e "$speech" -e "s/@USER@/${PROXY_USER:-nginx}/" -e "s/@PORT@/${PROXY_PORT:-11434}/" \
    -e "s/@UPSTREAM@/${OLLAMA_ADDRESS:-127.0.0.1:11435}/" "$here/nginx.conf.template" |
    replace_file 600 "$folder/nginx.conf"
  # Last: clients take a new certificate from there as soon as the old one is refused.
  publish_certificate
}

# Clients pin the certificate itself, whatever address it is served from: a new address needs no new one.
usable_certificate() {
  openssl x509 -in "$pair" -noout -checkend 2592000 >/dev/null 2>&1 && openssl pkey -in "$pair" -noout 2>/dev/null
}

make_certificate() {
  local names address
  names=DNS:localhost,IP:127.0.0.1,DNS:$(uname -n)
  for address in ${PUBLIC_ADDRESS:-$(metadata public-ipv4)} $(metadata public-hostname); do
    if [[ $address =~ ^[0-9.]+$|: ]]; then names+=,IP:$address; else names+=,DNS:$address; fi
  done
  log "making a certificate for $names"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=steward model server' \
    -addext "subjectAltName=$names" -addext 'basicConstraints=critical,CA:FALSE' \
    -addext 'keyUsage=critical,digitalSignature' -addext 'extendedKeyUsage=serverAuth' \
    -keyout "$folder/key.new" -out "$folder/certificate.new" 2>/dev/null ||
    fail 'no certificate could be made'
  cat "$folder/certificate.new" "$folder/key.new" | replace_file 600 "$pair"
  rm -f "$folder/key.new" "$folder/certificate.new"
}

# What the instance knows of itself, or nothing.
metadata() {
  local base=http://169.254.169.254/latest token
  token=$(curl -sf --max-time 3 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$base/api/token") || return 0
  printf 'X-aws-ec2-metadata-token: %s' "$token" | curl -sf --max-time 3 -H @- "$base/meta-data/$1" || true
}

parameter() { aws ssm get-parameter --name "$1" --with-decryption --query Parameter.Value --output text; }

# The key itself is in no file and on no command line (printf is a builtin): nginx gets a digest to compare with.
# The salt comes from the private key: nobody outside can work out digests, so how a comparison went tells them nothing.
write_key_check() {
  local key salt digest
  key=$(retry 12 parameter "$API_KEY_PARAMETER") || fail "the API key could not be read from $API_KEY_PARAMETER"
  [[ $key =~ ^[!-~]{16,}$ ]] || fail "$API_KEY_PARAMETER holds no key of 16 or more printable characters"
  salt=$(openssl dgst -sha256 -r <"$pair")
  salt=${salt%% *}
  digest=$(printf '%s%s' "$salt" "$key" | openssl dgst -md5 -binary | openssl base64 | tr '+/' '-_' | tr -d '=\n')
  # shellcheck disable=SC2016 # a variable of nginx
  printf 'secure_link "%s";\nsecure_link_md5 "%s$http_x_api_key";\n' "$digest" "$salt" |
    replace_file 600 "$folder/key-check.conf"
}

publish_certificate() {
  local own=$folder/certificate.pem published
  openssl x509 -in "$pair" | replace_file 644 "$own"
  published=$(retry 12 parameter "$CERTIFICATE_PARAMETER") || fail "$CERTIFICATE_PARAMETER could not be read"
  if [[ $published == "$(<"$own")" ]]; then return 0; fi
  log "publishing the certificate in $CERTIFICATE_PARAMETER"
  retry 5 aws ssm put-parameter --name "$CERTIFICATE_PARAMETER" --type String --overwrite --value "file://$own" \
    >/dev/null || fail "the certificate could not be written to $CERTIFICATE_PARAMETER"
}

main "$@"

#!/usr/bin/env bash
# First boot of the model server (Amazon Linux 2023): Ollama on loopback, nginx with TLS and a key check before it,
# and, where it is wanted, the speech server behind the same door.
# May be killed anywhere and run again: each step looks whether it is done, and says so only afterwards.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib.sh
. "$here/lib.sh"

state=$root/var/lib/steward
units=$root/etc/systemd/system
packages=(nginx openssl tar zstd)
# Beside them, where recordings are heard here as well.
speech_packages=(nodejs22 nodejs22-npm)
speech_units=(steward-speech-setup.service steward-speech.service)

main() {
  mkdir -p "$state/done" "$units" "$root/etc/steward"
  # One at a time: started by cloud-init, by systemd after a failure, or by hand.
  exec 9>>"$state/lock"
  flock 9
  # Before anything can go wrong: whatever interrupts this, the unit carries on, now or at the next start.
  install_unit steward-boot.service
  systemctl daemon-reload
  systemctl enable steward-boot.service
  if [[ -z ${STEWARD_RESUMED:-} ]]; then trap 'hand_over $?' EXIT; fi

  load_settings AWS_REGION API_KEY_PARAMETER CERTIFICATE_PARAMETER
  if [[ -n ${SPEECH_MODEL:-} ]]; then packages+=("${speech_packages[@]}"); fi
  choose_ollama
  step packages "${packages[*]}" install_packages
  add_user ollama
  if [[ -n ${SPEECH_MODEL:-} ]]; then add_user speech; fi
  step ollama "$version $digest" install_ollama
  install_services

  # A fault in key or certificate shows here, in the log of this script; the service repeats it at every start.
  bash "$here/prepare-proxy.sh"
  systemctl enable ollama.service steward-proxy.service steward-models.service steward-models-upload.service
  systemctl start ollama.service steward-proxy.service
  retry 24 answers http://127.0.0.1:11435/api/version || fail 'Ollama does not answer'
  retry 24 answers -k https://127.0.0.1:11434/ || fail 'the proxy does not answer'
  systemctl start steward-models.service || fail 'the models are not complete: journalctl -u steward-models'
  # Nobody who chats waits for it.
  if [[ -n ${SPEECH_MODEL:-} ]]; then
    systemctl enable "${speech_units[@]}"
    systemctl start --no-block "${speech_units[@]}"
  fi
  # Saving them for the next instance may take an hour, and nobody waits for it.
  systemctl start --no-block steward-models-upload.service

  printf 'ollama=%s\nmodels=%s\n' "$version" "${MODELS:-}" | replace_file 644 "$state/ready"
  log 'ready'
}

# step NAME FINGERPRINT COMMAND...: once for each fingerprint; the mark is set after success only.
step() {
  local name=$1 fingerprint=$2
  shift 2
  if [[ -f $state/done/$name && $(<"$state/done/$name") == "$fingerprint" ]]; then return 0; fi
  log "$name: $fingerprint"
  "$@"
  printf '%s\n' "$fingerprint" | replace_file 644 "$state/done/$name"
}

install_packages() {
  local wanted=("${packages[@]}")
  # Images for GPUs may bring a CLI of their own, which the package would quarrel with.
  command -v aws >/dev/null || wanted+=(awscli-2)
  retry 5 dnf install -y "${wanted[@]}" || fail 'the packages could not be installed'
}

add_user() {
  if id "$1" >/dev/null 2>&1; then return 0; fi
  useradd --system --user-group --no-create-home --home-dir "/var/lib/$1" --shell /sbin/nologin "$1"
}

# What is installed is this very archive; its digest is of another way than the download. For another version boot.env
# needs both, OLLAMA_VERSION and OLLAMA_SHA256 (sha256sum.txt of the release).
choose_ollama() {
  version=${OLLAMA_VERSION:-0.33.3} digest=${OLLAMA_SHA256:-}
  case $(uname -m) in
    x86_64) machine=amd64 ;;
    aarch64) machine=arm64 ;;
    *) fail 'there is no Ollama for this processor' ;;
  esac
  [[ -n $digest ]] || case $version-$machine in
    0.33.3-amd64) digest=c13cea8f3389db4145f8a6cb88d1747242a48639d7c13e3bda7c1ebdc6eebb2f ;;
    0.33.3-arm64) digest=4425a112af999ae6572c1ce211fbabeaca7bab23ed5860972acdfc0cc2358420 ;;
    *) fail "OLLAMA_SHA256 of Ollama $version for $machine is not set in $settings_file" ;;
  esac
}

install_ollama() {
  local archive=$root/var/cache/steward/ollama.tar.zst
  mkdir -p "$root/var/cache/steward" "$root/usr"
  # The name holds the version: half of another one must not be continued.
  retry 5 download "https://ollama.com/download/ollama-linux-$machine.tar.zst?version=$version" \
    "$archive.$version.part" || fail 'Ollama could not be downloaded, or is not the one that was expected'
  mv -f "$archive.$version.part" "$archive"
  # As its instructions ask: libraries of another version must not stay beside the new ones.
  rm -rf "$root/usr/lib/ollama"
  tar --extract --zstd --no-same-owner --file "$archive" --directory "$root/usr"
  rm -f "$archive"
  # Another version takes over; at the first boot there is nothing to restart.
  systemctl try-restart ollama.service
}

# download URL FILE: continues what is there, and begins anew where that leads nowhere.
download() {
  local url=$1 file=$2 status=0
  # Whole already, when the last attempt was cut off after it.
  if [[ -f $file ]] && intact "$file"; then return 0; fi
  curl --fail --silent --show-error --location --connect-timeout 20 --speed-limit 1000 --speed-time 60 \
    --continue-at - --output "$file" "$url" || status=$?
  if ((status == 0)) && intact "$file"; then return 0; fi
  # Complete and another one, refused by the server, or impossible to continue; a transfer that broke is continued.
  case $status in 0 | 22 | 33) rm -f "$file" ;; esac
  return 1
}

intact() { printf '%s  %s\n' "$digest" "$1" | sha256sum --check --status; }

install_unit() { replace_file 644 "$units/$1" <"$here/$1"; }

install_services() {
  local unit
  for unit in ollama steward-proxy steward-models steward-models-upload; do
    install_unit "$unit.service"
  done
  if [[ -n ${SPEECH_MODEL:-} ]]; then
    for unit in "${speech_units[@]}"; do install_unit "$unit"; done
  fi
  systemctl daemon-reload
}

answers() { curl --silent --show-error --max-time 5 --output /dev/null "$@"; }

hand_over() {
  if (($1 == 0)); then return 0; fi
  log 'not finished; steward-boot.service goes on'
  flock --unlock 9
  systemctl start --no-block steward-boot.service
}

main "$@"

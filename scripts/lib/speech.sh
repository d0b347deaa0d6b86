# shellcheck shell=bash
# The speech server. Sourced after ollama.sh.

# Whether it runs on our own instance, behind the model server's door. Servers elsewhere may share an address as well.
speech_is_ours() { [[ -n $(output ollama_instance_id) && $(output speech_url) == "$(output ollama_url)" ]]; }

# Asks it, with the worker's key, to hear nothing: it refuses that as what it is, hears nothing and costs nothing. Prints the
# status; 1 when the key cannot be read.
probe_speech() { # <url>
  local base=${1%/} config='' key
  if speech_is_ours; then
    prepare_ollama || return 1
    config=$OLLAMA_CONFIG
  elif [[ -n $(parameter_name speech/api-key) ]]; then
    key=$(need_parameter speech/api-key) || return 1
    config=$(curl_header Authorization "Bearer $key" && curl_header X-API-Key "$key")
  fi
  [[ $base == */v1 ]] || base+=/v1
  curl -q --config <(printf '%s' "$config") --silent --max-time 10 --output /dev/null --write-out '%{http_code}' \
    --request POST --data '' "$base/audio/transcriptions" 2>/dev/null || true
}

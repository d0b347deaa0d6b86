# shellcheck shell=bash
# The parts of a cloud on this machine: processes in the background, the AWS-compatible server, Terraform with a state of
# its own. Sourced after common.sh and terraform.sh.

STATE_DIR=${LOCAL_CLOUD_DIR:-$ROOT_DIR/.local-cloud}
# Terraform is run from another folder.
[[ $STATE_DIR == /* ]] || STATE_DIR=$PWD/$STATE_DIR
LOG_DIR=$STATE_DIR/logs
INFRA_DIR=$ROOT_DIR/infra

# ── Processes ────────────────────────────────────────────────────────────────────────────────────────────────────────

# Since when a process has been running: with it, a number that was given anew is not taken for the old process.
started_at() { ps -o lstart= -p "$1" 2>/dev/null || true; } # <pid>

start_background() { # <name> <command…>
  local name=$1
  shift
  nohup "$@" </dev/null >"$LOG_DIR/$name.log" 2>&1 &
  printf '%s\n%s\n' "$!" "$(started_at "$!")" >"$STATE_DIR/$name.pid"
}

is_running() { # <name>
  local pid since
  [[ -f $STATE_DIR/$1.pid ]] || return 1
  { read -r pid && read -r since; } <"$STATE_DIR/$1.pid" || return 1
  kill -0 "$pid" 2>/dev/null && [[ $(started_at "$pid" | tr -s ' ') == "$(tr -s ' ' <<<"$since")" ]]
}

stop_background() { # <name>
  local pid _
  if is_running "$1"; then
    pid=$(head -n 1 "$STATE_DIR/$1.pid")
    kill "$pid" 2>/dev/null || true
    for _ in {1..50}; do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.2
    done
    kill -9 "$pid" 2>/dev/null || true
  fi
  rm -f "$STATE_DIR/$1.pid"
}

# Waits until a background process has written a file; shows its last words when it ends instead.
wait_for_file() { # <name of the process> <file>
  local _
  for _ in {1..300}; do
    [[ ! -s $2 ]] || return 0
    is_running "$1" || break
    sleep 0.2
  done
  tail -n 5 "$LOG_DIR/$1.log" >&2
  fail "$1 did not start (log: $LOG_DIR/$1.log)."
}

free_port() {
  "$NODE" -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => {
    console.log(s.address().port); s.close(); });'
}

# ── The server ───────────────────────────────────────────────────────────────────────────────────────────────────────

answers() { curl -s -o /dev/null --max-time 5 "$1"; } # <url>: any HTTP answer will do

wait_for_server() { # <name> <url>
  local _
  for _ in {1..300}; do
    ! answers "$2" || return 0
    [[ ! -f $STATE_DIR/server.pid ]] || is_running server || break
    sleep 0.2
  done
  [[ ! -f $LOG_DIR/server.log ]] || tail -n 5 "$LOG_DIR/server.log" >&2
  fail "$1 does not answer at $2."
}

# What a server is, by the paths that only it knows.
kind_of_server() { # <url>
  if curl -sf -o /dev/null --max-time 5 "$1/moto-api/"; then
    echo moto
  elif curl -sf -o /dev/null --max-time 5 "$1/_localstack/health"; then
    # ministack and floci answer there as well.
    echo localstack
  else
    echo unknown
  fi
}

# Of this deployment: the host of the functions asks for it, and so does the door before moto; other servers take any.
access_key() {
  [[ -s $STATE_DIR/access-key ]] || "$NODE" -p 'require("node:crypto").randomBytes(32).toString("hex")' >"$STATE_DIR/access-key"
  cat "$STATE_DIR/access-key"
}

# Writes the server's kind and address into the state folder, after starting it where that is up to us.
find_server() {
  local url kind port
  if [[ -n ${AWS_ENDPOINT_URL:-} ]]; then
    url=${AWS_ENDPOINT_URL%/}
    [[ ! $url =~ \.amazonaws\.com || ${url#*://} =~ ^(localhost|127\.) ]] ||
      fail "AWS_ENDPOINT_URL is AWS itself ($url). For AWS: terraform -chdir=infra apply."
    answers "$url" || fail "nothing answers at AWS_ENDPOINT_URL ($url). Start that server, or unset the variable to have one started."
    kind=$(kind_of_server "$url")
  elif command -v moto_server >/dev/null 2>&1; then
    port=$(free_port) kind=moto
    url=http://127.0.0.1:$port
    AWS_ACCESS_KEY_ID=$(access_key) start_background server "$NODE" --disable-warning=ExperimentalWarning \
      "$ROOT_DIR/packages/cloud-host/src/moto.ts" "$port" "$STATE_DIR"
  elif command -v ministack >/dev/null 2>&1; then
    port=$(free_port) kind=ministack
    url=http://127.0.0.1:$port
    GATEWAY_PORT=$port start_background server ministack
  elif command -v floci >/dev/null 2>&1; then
    url=http://127.0.0.1:4566 kind=floci
    floci start >"$LOG_DIR/server.log" 2>&1 || fail "floci does not start (log: $LOG_DIR/server.log)."
  elif command -v docker >/dev/null 2>&1 && docker info >/dev/null 2>&1; then
    url=http://127.0.0.1:4566 kind=compose
    docker compose -f "$ROOT_DIR/docker-compose.yml" up -d --wait localstack >&2 ||
      fail "LocalStack does not start. It wants LOCALSTACK_AUTH_TOKEN, see docker-compose.yml."
  else
    fail "no AWS-compatible server is here. Install one (pip install 'moto[server]' is the one this is tested with; ministack and floci are others), start Docker for LocalStack, or name a running one in AWS_ENDPOINT_URL."
  fi
  wait_for_server "$kind" "$url"
  printf '%s\n' "$kind" "$url" "${AWS_ENDPOINT_URL:+given}" >"$STATE_DIR/server"
}

# Sets SERVER_KIND, SERVER_URL and SERVER_GIVEN from the state folder, and the environment of what calls the server.
use_server() {
  { read -r SERVER_KIND && read -r SERVER_URL && read -r SERVER_GIVEN; } <"$STATE_DIR/server"
  export AWS_ENDPOINT_URL=$SERVER_URL
  if [[ -z $SERVER_GIVEN ]]; then
    # Nobody's real keys are shown to a stand-in.
    unset AWS_PROFILE AWS_SESSION_TOKEN
    AWS_ACCESS_KEY_ID=$(access_key)
    export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=local
  fi
  export AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID:-test} AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY:-test}
  export AWS_REGION=${TF_VAR_aws_region:-us-east-1}
  export AWS_DEFAULT_REGION=$AWS_REGION
}

# A server that was started here keeps everything in memory: when it is gone, so is what the state tells of.
server_is_gone() { [[ -z $SERVER_GIVEN ]] && ! answers "$SERVER_URL"; }

stop_server() {
  stop_background server
  case $SERVER_KIND in
    floci) [[ -n $SERVER_GIVEN ]] || floci stop >/dev/null 2>&1 || true ;;
    compose) docker compose -f "$ROOT_DIR/docker-compose.yml" down >/dev/null 2>&1 || true ;;
  esac
}

# ── Terraform ────────────────────────────────────────────────────────────────────────────────────────────────────────

# The very files of infra/, without what belongs to a deployment on AWS: its settings (*.tfvars, the token perhaps among
# them), and the place of its state, which is not on this server.
link_infra() {
  local file
  rm -rf "$STATE_DIR/infra"
  mkdir -p "$STATE_DIR/infra"
  for file in "$INFRA_DIR"/*.tf "$INFRA_DIR/.terraform.lock.hcl" "$INFRA_DIR/modules"; do
    [[ $file == */backend.tf ]] || ln -s "$file" "$STATE_DIR/infra/"
  done
}

# terraform with infra/, which stays as it is: state, plugins and variables lie in the state folder.
run_terraform() { # <command> [arguments]
  local command=$1 argument saved=''
  shift
  local options=()
  for argument in "$@"; do
    case $argument in *.tfplan) saved=1 ;; esac
  done
  case $command in
    plan | apply | destroy | refresh)
      options+=("-state=$STATE_DIR/terraform.tfstate" -input=false)
      # A saved plan has its variables already.
      [[ $command == apply && -n $saved ]] || options+=("-var-file=$STATE_DIR/variables.tfvars.json")
      ;;
    output) options+=("-state=$STATE_DIR/terraform.tfstate") ;;
    state)
      command="state $1"
      shift
      options+=("-state=$STATE_DIR/terraform.tfstate")
      ;;
    show) [[ -n $saved ]] || set -- "$@" "$STATE_DIR/terraform.tfstate" ;;
  esac
  [[ -d $STATE_DIR/infra && $command != init ]] || link_infra
  # shellcheck disable=SC2086 # `state list` is two words.
  TF_DATA_DIR=$STATE_DIR/terraform terraform "-chdir=$STATE_DIR/infra" $command ${options[@]+"${options[@]}"} "$@"
}

# Runs it with its words in the log; shows the errors among them when it fails.
logged_terraform() { # <command> [arguments]
  local log=$LOG_DIR/terraform.log
  if ! run_terraform "$@" -no-color >"$log" 2>&1; then
    grep -A 12 '^│\? *Error' "$log" >&2 || tail -n 20 "$log" >&2
    fail "terraform $1 failed (log: $log)."
  fi
}

# shellcheck shell=bash
# The alias `live` of each function: which version it points at, which it tries, and back. Sourced after cloud.sh.

function_names() {
  local line
  while IFS= read -r line; do
    [[ $line != lambda_function_names.* ]] || printf '%s\n' "${line#*=}"
  done <"$OUTPUTS_FILE"
}

# Prints `<function> <version> <version that is tried, or nothing>`, a line each.
alias_versions() { # <function…>
  local name before=''
  {
    printf '['
    for name in "$@"; do
      printf '%s{"name":"%s","alias":' "$before" "$name"
      aws_call lambda get-alias --function-name "$name" --name live || return 1
      printf '}'
      before=,
    done
    printf ']'
  } >"$WORK_DIR/aliases.json"
  json 'd.map(({ name, alias }) => `${name} ${alias.FunctionVersion} ${
    Object.keys(alias.RoutingConfig?.AdditionalVersionWeights ?? {})[0] ?? ""}`)' <"$WORK_DIR/aliases.json"
}

# All calls of the function to one version again.
point_alias() { # <function> <version>
  printf '{"FunctionName":"%s","Name":"live","FunctionVersion":"%s","RoutingConfig":{"AdditionalVersionWeights":{}}}' \
    "$1" "$2" >"$WORK_DIR/point.json"
  aws_call lambda update-alias --cli-input-json "file://$WORK_DIR/point.json" >/dev/null || return 1
  say "  $1: live → version $2"
}

# Prints `<Unix milliseconds when the version was published> <the greatest version below it, or nothing>`.
version_history() { # <function> <version>
  aws_call lambda list-versions-by-function --function-name "$1" >"$WORK_DIR/versions.json" || return 1
  json '`${Date.parse(d.Versions.find((one) => one.Version === args[0])?.LastModified) || 0} ${
    d.Versions.map((one) => Number(one.Version)).filter((one) => one < Number(args[0])).sort((a, b) => b - a)[0] ?? ""}`' "$2" \
    <"$WORK_DIR/versions.json"
}

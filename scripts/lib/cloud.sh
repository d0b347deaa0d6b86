# shellcheck shell=bash
# AWS and Terraform as the scripts see them: the deployment's outputs, calls with readable errors, secrets from SSM.
# Sourced after common.sh.

INFRA_DIR=${INFRA_DIR:-$ROOT_DIR/infra}
OUTPUTS_FILE=$WORK_DIR/outputs
AWS_ERROR_FILE=$WORK_DIR/aws-error
: >"$OUTPUTS_FILE"
export AWS_PAGER=''
# Version 1 of the AWS CLI knows only the other name.
[[ -z ${AWS_REGION:-} ]] || export AWS_DEFAULT_REGION=$AWS_REGION

need_aws() { need_tool aws 'Install the AWS CLI, version 2: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'; }

# Says in plain words what is behind an error of the AWS CLI or of Terraform's backend.
explain_aws_error() { # <file with the error> <what was tried>
  local text
  text=$(tail -c 4000 "$1" 2>/dev/null || true)
  case $text in
    *ExpiredToken* | *RequestExpired* | *'token included in the request is expired'* | *'Token has expired'* | *'has expired'*)
      say "$SCRIPT_NAME: your AWS session has expired (ExpiredToken). In a Learner Lab: Start Lab, then copy \"AWS Details\" → \"AWS CLI\" into ~/.aws/credentials, and run this again." ;;
    *'Unable to locate credentials'* | *NoCredentialProviders* | *'No valid credential sources'* | *'could not be found'*profile* | *'config profile'*)
      say "$SCRIPT_NAME: no AWS credentials. Run 'aws configure', set AWS_PROFILE, or (Learner Lab) copy \"AWS Details\" → \"AWS CLI\" into ~/.aws/credentials." ;;
    *InvalidClientTokenId* | *UnrecognizedClientException* | *SignatureDoesNotMatch* | *AuthFailure* | *InvalidAccessKeyId*)
      say "$SCRIPT_NAME: AWS does not accept these credentials. In a Learner Lab every start of the lab gives new ones: copy them again, all three lines." ;;
    *'Could not connect to the endpoint'* | *EndpointConnectionError* | *'connect timeout'*)
      say "$SCRIPT_NAME: AWS cannot be reached${AWS_ENDPOINT_URL:+ at $AWS_ENDPOINT_URL}. Is the network up?" ;;
    *'must specify a region'*)
      say "$SCRIPT_NAME: no AWS region. Set AWS_REGION." ;;
    *)
      say "$SCRIPT_NAME: $2 failed: $(printf '%s' "$text" | tr -s '\n' ' ' | cut -c 1-400)" ;;
  esac
}

# Runs the AWS CLI; the error stays in a file for whoever wants to look.
aws_try() {
  local endpoint=''
  # Version 1 of the AWS CLI asks SQS at AWS itself, whatever AWS_ENDPOINT_URL says, unless it is told so.
  [[ $1 != sqs ]] || endpoint=${AWS_ENDPOINT_URL_SQS:-${AWS_ENDPOINT_URL:-}}
  aws "$@" ${endpoint:+--endpoint-url "$endpoint"} --output json 2>"$AWS_ERROR_FILE"
}

aws_error_is() { grep -q -E "$1" "$AWS_ERROR_FILE" 2>/dev/null; }

# Runs the AWS CLI; a failure ends the script with a sentence.
aws_call() {
  aws_try "$@" && return 0
  explain_aws_error "$AWS_ERROR_FILE" "aws $1 $2"
  exit 1
}

need_credentials() {
  need_aws
  aws_call sts get-caller-identity >"$WORK_DIR/identity.json"
}

flat_outputs() {
  json 'Object.entries(d ?? {}).flatMap(([name, output]) => {
    const value = output && typeof output === "object" && "value" in output ? output.value : output;
    if (value === null || value === undefined) return [];
    if (typeof value !== "object") return [`${name}=${value}`];
    return Object.entries(value).map(([key, one]) => `${name}.${key}=${one ?? ""}`);
  })'
}

read_terraform_outputs() {
  need_tool terraform 'Install Terraform 1.11 or newer: https://developer.hashicorp.com/terraform/install'
  terraform -chdir="$INFRA_DIR" output -json >"$WORK_DIR/outputs.json" 2>"$WORK_DIR/terraform-error" && return 0
  if grep -q -E 'initialization required|Backend initialization|terraform init' "$WORK_DIR/terraform-error"; then
    fail "nothing is deployed from $INFRA_DIR: run 'terraform -chdir=infra init' and 'terraform -chdir=infra apply' first."
  fi
  explain_aws_error "$WORK_DIR/terraform-error" 'terraform output'
  exit 1
}

# Reads the deployment's outputs, and takes its region for everything that follows.
load_outputs() {
  need_node
  if [[ -n ${STEWARD_OUTPUTS:-} ]]; then
    [[ -r $STEWARD_OUTPUTS ]] || fail "STEWARD_OUTPUTS names '$STEWARD_OUTPUTS', which cannot be read."
    cp "$STEWARD_OUTPUTS" "$WORK_DIR/outputs.json"
  else
    read_terraform_outputs
  fi
  flat_outputs <"$WORK_DIR/outputs.json" >"$OUTPUTS_FILE"
  [[ -s $OUTPUTS_FILE ]] || fail "nothing is deployed: Terraform has no outputs. Run 'terraform -chdir=infra apply' first."
  local region
  region=$(output aws_region)
  [[ -z $region ]] || export AWS_REGION="$region" AWS_DEFAULT_REGION="$region"
}

# The value of an output (`queue_url`) or of one in a map (`lambda_function_names.worker`); nothing when there is none.
output() {
  local line
  while IFS= read -r line; do
    if [[ ${line%%=*} == "$1" ]]; then
      printf '%s\n' "${line#*=}"
      return 0
    fi
  done <"$OUTPUTS_FILE"
}

need_output() {
  local value
  value=$(output "$1")
  [[ -n $value ]] || fail "the deployment has no output '$1'. Run 'terraform -chdir=infra apply' with this version of infra/."
  printf '%s\n' "$value"
}

# The SSM parameter whose name ends so, such as `telegram/bot-token`; nothing when the deployment has none.
parameter_name() {
  local line
  while IFS= read -r line; do
    if [[ $line == ssm_parameter_names.*/"$1" ]]; then
      printf '%s\n' "${line#*=}"
      return 0
    fi
  done <"$OUTPUTS_FILE"
}

# Prints a parameter's value: only ever captured, never shown. 1 when it cannot be read.
parameter_value() { # <end of the name>
  local name
  name=$(parameter_name "$1")
  [[ -n $name ]] || return 1
  # Never by way of a file.
  aws_try ssm get-parameter --name "$name" --with-decryption | json 'd?.Parameter?.Value'
}

# The same; a failure ends the script with a sentence.
need_parameter() {
  local name
  name=$(parameter_name "$1")
  [[ -n $name ]] || fail "the deployment names no SSM parameter '$1'."
  parameter_value "$1" && return 0
  aws_error_is ParameterNotFound && fail "SSM has no parameter $name: is the deployment complete?"
  explain_aws_error "$AWS_ERROR_FILE" "reading $name"
  exit 1
}

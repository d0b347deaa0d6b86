#!/usr/bin/env bash
# How Terraform finds its provider: from a folder on this machine where there is one, from the registry otherwise.
# To be sourced.

# The folder that holds providers in the layout of a filesystem mirror; nothing is printed where none is found.
find_terraform_mirror() {
  local folder
  for folder in "${STEWARD_TERRAFORM_MIRROR:-}" /opt/*; do
    if [[ -n $folder && -d $folder/registry.terraform.io/hashicorp/aws ]]; then
      printf '%s\n' "$folder"
      return
    fi
  done
}

# use_terraform_mirror <folder>: writes a CLI configuration into the folder (the caller removes it) and exports
# TF_CLI_CONFIG_FILE. Somebody's own configuration, where it exists, is left in charge.
use_terraform_mirror() {
  local folder=$1 mirror
  export CHECKPOINT_DISABLE=1
  if [[ -n ${TF_CLI_CONFIG_FILE:-} && -f $TF_CLI_CONFIG_FILE ]]; then
    return
  fi
  mirror=$(find_terraform_mirror)
  if [[ -n $mirror ]]; then
    cat >"$folder/terraform.tfrc" <<END
provider_installation {
  filesystem_mirror {
    path    = "$mirror"
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
END
    export TF_CLI_CONFIG_FILE="$folder/terraform.tfrc"
  else
    # A variable that names a file that is not there makes Terraform warn on every call.
    unset TF_CLI_CONFIG_FILE
    # Ten folders are initialised by the tests: one download must do for all of them.
    export TF_PLUGIN_CACHE_DIR=${TF_PLUGIN_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/steward/terraform-plugins}
    mkdir -p "$TF_PLUGIN_CACHE_DIR"
  fi
}

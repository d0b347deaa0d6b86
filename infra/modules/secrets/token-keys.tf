# The keys that seal the tokens of connections, a parameter for each version: what is written only cannot be appended to.
# The newest seals, all open. Who loses one loses what it sealed, so none is ever destroyed or written anew: one that is
# retired holds "pending" from then on, which counts as absent.
locals {
  token_keys      = toset([for version in range(1, var.token_key_version + 1) : tostring(version)])
  live_token_keys = toset([for version in local.token_keys : version if tonumber(version) > var.token_keys_retired])
}

ephemeral "aws_secretsmanager_random_password" "token_key" {
  for_each                   = local.live_token_keys
  password_length            = 64
  exclude_punctuation        = true
  include_space              = false
  require_each_included_type = true
}

resource "aws_ssm_parameter" "token_key" {
  for_each         = local.token_keys
  name             = "${local.prefix}/token-keys/${each.key}"
  description      = "Key that seals the tokens of connections, version ${each.key}"
  type             = "SecureString"
  key_id           = var.kms_key_arn
  value_wo         = contains(local.live_token_keys, each.key) ? "${each.key}:${base64sha256(ephemeral.aws_secretsmanager_random_password.token_key[each.key].random_password)}" : local.pending
  value_wo_version = contains(local.live_token_keys, each.key) ? 1 : 2

  lifecycle {
    prevent_destroy = true
    # Encrypting it otherwise would need its value, which Terraform does not have.
    ignore_changes = [key_id]
  }
}

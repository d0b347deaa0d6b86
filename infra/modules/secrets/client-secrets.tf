# The secrets with which Steward itself signs in at providers, each apart from the others: one that is missing takes nothing
# with it.
resource "aws_ssm_parameter" "client_secret" {
  for_each         = var.client_secret_versions
  name             = "${local.prefix}/${each.key}/client-secret"
  description      = "Secret of the client that is registered at ${each.key}"
  type             = "SecureString"
  key_id           = var.kms_key_arn
  value_wo         = lookup(var.client_secrets, each.key, null) == null ? local.pending : var.client_secrets[each.key]
  value_wo_version = each.value
}

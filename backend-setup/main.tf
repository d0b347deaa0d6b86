# The bucket that keeps Terraform's state of infra/, so that more than one person, or a pipeline, can deploy. Its own state
# stays here, in a local file: it can be made again by an import at any time.
data "aws_caller_identity" "current" {}

module "state" {
  source                         = "../infra/modules/s3"
  bucket_name                    = "terraform-state-${data.aws_caller_identity.current.account_id}"
  old_versions_expire_after_days = var.old_versions_expire_after_days
  force_destroy                  = var.force_destroy
  # A server without host names for buckets has no certificate for them either.
  tls_only = !var.s3_use_path_style
}

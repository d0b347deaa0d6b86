# Who changed what in the account. Off by default: most accounts have a trail already, and labs allow none.
locals {
  trail_name   = "${var.project_name}-trail"
  trail_bucket = "${var.project_name}-trail-${var.account_id}"
  trail_arn    = "arn:${var.partition}:cloudtrail:${var.aws_region}:${var.account_id}:trail/${local.trail_name}"
}

module "trail_bucket" {
  source        = "../s3"
  count         = var.enable_cloudtrail ? 1 : 0
  bucket_name   = local.trail_bucket
  force_destroy = var.force_destroy
  statements = [
    {
      Sid       = "TrailChecks"
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = "s3:GetBucketAcl"
      Resource  = "arn:${var.partition}:s3:::${local.trail_bucket}"
      Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn } }
    },
    {
      Sid       = "TrailWrites"
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "arn:${var.partition}:s3:::${local.trail_bucket}/AWSLogs/${var.account_id}/*"
      Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn, "s3:x-amz-acl" = "bucket-owner-full-control" } }
    },
  ]
}

resource "aws_cloudtrail" "this" {
  count                         = var.enable_cloudtrail ? 1 : 0
  name                          = local.trail_name
  s3_bucket_name                = module.trail_bucket[0].name
  include_global_service_events = true
  is_multi_region_trail         = true
  enable_log_file_validation    = true

  depends_on = [module.trail_bucket]
}

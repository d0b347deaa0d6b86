# What happens to objects as they age. Every class used here answers a read at once. S3 itself leaves objects below 128 KB
# where they are: the cheaper classes charge for that much at least.
resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "unfinished-uploads"
    status = "Enabled"
    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  dynamic "rule" {
    for_each = var.transitions == null ? [] : [var.transitions]

    content {
      id     = "cheaper-with-age"
      status = "Enabled"
      filter {}

      transition {
        days          = rule.value.infrequent_access_after_days
        storage_class = "STANDARD_IA"
      }

      # GLACIER_IR and no deeper: GLACIER and DEEP_ARCHIVE would make a restore wait for hours.
      transition {
        days          = rule.value.glacier_ir_after_days
        storage_class = "GLACIER_IR"
      }
    }
  }

  dynamic "rule" {
    for_each = var.versioned ? [var.old_versions_expire_after_days] : []

    content {
      id     = "old-versions"
      status = "Enabled"
      filter {}

      noncurrent_version_expiration {
        noncurrent_days = rule.value
      }

      # Once its old versions are gone, a deleted object leaves nothing behind.
      expiration {
        expired_object_delete_marker = true
      }
    }
  }

  # Rules on old versions need the versioning to be there.
  depends_on = [aws_s3_bucket_versioning.this]
}

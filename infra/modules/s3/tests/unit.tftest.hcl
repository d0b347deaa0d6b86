mock_provider "aws" {
  mock_resource "aws_s3_bucket" {
    override_during = plan
    defaults = {
      id  = "chatbot-conversations-111122223333"
      arn = "arn:aws:s3:::chatbot-conversations-111122223333"
    }
  }
}

variables {
  bucket_name = "chatbot-conversations-111122223333"
  transitions = { infrequent_access_after_days = 90, glacier_ir_after_days = 180 }
}

run "keeps_archives_private_and_readable" {
  command = plan

  assert {
    condition     = aws_s3_bucket.this.bucket == "chatbot-conversations-111122223333" && !aws_s3_bucket.this.force_destroy
    error_message = "The bucket has its name and is not destroyed with what it holds."
  }
  assert {
    condition     = aws_s3_bucket_versioning.this[0].versioning_configuration[0].status == "Enabled"
    error_message = "Old versions are kept."
  }
  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "Objects are encrypted with AES256."
  }
  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls,
      aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls,
      aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "Nothing in the bucket can be made public."
  }
  assert {
    condition = jsondecode(aws_s3_bucket_policy.this[0].policy).Statement[0] == {
      Sid       = "TlsOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource = [
        "arn:aws:s3:::chatbot-conversations-111122223333",
        "arn:aws:s3:::chatbot-conversations-111122223333/*",
      ]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }
    error_message = "Plain HTTP is refused for the bucket and every object."
  }
  assert {
    condition = toset(flatten([
      for rule in aws_s3_bucket_lifecycle_configuration.this.rule : [
        for step in rule.transition : "${step.days} ${step.storage_class}"
      ]
    ])) == toset(["90 STANDARD_IA", "180 GLACIER_IR"])
    error_message = "Archives move to STANDARD_IA after 90 days and to GLACIER_IR after 180."
  }
  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.noncurrent_version_expiration[0].noncurrent_days if rule.id == "old-versions"] == [30]
    error_message = "Old versions are gone after 30 days."
  }
}

run "keeps_one_copy_of_what_can_be_fetched_again" {
  command = plan

  variables {
    bucket_name   = "chatbot-models-111122223333"
    versioned     = false
    transitions   = null
    force_destroy = true
  }

  assert {
    condition     = length(aws_s3_bucket_versioning.this) == 0 && aws_s3_bucket.this.force_destroy
    error_message = "No versions are kept, and the bucket may be destroyed when full."
  }
  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.id] == ["unfinished-uploads"]
    error_message = "Only unfinished uploads are cleaned away."
  }
}

run "lets_a_service_write_where_it_is_told_to" {
  command = plan

  variables {
    statements = [{
      Sid       = "TrailWrites"
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "arn:aws:s3:::chatbot-conversations-111122223333/AWSLogs/*"
      Condition = { StringEquals = { "s3:x-amz-acl" = "bucket-owner-full-control" } }
    }]
  }

  assert {
    condition     = [for statement in jsondecode(aws_s3_bucket_policy.this[0].policy).Statement : statement.Sid] == ["TlsOnly", "TrailWrites"]
    error_message = "The statement stands beside the one that refuses plain HTTP."
  }
}

run "can_do_without_tls_where_there_is_none" {
  command = plan

  variables {
    tls_only = false
  }

  assert {
    condition     = length(aws_s3_bucket_policy.this) == 0
    error_message = "Without anything to say there is no policy."
  }
}

mock_provider "aws" {
  mock_resource "aws_s3_bucket" {
    override_during = plan
    defaults = {
      id  = "terraform-state-111122223333"
      arn = "arn:aws:s3:::terraform-state-111122223333"
    }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
}

run "says_how_to_use_the_bucket" {
  command = plan

  assert {
    condition     = output.bucket_name == "terraform-state-111122223333"
    error_message = "The bucket is named after the account."
  }
  assert {
    condition     = output.backend_config == <<-END
      terraform {
        backend "s3" {
          bucket       = "terraform-state-111122223333"
          key          = "steward/terraform.tfstate"
          region       = "us-east-1"
          encrypt      = true
          use_lockfile = true
        }
      }
    END
    error_message = "The configuration can be pasted, and the state is locked by S3 itself."
  }
}

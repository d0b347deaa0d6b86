# AWS, or a server that speaks like it: AWS_ENDPOINT_URL in the environment is all that such a server needs, and
# s3_use_path_style where it has no host names for buckets.
provider "aws" {
  region            = var.aws_region
  s3_use_path_style = var.s3_use_path_style

  default_tags {
    tags = {
      Application = "steward"
      Project     = var.project_name
      ManagedBy   = "terraform"
    }
  }
}

output "bucket_name" {
  description = "Bucket of the states."
  value       = module.state.name
}

output "backend_config" {
  description = "Ready to paste: terraform output -raw backend_config > ../infra/backend.tf"
  # S3 locks by itself (use_lockfile); no table is needed for it.
  value = <<-END
    terraform {
      backend "s3" {
        bucket       = "${module.state.name}"
        key          = "${var.state_key}"
        region       = "${var.aws_region}"
        encrypt      = true
        use_lockfile = true
      }
    }
  END
}

# The real provider, which calls nobody for these plans: Terraform's mocks know no ephemeral resources.
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  project_name = "steward"
  # Only AWS makes random ones.
  webhook_secret_version = 0
  ollama_api_key_version = 0
}

run "refuses_a_project_name_that_is_no_path" {
  command = plan
  variables {
    project_name = "My Project"
  }
  expect_failures = [var.project_name]
}

run "refuses_versions_that_cannot_be" {
  command = plan
  variables {
    telegram_token_version = 0
    webhook_secret_version = -1
    ollama_api_key_version = -1
  }
  expect_failures = [var.telegram_token_version, var.webhook_secret_version, var.ollama_api_key_version]
}

run "refuses_a_certificate_that_is_none" {
  command = plan
  variables {
    certificate_by_instance = false
    ollama_certificate      = "MIIB"
  }
  expect_failures = [var.ollama_certificate]
}

run "refuses_an_alias_for_a_key" {
  command = plan
  variables {
    kms_key_arn = "alias/mine"
  }
  expect_failures = [var.kms_key_arn]
}

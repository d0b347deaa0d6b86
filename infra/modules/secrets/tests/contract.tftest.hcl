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

run "refuses_a_negative_token_key" {
  command = plan
  variables {
    token_key_version = -1
  }
  expect_failures = [var.token_key_version]
}

run "refuses_half_a_token_key" {
  command = plan
  variables {
    token_key_version = 1.5
  }
  expect_failures = [var.token_key_version]
}

run "retires_no_negative_token_key" {
  command = plan
  variables {
    token_keys_retired = -1
  }
  expect_failures = [var.token_keys_retired]
}

run "retires_no_half_of_a_token_key" {
  command = plan
  variables {
    token_key_version  = 1
    token_keys_retired = 0.5
  }
  expect_failures = [var.token_keys_retired]
}

run "retires_no_token_key_that_is_not_there" {
  command = plan
  variables {
    token_key_version  = 1
    token_keys_retired = 2
  }
  expect_failures = [var.token_keys_retired]
}

run "has_no_more_token_keys_than_are_read_at_once" {
  command = plan
  variables {
    token_key_version  = 12
    token_keys_retired = 1
  }
  expect_failures = [var.token_keys_retired]
}

run "refuses_half_a_client_secret" {
  command = plan
  variables {
    client_secret_versions = { google = 1.5 }
  }
  expect_failures = [var.client_secret_versions]
}

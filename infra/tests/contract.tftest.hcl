# Every bound that a variable has, and what lies beyond it.
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

override_data {
  target = data.aws_caller_identity.current
  values = { account_id = "111122223333" }
}

variables {
  lambda_zip_directory   = "tests/fixtures"
  webhook_secret_version = 0
  ollama_api_key_version = 0
  # Without an instance a plan asks AWS for nothing.
  ollama_url = "http://ollama.example.org:11434"
}

run "refuses_what_can_be_nothing" {
  command = plan
  variables {
    aws_region           = "Virginia"
    project_name         = "My Steward"
    telegram_api_url     = "ftp://api.telegram.org"
    streaming            = "yes"
    lab_role_arn         = "LabRole"
    lambda_architecture  = "x86"
    log_level            = "LOUD"
    alarm_email          = "owner"
    kms_key_arn          = "alias/mine"
    ollama_url           = "ollama.example.org"
    ollama_instance_type = "large"
    ollama_ami_id        = "al2023"
    ssh_allowed_cidr     = "my laptop"
    speech_url           = "api.openai.com"
    speech_language      = "German"
    public_url           = "https://steward.example.org/app"
    mini_app_keys        = ["E7BF03A2FA4602AF4580703D88DDA5BB59F32ED8B02A56C187FE7D34CAED242D"]
    mini_app_parents     = ["https://web.telegram.org/a"]
  }
  expect_failures = [
    var.public_url,
    var.mini_app_keys,
    var.mini_app_parents,
    var.aws_region,
    var.project_name,
    var.telegram_api_url,
    var.streaming,
    var.lab_role_arn,
    var.lambda_architecture,
    var.log_level,
    var.alarm_email,
    var.kms_key_arn,
    var.ollama_url,
    var.ollama_instance_type,
    var.ollama_ami_id,
    var.ssh_allowed_cidr,
    var.speech_url,
    var.speech_language,
  ]
}

run "refuses_too_little" {
  command = plan
  variables {
    models                 = []
    worker_max_concurrency = 1
    canary_weight          = -0.1
    log_retention_days     = 2
    monthly_budget_usd     = -1
    telegram_token_version = 0
    webhook_secret_version = -1
    ollama_api_key_version = -1
    speech_api_key_version = -1
    speech_model           = "whisper 1"
    ollama_volume_gb       = 19
    idle_stop_minutes      = -1
    allowed_user_ids       = [0]
    max_turns_at_once      = 0
    max_turns_per_hour     = 0
  }
  expect_failures = [
    var.models,
    var.worker_max_concurrency,
    var.canary_weight,
    var.log_retention_days,
    var.monthly_budget_usd,
    var.telegram_token_version,
    var.webhook_secret_version,
    var.ollama_api_key_version,
    var.speech_api_key_version,
    var.speech_model,
    var.ollama_volume_gb,
    var.idle_stop_minutes,
    var.allowed_user_ids,
    var.max_turns_at_once,
    var.max_turns_per_hour,
  ]
}

run "refuses_too_much" {
  command = plan
  variables {
    models                 = [{ name = "qwen3.5:2b", context_length = 1048577 }]
    worker_max_concurrency = 1001
    canary_weight          = 1
    ollama_volume_gb       = 16385
    idle_stop_minutes      = 10081
    allowed_user_ids       = [10000000000000000]
    ssh_allowed_cidr       = "0.0.0.0/0"
    ssh_key_name           = "vockey"
    mini_app_keys          = [for _ in range(5) : "e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d"]
    mini_app_parents       = [for number in range(5) : "https://parent${number}.example.org"]
  }
  expect_failures = [
    var.mini_app_keys,
    var.mini_app_parents,
    var.models,
    var.worker_max_concurrency,
    var.canary_weight,
    var.ollama_volume_gb,
    var.idle_stop_minutes,
    var.allowed_user_ids,
    var.ssh_allowed_cidr,
  ]
}

run "refuses_broken_numbers" {
  command = plan
  variables {
    worker_max_concurrency = 2.5
    telegram_token_version = 1.5
    webhook_secret_version = 1.5
    ollama_api_key_version = 1.5
    ollama_volume_gb       = 60.5
    idle_stop_minutes      = 0.5
    allowed_user_ids       = [1.5]
    max_turns_at_once      = 1.5
    max_turns_per_hour     = 1.5
    models                 = [{ name = "qwen3.5:2b", context_length = 511 }]
  }
  expect_failures = [
    var.worker_max_concurrency,
    var.telegram_token_version,
    var.webhook_secret_version,
    var.ollama_api_key_version,
    var.ollama_volume_gb,
    var.idle_stop_minutes,
    var.allowed_user_ids,
    var.max_turns_at_once,
    var.max_turns_per_hour,
    var.models,
  ]
}

run "refuses_a_token_with_its_prefix" {
  command = plan
  variables {
    telegram_token = "bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
    ollama_api_key = "two words"
  }
  expect_failures = [
    var.telegram_token,
    var.ollama_api_key,
  ]
}

run "refuses_more_than_an_environment_or_a_header_holds" {
  command = plan
  variables {
    models           = [for number in range(40) : { name = "model:${number}", description = "a description that says quite a lot about this model" }]
    allowed_user_ids = range(1, 62)
    ollama_api_key   = "${join("", [for _ in range(64) : "0123456789abcdef"])}g"
  }
  expect_failures = [
    var.models,
    var.allowed_user_ids,
    var.ollama_api_key,
  ]
}

run "refuses_what_does_not_go_together" {
  command = plan
  variables {
    # A model twice, everyone beside somebody, SSH without a key, a budget that tells nobody, speech without a server.
    models             = [{ name = "qwen3.5:2b" }, { name = "qwen3.5:2b" }]
    allowed_user_ids   = ["everyone", "1001"]
    ssh_allowed_cidr   = "203.0.113.7/32"
    monthly_budget_usd = 25
    speech_model       = "parakeet-v3"
    speech_api_key     = "sk-abc"
  }
  expect_failures = [
    var.models,
    var.allowed_user_ids,
    var.ssh_allowed_cidr,
    var.monthly_budget_usd,
    var.speech_model,
    var.speech_api_key,
  ]
}

run "refuses_words_that_are_none_of_theirs" {
  command = plan
  variables {
    # A shell would run it.
    models             = [{ name = "$(reboot)" }]
    allowed_user_ids   = ["everybody"]
    ollama_certificate = "MIIB"
    speech_url         = "https://api.openai.com/v1/audio/transcriptions"
    # A cookie over plain HTTP would be anybody's on the way.
    public_url       = "http://steward.example.org"
    mini_app_parents = ["*"]
  }
  expect_failures = [
    var.public_url,
    var.mini_app_parents,
    var.models,
    var.allowed_user_ids,
    var.ollama_certificate,
    var.speech_url,
  ]
}

run "refuses_a_password_in_the_address_of_the_speech_server" {
  command = plan
  variables {
    speech_url = "https://user:password@speech.example.org"
  }
  expect_failures = [
    var.speech_url,
  ]
}

run "refuses_a_query_in_the_address_of_the_speech_server" {
  command = plan
  variables {
    speech_url = "https://speech.example.org?key=abc"
  }
  expect_failures = [
    var.speech_url,
  ]
}

run "takes_the_longest_key_of_a_server_that_exists_already" {
  command = plan
  variables {
    ollama_api_key = join("", [for _ in range(64) : "0123456789abcdef"])
  }
  assert {
    condition     = output.ollama_url == "http://ollama.example.org:11434"
    error_message = "The key is taken."
  }
}

run "lets_everyone_in_where_the_word_is_said" {
  command = plan
  variables {
    allowed_user_ids = ["everyone"]
  }
}

run "refuses_what_our_own_instance_cannot_take" {
  command = plan
  variables {
    ollama_url         = null
    ollama_api_key     = "fifteen-letters"
    ollama_certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
  }
  override_data {
    target = module.ollama[0].data.aws_ami_ids.this[0]
    values = { ids = ["ami-0123456789abcdef0"] }
  }
  override_data {
    target = module.ollama[0].data.aws_vpc.default
    values = { id = "vpc-0123456789abcdef0" }
  }
  override_data {
    target = module.ollama[0].data.aws_ec2_instance_type_offerings.this
    values = { locations = ["us-east-1a"] }
  }
  override_data {
    target = module.ollama[0].data.aws_subnets.this
    values = { ids = ["subnet-0123456789abcdef0"] }
  }
  expect_failures = [
    var.ollama_certificate,
    var.ollama_api_key,
  ]
}

run "warns_of_instance_settings_where_no_instance_is_made" {
  command = plan
  variables {
    ollama_instance_type = "g6.xlarge"
  }
  expect_failures = [
    check.instance_settings,
  ]
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

run "connects_nothing_without_a_key_to_seal_with" {
  command = plan
  variables {
    google_client_id = "id"
  }
  expect_failures = [var.google_client_id]
}

run "takes_no_secret_without_its_client" {
  command = plan
  variables {
    google_client_secret    = "a"
    microsoft_client_secret = "a secret"
    notion_client_secret    = ""
  }
  expect_failures = [var.google_client_secret, var.microsoft_client_secret, var.notion_client_secret]
}

run "refuses_what_no_client_can_be" {
  command = plan
  variables {
    google_client_id                = "an id"
    microsoft_client_id             = ""
    notion_client_id                = "an id"
    google_client_secret_version    = 0
    microsoft_client_secret_version = 1.5
    notion_client_secret_version    = -1
    microsoft_tenant                = "my tenant"
    caldav_hosts                    = ["https://calendar.lan"]
    provider_urls                   = { apple = "https://apple.example" }
  }
  expect_failures = [
    var.google_client_id, var.microsoft_client_id, var.notion_client_id,
    var.google_client_secret_version, var.microsoft_client_secret_version, var.notion_client_secret_version,
    var.microsoft_tenant, var.caldav_hosts, var.provider_urls,
  ]
}

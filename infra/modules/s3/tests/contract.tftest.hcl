mock_provider "aws" {}

variables {
  bucket_name = "chatbot-conversations-111122223333"
}

run "refuses_a_name_no_bucket_can_have" {
  command = plan
  variables {
    bucket_name = "Chatbot_Conversations"
  }
  expect_failures = [var.bucket_name]
}

run "refuses_to_forget_old_versions_at_once" {
  command = plan
  variables {
    old_versions_expire_after_days = 0
  }
  expect_failures = [var.old_versions_expire_after_days]
}

run "refuses_a_broken_day" {
  command = plan
  variables {
    old_versions_expire_after_days = 1.5
  }
  expect_failures = [var.old_versions_expire_after_days]
}

run "refuses_infrequent_access_before_s3_allows_it" {
  command = plan
  variables {
    transitions = { infrequent_access_after_days = 29, glacier_ir_after_days = 180 }
  }
  expect_failures = [var.transitions]
}

run "refuses_glacier_too_soon_after_infrequent_access" {
  command = plan
  variables {
    transitions = { infrequent_access_after_days = 90, glacier_ir_after_days = 100 }
  }
  expect_failures = [var.transitions]
}

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
}

run "refuses_what_is_no_region" {
  command = plan
  variables {
    aws_region = "Virginia"
  }
  expect_failures = [var.aws_region]
}

run "refuses_a_state_without_its_ending" {
  command = plan
  variables {
    state_key = "steward/"
  }
  expect_failures = [var.state_key]
}

run "refuses_to_forget_earlier_states_at_once" {
  command = plan
  variables {
    old_versions_expire_after_days = 0
  }
  expect_failures = [var.old_versions_expire_after_days]
}
